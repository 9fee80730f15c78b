"""A figure's SVG becomes a small PNG: not all that opens notebooks shows an SVG inside of one."""

import io
import re
from functools import cache
from importlib import metadata
from pathlib import Path

from .faults import write_atomically
from .ledger import digest
from .paths import ROOT

CACHE = ROOT / ".cache" / "rasters"
SIZE = re.compile(rb'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
SCALE = 2  # dots to a CSS pixel
COLOURS = 64  # flat areas and soft edges need no more; half of the bytes
PAGE = "#set page(width: %gpt, height: %gpt, margin: 0pt)\n#image(\"figure.svg\", width: 100%%, height: 100%%)\n"


def rasterised(svg: bytes) -> tuple[bytes, int]:
    """(PNG, its width in CSS pixels) of a picture; the same bytes for the same input."""
    path = CACHE / f"{digest(_tools(), svg)}.png"
    if not path.exists():
        write_atomically(path, _reduced(_drawn(svg)))
    return path.read_bytes(), round(float(SIZE.search(svg)[1]))


@cache
def _tools() -> str:
    """How it is done is part of what comes out."""
    return digest(Path(__file__).read_bytes(), *(metadata.version(name) for name in ("typst", "pillow")))


def _drawn(svg: bytes) -> bytes:
    import typst

    width, height = map(float, SIZE.search(svg).groups())
    files = {"main.typ": (PAGE % (width, height)).encode(), "figure.svg": svg}
    return typst.compile(files, format="png", ppi=72 * SCALE)


def _reduced(png: bytes) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
