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
BOLD = "h1 h2 h3 h4 h5 h6 b strong th td dt summary mark label nav figcaption button".split()
BOLD_PATH = etree.XPath("|".join(f"//{tag}//text()" for tag in BOLD) +
                        "|//*[contains(@class,'title') or contains(@class,'bold')]//text()")
MONO_PATH = etree.XPath("//code//text()|//pre//text()|//kbd//text()")
MATH_PATH = etree.XPath("//math//text()")
FEATURES = {"STIXTwoMath": ["ssty", "dtls", "flac"], "JetBrainsMono": ["ccmp", "mark", "mkmk"]}
# A changed font may not carry a reserved name (SIL Open Font License, 3).
NAMES = {"Pretendard": "Atlas Sans", "JetBrainsMono": "Atlas Mono", "STIXTwoMath": "Atlas Math"}


def subset_fonts(folder: Path) -> dict[str, int]:
    """Make every font in folder/assets/fonts smaller, in place; returns their sizes in bytes."""
    wanted, sizes = characters(folder), {}
    for path in sorted((folder / "assets" / "fonts").glob("*.woff2")):
        data = _cached(path, wanted[kind(path)])
        path.write_bytes(data)
        sizes[path.stem] = len(data)
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


def _cached(path, wanted):
    data = path.read_bytes()
    key = hashlib.sha256(data)
    for part in (fontTools.version, Path(__file__).read_text(encoding="utf-8"), "".join(sorted(wanted))):
        key.update(part.encode())
    kept = CACHE / f"{key.hexdigest()[:32]}.woff2"
    if not kept.exists():
        write_atomically(kept, _subset(path.stem.partition("-")[0], data, wanted))
    return kept.read_bytes()


def _subset(family, data, wanted):
    font = TTFont(io.BytesIO(data))
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True, name_IDs=["*"])
    if family in FEATURES:
        options.layout_features = FEATURES[family]
    tool = subset.Subsetter(options)
    tool.populate(unicodes=map(ord, wanted))
    tool.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            font["name"].setName(NAMES[family].replace(" ", "") if record.nameID == 6 else NAMES[family],
                                 record.nameID, record.platformID, record.platEncID, record.langID)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()
