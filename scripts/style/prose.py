"""Prose in, words out: what a reader reads of the pages, the labs and the navigation, each word with its place.

Code, mathematics, addresses, ids and tags are blanked with spaces first, so that every word stays where it was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..blanks import blank, blanked, unfenced
from ..labs import MARKER, lab_paths
from ..pages import page_paths
from ..paths import CONFIGS, LANGUAGES, REFERENCE, ROOT, relative

HANGUL = re.compile(r"[가-힣]+")
LATIN = re.compile(r"(?<![A-Za-z0-9_'’&.])[A-Za-z]+(?:['’][A-Za-z]+)*(?![A-Za-z0-9_(=]|\.[A-Za-z0-9_])")
HIDDEN = [re.compile(pattern, flags) for pattern, flags in (
    (r"<!--.*?-->", re.DOTALL),
    (r"<(style|script|code|pre|math|svg)\b.*?</\1>", re.DOTALL),
    (r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL),
    (r"\$\$.+?\$\$", re.DOTALL),
    (r"\$[^$\n]+\$", 0),
    (r"^\s*;?--8<--.*$", re.MULTILINE),
    (r"^\s*///.*$", re.MULTILINE),
    (r"(?<=\])\([^)\s]*", 0),  # where a link leads; its title, if any, is read
    (r"(?<=\])\[[^\]\n]*\]|\[\^[^\]\n]+\]:?", 0),
    (r"\{:?\s*[#.][^}\n]*\}", 0),
    (r"^(\s*)(?:!!!|\?\?\?\+?)\s+[\w-]+", re.MULTILINE),
    (r"https?://[^\s)>\]]+|\b[\w./-]+\.(?:md|py|html|com|org|ipynb|toml|yml)\b", 0),
    (r"</?[A-Za-z][^>]*>", 0),
    (r"&\w+;", 0),
)]
FRONT = re.compile(r"\A---\n.*?^---\n", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"^[\w-]+:(?=\s)|^\s*- \w+$", re.MULTILINE)
OPTION = re.compile(r'\b(?:description|alt_ko|alt_en)="([^"]*)"')
TITLES = re.compile(  # of the navigation, and what a form asks
    r"^\s*- ([^:\n]+):|^site_(?:name|description): (.*)$|\b(?:name|label|description): ([^}\n]*)"
    r"|permalink_title: ([^}\n]*)", re.MULTILINE)


@dataclass(frozen=True)
class Word:
    """A word as it is written, and its place."""

    text: str
    file: str
    line: int


def prose(path: Path) -> str:
    """What a reader reads of a file, each character where it stands in the file, all else blank."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return visible(_of_lab(text))
    if path.suffix == ".yml":
        return _kept(text, TITLES)
    return visible(FRONT.sub(lambda front: KEY.sub(blanked, front[0]), text))


def visible(text: str) -> str:
    """What a reader sees of Markdown: no code, formulas, addresses, ids or tags."""
    text = unfenced(text)
    for pattern in HIDDEN:
        text = pattern.sub(blanked, text)
    return text


def _kept(text: str, pattern: re.Pattern) -> str:
    """The text with everything blank but what the pattern's groups caught."""
    kept = blank(text)
    for match in pattern.finditer(text):
        for start, end in (match.span(group) for group in range(1, pattern.groups + 1)):
            if start >= 0:
                kept = kept[:start] + text[start:end] + kept[end:]
    return kept


def _of_lab(text: str) -> str:
    """A lab's prose cells, descriptions and words for pictures."""
    lines, prose_cell = text.split("\n"), False
    for number, line in enumerate(lines):
        if marker := MARKER.match(line):
            prose_cell = bool(marker["prose"])
            lines[number] = _kept(line, OPTION)
        else:
            lines[number] = line.replace("#", " ", 1) if prose_cell else " " * len(line)
    return "\n".join(lines)


def sources() -> list[Path]:
    """The files whose prose is read."""
    pages = [path for language in LANGUAGES for path in page_paths(language)]
    forms = [*sorted((ROOT / ".github").rglob("*.md")), *sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))]
    return [*pages, *sorted(REFERENCE.rglob("*.md")), *lab_paths(), *forms,
            *sorted(ROOT.glob("*.md")), *CONFIGS.values()]


def words(path: Path, pattern: re.Pattern) -> Iterator[Word]:
    """The words of a file that the pattern finds (HANGUL or LATIN)."""
    name = relative(path)
    for number, line in enumerate(prose(path).split("\n"), 1):
        for match in pattern.finditer(line):
            yield Word(match[0], name, number)
