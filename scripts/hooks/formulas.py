"""TeX between dollars (pymdownx.arithmatex, generic) becomes MathML; bad TeX fails the build."""

import html
import re
from functools import cache
from pathlib import Path

from latex2mathml.converter import convert
from mkdocs.exceptions import PluginError

FORMULA = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.S)
SIDES = {"l": "left", "r": "right"}
CODE = re.compile(r"&#x([0-9A-F]+);")
UNARY = re.compile(r"(<mo[^>]*>[(\[=+·×,]</mo>)<mo>−</mo>")  # a sign, not a difference
FLAT = re.compile(r"(?<!\\left)(?<!\\right)\\([lr])(floor|ceil)\b")  # brackets that would not stretch
LEFTOVER = re.compile(r"<m[io]>\\|<m[io]>&(?:amp;)?</m[io]>")  # commands it does not know


def on_page_content(content, page, config, files):
    """Every formula of a page as MathML."""
    def typeset(found):
        tex = html.unescape(found[3]).strip()
        try:
            return to_mathml(tex, found[2] == "[")
        except ValueError as error:
            raise PluginError(f"{_place(page, tex, config)}: {error}") from None
    return FORMULA.sub(typeset, content)


@cache
def to_mathml(tex, display):
    """MathML of a formula; ValueError when the TeX is wrong or not supported."""
    braces = re.findall(r"(?<!\\)(?:\\\\)*([{}])", tex)
    if braces.count("{") != braces.count("}"):  # which it would read in its own way
        raise ValueError(f"bad formula {tex!r}: braces do not match")
    stretched = FLAT.sub(lambda found: rf"\{SIDES[found[1]]}{found[0]}", tex)
    try:
        mathml = convert(stretched, display="block" if display else "inline")
    except Exception as error:
        raise ValueError(f"bad formula {tex!r}: {type(error).__name__} {error}") from error
    if LEFTOVER.search(mathml):
        raise ValueError(f"unsupported TeX in {tex!r}; use plain commands, no aligned")
    mathml = mathml.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    mathml = CODE.sub(lambda found: html.escape(chr(int(found[1], 16)), quote=False), mathml)
    return UNARY.sub(r'\1<mo form="prefix">−</mo>', mathml)


def _place(page, tex, config):
    name = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
    source = Path(page.file.abs_src_path).read_text(encoding="utf-8")
    start = source.find(tex.split("\n")[0])
    return f"docs/{name}:{source[:start].count(chr(10)) + 1}" if start >= 0 else f"docs/{name}"
