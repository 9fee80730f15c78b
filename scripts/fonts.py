"""Takes a built folder; leaves in its fonts only what its own pages can show."""

import hashlib
import html
import io
import re
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont
from lxml import etree

from .faults import write_atomically
from .paths import ROOT

CACHE = ROOT / ".cache" / "fonts"
ASCII = {chr(code) for code in range(0x20, 0x7F)} | {"\u00a0", "…", "·", "–", "—", "’", "“", "”"}
BOLD = "h1 h2 h3 h4 h5 h6 b strong th dt summary label nav button".split()
BOLD_PATH = etree.XPath("|".join(f"//{tag}//text()" for tag in BOLD) + "|//*[@class='card']//td[1]//text()"
                        "|//*[contains(@class,'title') or contains(@class,'bold')]//text()")
MONO_PATH = etree.XPath("//code//text()|//pre//text()|//kbd//text()")
MATH_PATH = etree.XPath("//math//text()")
FEATURES = {"Pretendard": ["kern", "tnum"], "STIXTwoMath": ["ssty", "dtls", "flac"],
            "JetBrainsMono": ["ccmp", "mark", "mkmk"]}
# A changed font may not carry a reserved name (SIL Open Font License, 3).
NAMES = {"Pretendard": "Atlas Sans", "JetBrainsMono": "Atlas Mono", "STIXTwoMath": "Atlas Math"}


def subset_fonts(folder: Path) -> dict[str, int]:
    """Make every font in folder/assets/fonts smaller, in place; returns their sizes in bytes."""
    wanted, sizes = characters(folder), {}
    paths = sorted((folder / "assets" / "fonts").glob("*.woff2"))
    # The languages are built side by side: each starts with another font, and finds the rest unpacked.
    for path in paths if folder.name == "ko" else paths[::-1]:
        path.write_bytes(subset_font(path, wanted[kind(path)]))
        sizes[path.stem] = path.stat().st_size
    return sizes


def kind(path: Path) -> str:
    """Which text a font file sets: "regular", "bold", "mono" or "math"."""
    family, _, style = path.stem.partition("-")
    if family == "Pretendard":
        return style.lower()
    return {"JetBrainsMono": "mono", "STIXTwoMath": "math"}[family]


def characters(folder: Path) -> dict[str, set[str]]:
    """The characters that each kind of text in the built pages may show."""
    wanted = {name: set(ASCII) for name in ("regular", "bold", "mono", "math")}
    for page in sorted(folder.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        wanted["regular"] |= set(html.unescape(text))
        wanted["regular"] |= {chr(int(code, 16)) for code in re.findall(r"\\u([0-9a-f]{4})", text)}
        tree = etree.fromstring(text, etree.HTMLParser())
        for name, path in (("bold", BOLD_PATH), ("mono", MONO_PATH), ("math", MATH_PATH)):
            wanted[name].update(*path(tree))
    for style in ("*.css", "atlas*.js"):
        for path in (folder / "assets").rglob(style):
            wanted["regular"] |= set(path.read_text(encoding="utf-8"))
    # Browsers set one-letter names in mathematical italics, which are characters of their own.
    wanted["math"] |= {chr(code) for code in range(0x1D434, 0x1D468)} | {"ℎ"}
    return {name: {char for char in chars if char >= " "} for name, chars in wanted.items()}


def subset_font(path: Path, wanted: set[str]) -> bytes:
    """The font with the wanted characters alone, as WOFF2; the same bytes for the same input."""
    data = path.read_bytes()
    family = path.stem.partition("-")[0]
    own = Path(__file__).read_bytes()  # how it is done is part of what comes out
    return _cached(_key(own, data, "".join(sorted(wanted)).encode()) + ".woff2",
                   lambda: _subset(family, _unpacked(data), wanted))


def _key(*parts):
    return hashlib.sha256(b"\0".join((fontTools.version.encode(), *parts))).hexdigest()[:32]


def _cached(name, make):
    path = CACHE / name
    if not path.exists():
        write_atomically(path, make())
    return path.read_bytes()


def _unpacked(data):
    """Plain TrueType bytes: unpacking a large WOFF2 takes longer than all the rest."""
    def unpack():
        font, out = TTFont(io.BytesIO(data)), io.BytesIO()
        font.flavor = None
        font.save(out)
        return out.getvalue()
    return _cached(_key(data) + ".ttf", unpack)


def _subset(family, data, wanted):
    font, out = TTFont(io.BytesIO(data), recalcTimestamp=False), io.BytesIO()
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=["*"], layout_features=FEATURES[family])
    tool = subset.Subsetter(options)
    tool.populate(unicodes=map(ord, wanted))
    tool.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            name = NAMES[family].replace(" ", "") if record.nameID == 6 else NAMES[family]
            record.string = name
    font.flavor = "woff2"
    font.save(out, reorderTables=False)
    return out.getvalue()
