"""The site's fonts, unpacked for Typst, which reads no WOFF2."""

import io
import shutil
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from ..faults import write_atomically
from ..paths import ASSETS, ROOT

REGULAR, BOLD, MONO, MATH = "Pretendard-Regular", "Pretendard-Bold", "JetBrainsMono-Regular", "STIXTwoMath"
FOLDER = ROOT / ".cache" / "book-fonts"


@cache
def font_path(name: str) -> Path:
    """A TrueType file of a font; unpacked when the packed one is newer."""
    packed, path = ASSETS / "fonts" / f"{name}.woff2", FOLDER / f"{name}.ttf"
    if not path.exists() or path.stat().st_mtime < packed.stat().st_mtime:
        font, out = TTFont(packed, recalcTimestamp=False), io.BytesIO()
        font.flavor = None
        font.save(out)
        write_atomically(path, out.getvalue())
    return path


def known_characters() -> set[str]:
    """All that some font of the book can show: each falls back on the others."""
    return {chr(code) for name in (REGULAR, MONO, MATH) for code in TTFont(font_path(name)).getBestCmap()}


def unpack(folder: Path) -> None:
    """All fonts of the book into a folder."""
    folder.mkdir()
    for name in (REGULAR, BOLD, MONO, MATH):
        shutil.copy(font_path(name), folder)
