"""docs/ becomes site/: both languages, built strictly side by side, finished, swapped in as one."""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import finish
from .downloads import fill_in, make_books, make_downloads
from .faults import Fault, Refused
from .paths import CONFIGS, LANGUAGES, ROOT, SITE
from .roots import write_roots

TROUBLE = ("WARNING", "ERROR", "CRITICAL", "Config", "Aborted")


def build(site_dir: str | Path | None = None, downloads: bool = True, keep_pages: str | Path | None = None) -> None:
    """Build the site into site_dir (site/), with its downloads; a build that fails leaves what was there.

    What the books are made from is left in the folder keep_pages, if one is named.

    Raises Refused with what mkdocs or the checks of the built pages complain about.
    """
    target = Path(site_dir or SITE).absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as temporary:
        fresh = Path(temporary) / "fresh"
        fresh.mkdir()
        pages = Path(keep_pages or temporary).absolute()
        build_languages(fresh, begun, pages=pages)
        write_roots(fresh)
        if downloads:
            make_downloads(fresh, pages)
        fresh.chmod(0o755)
        _swap(fresh, target, Path(temporary) / "old")
    files = [path for path in target.rglob("*") if path.is_file()]
    print(f"{target}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB, "
          f"{time.monotonic() - begun:.1f} s")


def build_pdf(site_dir: str | Path | None = None) -> None:
    """Make the books alone, into site/downloads; the footers of a site that is there learn of their size."""
    target = Path(site_dir or SITE).absolute()
    with tempfile.TemporaryDirectory(prefix="atlas-pages-") as temporary:
        folder = Path(temporary)
        build_languages(folder / "site", time.monotonic(), pages=folder)
        make_books(folder, target / "downloads")
    fill_in(target)


def serve(port: int = 8000, host: str = "127.0.0.1") -> None:
    """Preview both languages on one port, reloading a page when its source is saved."""
    from .preview.server import preview
    preview(host, port)


def build_languages(fresh: Path, begun: float, offline: bool = False, pages: Path | None = None) -> None:
    """One process per language; Refused with the complaints of those that failed.

    With `pages`, what the book needs of each language is left in that folder as <language>.json.
    """
    running, faults = {}, []
    for language in LANGUAGES:
        print(f"{language}: building docs/{language}", flush=True)
        running[language] = subprocess.Popen(
            [sys.executable, "-m", "scripts.site", language, str(fresh / language),
             *([str(pages / f"{language}.json")] if pages else [])], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", "OFFLINE": str(offline).lower()})
    try:
        for language, process in running.items():
            log, _ = process.communicate()
            if process.returncode:
                faults.append(Fault(f"docs/{language}", 0, f"not built\n{complaints(log)}",
                                    "mend the lines above; what was built before is untouched"))
            else:
                print(f"{language}: {log.strip().splitlines()[-1]}, {time.monotonic() - begun:.1f} s",
                      flush=True)
    finally:
        for process in running.values():
            process.kill()
    if faults:
        raise Refused(*faults)


def complaints(log: str) -> str:
    """What a reader needs of mkdocs' log: warnings and errors, else its last lines."""
    lines = [f"    {line}" for line in log.splitlines() if line.startswith(TROUBLE)]
    return "\n".join(lines) or "\n".join(f"    {line}" for line in log.splitlines()[-15:])


def build_language(language: str, folder: Path, pages: Path | None = None) -> str:
    """mkdocs for one language in this process, strictly, then the finishing; says what was made."""
    collected = run_mkdocs(language, folder)
    if pages:
        pages.write_text(json.dumps(collected), encoding="utf-8", newline="\n")
    faults = finish.lint(folder)
    if faults:
        raise Refused(*faults)
    return finish.finish(folder)


def run_mkdocs(language: str, folder: Path, strict: bool = True) -> dict:
    """Plain mkdocs of one language into a folder; returns what the book takes of it (scripts/hooks/book.py).

    Raises SystemExit after logging the trouble.
    """
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    config = load_config(str(CONFIGS[language]), site_dir=str(folder), strict=strict)
    mkdocs_build(config)
    return config.extra["book"]


def _swap(fresh, target, old):
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _main(language, folder, pages=None):
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)s %(message)s")
    try:
        print(build_language(language, Path(folder), pages and Path(pages)))
    except Refused as refused:
        print("\n".join(f"ERROR {line}" for line in str(refused).splitlines()))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
