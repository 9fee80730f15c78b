"""docs/ becomes one zip that opens by double click: both languages, search and all, with no server and no network."""

import io
import os
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from . import ledger
from .downloads import fill_in
from .faults import Fault, Refused, write_atomically
from .passport import NAMES
from .paths import LANGUAGES
from .roots import write_offline_roots
from .site import build_languages

TOP = "keras-layer-atlas"
ONLINE = ("sitemap.xml", "assets/figures/card.png")  # for crawlers and social cards
FIGURES = re.compile(r'(?<=")((?:\.\./)*)assets/figures/')


def pack(folder: Path, downloads: Sequence[Path] = ()) -> Path:
    """Build folder/keras-layer-atlas-offline.zip with the downloads in it; the same bytes for the same input.

    Raises Refused when a build fails or a download is not there; the old zip then stays.
    """
    begun, target = time.monotonic(), Path(folder) / f"{TOP}-offline.zip"
    _check(downloads)
    with tempfile.TemporaryDirectory(prefix="atlas-offline-") as temporary:
        top = Path(temporary) / TOP
        top.mkdir()
        build_languages(top, begun, offline=True)
        for language in LANGUAGES:
            for name in ONLINE:
                (top / language / name).unlink(missing_ok=True)
        _share_figures(top)
        recorded = ledger.load()
        write_offline_roots(
            top, downloads=sorted(path.name for path in downloads), checked=recorded["checked"],
            versions=", ".join(f"{title} {recorded['versions'].get(name, '')}" for name, title in NAMES.items()))
        for path in downloads:
            (top / "downloads").mkdir(exist_ok=True)
            shutil.copy(path, top / "downloads")
        fill_in(top)
        files = sorted(path for path in top.rglob("*") if path.is_file())
        write_atomically(target, _zipped(files, top.parent, _moment(recorded["checked"])))
    print(f"{target}: {len(files)} files, {target.stat().st_size / 1e6:.1f} MB, {time.monotonic() - begun:.1f} s",
          flush=True)
    return target


def _check(downloads):
    """Refused when one is missing, or named so that some unzipping program would garble it."""
    faults = [Fault(str(path), 0, "no such file to put into the offline edition", "make it first")
              for path in downloads if not path.is_file()]
    faults += [Fault(str(path), 0, "a name that is not ASCII", "rename it: not all programs unzip such names")
               for path in downloads if not path.name.isascii()]
    if faults:
        raise Refused(*faults)


def _share_figures(top):
    """One copy of the figures for both languages, beside them: a third of the zip, and half of its files."""
    for page in (path for language in LANGUAGES for path in (top / language).rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        page.write_text(FIGURES.sub(r"\1../assets/figures/", text), encoding="utf-8", newline="\n")
    (top / "assets").mkdir()
    (top / LANGUAGES[0] / "assets" / "figures").rename(top / "assets" / "figures")
    for language in LANGUAGES[1:]:
        shutil.rmtree(top / language / "assets" / "figures")


def _moment(checked):
    """The time that every file in the zip bears: SOURCE_DATE_EPOCH, else the day of the last recording."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    stamp = time.gmtime(int(epoch)) if epoch else time.strptime(checked or "1980-01-01", "%Y-%m-%d")
    return max(stamp[:6], (1980, 1, 1, 0, 0, 0))  # before that, zip knows no time


def _zipped(files, root, moment):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), moment)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # as Unix writes it, everywhere
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _main(folder, *downloads):
    try:
        pack(Path(folder), [Path(name) for name in downloads])
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
