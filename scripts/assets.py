"""Style sheets, scripts, templates, fonts and the configuration in; out comes what asks other hosts or is not there."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath

from .blanks import blanked
from .faults import Fault, Refused
from .paths import ASSETS, CONFIGS, DOCS, LANGUAGES, OVERRIDES, SCRIPTS, relative
from .snippets import read_text

COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", re.DOTALL)
HOST = r"""\s*["']?\s*((?:https?:)?//[^\s"')>]+)"""
CSS = (re.compile(rf"@import(?:\s+url\()?{HOST}", re.IGNORECASE), re.compile(rf"\burl\({HOST}", re.IGNORECASE))
ASKED = (re.compile(r"<(?:script|img|iframe|link|source|video|audio|embed|object|image|use)\b[^>]*?\b"
                    rf"(?:src|srcset|href|data)={HOST}", re.IGNORECASE),)
SCRIPT = (re.compile(r"""["'`]((?:(?:https?|wss?):)?//[^\s"'`]+)"""),)
LOCAL = re.compile(r"""\burl\(\s*["']?(?!data:|https?:|//|#|var\()([^\s"')?#]+)""")
NAMESPACE = "http://www.w3.org/"
LISTED = re.compile(r"^extra_(?:css|javascript):(.*(?:\n[ -].*)*)", re.MULTILINE)
CURE = "keep it in docs/assets: a visit asks no other host"


def faults() -> list[Fault]:
    """Everything of the kind."""
    found: list[Fault] = []
    for folder, ending, patterns in ((ASSETS, "css", CSS), (OVERRIDES, "css", CSS), (OVERRIDES, "html", ASKED + CSS),
                                     (ASSETS / "javascripts", "js", SCRIPT)):
        for path in sorted(folder.rglob(f"*.{ending}")):
            found += _asks(path, patterns)
    for path in sorted(ASSETS.rglob("*.css")):
        found += _missing(path)
    return [*found, *_configured(), *_fonts(), *_pictures()]


def _asks(path: Path, patterns: tuple[re.Pattern, ...]) -> Iterator[Fault]:
    text = _read(path)
    for pattern in patterns:
        for found in pattern.finditer(text):
            if not found[1].startswith(NAMESPACE):
                yield Fault(relative(path), _line(text, found), f"asks another host: {found[1]}", CURE)


def _missing(path: Path) -> Iterator[Fault]:
    text = _read(path)
    for found in LOCAL.finditer(text):
        if not Path(normpath(path.parent / found[1])).is_file():
            yield Fault(relative(path), _line(text, found), f"{found[1]} is not there", "mend the name or add the file")


def _configured() -> Iterator[Fault]:
    """What mkdocs.yml names is of this site; and every hook and style sheet is named."""
    path = CONFIGS[LANGUAGES[0]]
    text = _read(path)
    for block in LISTED.finditer(text):
        for found in re.finditer(r"(?:https?:)?//[^\s,\]}]+", block[1]):
            line = text.count("\n", 0, block.start(1) + found.start()) + 1
            yield Fault(relative(path), line, f"asks another host: {found[0]}", CURE)
    named = set(re.findall(r"^  - (\S+)", text, re.MULTILINE))
    for file in sorted((SCRIPTS / "hooks").glob("*.py")):
        if relative(file) not in named:
            yield Fault(relative(path), 0, f"hooks: does not name {relative(file)}", "add it there: a build needs it")
    for file in sorted((ASSETS / "stylesheets").glob("*.css")):
        if file.relative_to(DOCS).as_posix() not in named:
            yield Fault(relative(path), 0, f"extra_css: does not name {relative(file)}", "add it there, or delete it")


def _fonts() -> Iterator[Fault]:
    """A WOFF2 file says how long it is."""
    for path in sorted(ASSETS.rglob("*.woff2")):
        head, size = path.open("rb").read(12), path.stat().st_size
        if head[:4] != b"wOF2" or int.from_bytes(head[8:12], "big") != size:
            yield Fault(relative(path), 0, f"no whole WOFF2 font: {size} bytes, its head says "
                        f"{int.from_bytes(head[8:12], 'big')}", f"git checkout -- {relative(path)}")


def _pictures() -> Iterator[Fault]:
    for path in sorted((ASSETS / "images").glob("*.svg")):
        try:
            ElementTree.fromstring(path.read_bytes())
        except ElementTree.ParseError as error:
            yield Fault(relative(path), error.position[0], f"no well-formed SVG: {error}",
                        f"mend it, or git checkout -- {relative(path)}")
        yield from _asks(path, ASKED + CSS)


def _read(path: Path) -> str:
    """Without comments, every line where it was; what cannot be read is told elsewhere."""
    try:
        return COMMENT.sub(blanked, read_text(path))
    except Refused:
        return ""


def _line(text: str, found: re.Match) -> int:
    return text.count("\n", 0, found.start(1)) + 1
