"""docs/ becomes site/: both languages, built strictly side by side, finished, swapped in as one."""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import finish
from .faults import Fault, Refused
from .paths import LANGUAGES, ROOT, SITE
from .roots import write_roots

CONFIGS = {"ko": "mkdocs.yml", "en": "mkdocs.en.yml"}
TROUBLE = ("WARNING", "ERROR", "CRITICAL", "Config", "Aborted")


def build(site_dir: str | Path | None = None) -> None:
    """Build the site into site_dir (site/); a build that fails leaves what was there.

    Raises Refused with what mkdocs or the checks of the built pages complain about.
    """
    target = Path(site_dir or SITE).absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as temporary:
        fresh = Path(temporary) / "fresh"
        fresh.mkdir()
        _build_languages(fresh, begun)
        write_roots(fresh)
        fresh.chmod(0o755)
        _swap(fresh, target, Path(temporary) / "old")
    files = [path for path in target.rglob("*") if path.is_file()]
    print(f"{target}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB, "
          f"{time.monotonic() - begun:.1f} s")


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Preview both languages on one port, reloading a page when its source is saved."""
    from .preview import preview
    preview(host, port)


def _build_languages(fresh, begun):
    """One process per language; Refused with the complaints of those that failed."""
    running, faults = {}, []
    for language in LANGUAGES:
        print(f"{language}: building docs/{language}", flush=True)
        running[language] = subprocess.Popen(
            [sys.executable, "-m", "scripts.site", language, str(fresh / language)], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"})
    try:
        for language, process in running.items():
            log, _ = process.communicate()
            if process.returncode:
                faults.append(Fault(f"docs/{language}", 0, f"not built\n{complaints(log)}",
                                    "mend the lines above; the old site is untouched"))
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


def build_language(language: str, folder: Path) -> str:
    """mkdocs for one language in this process, strictly, then the finishing; says what was made."""
    run_mkdocs(language, folder)
    faults = finish.lint(folder)
    if faults:
        raise Refused(*faults)
    return finish.finish(folder)


def run_mkdocs(language: str, folder: Path, strict: bool = True) -> None:
    """Plain mkdocs of one language into a folder; raises SystemExit after logging the trouble."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    config = load_config(str(ROOT / CONFIGS[language]), site_dir=str(folder), strict=strict)
    mkdocs_build(config)


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


def _main(language, folder):
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)s %(message)s")
    try:
        print(build_language(language, Path(folder)))
    except Refused as refused:
        print("\n".join(f"ERROR {line}" for line in str(refused).splitlines()))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
