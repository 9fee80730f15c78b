"""Korean beside English: pages, headings, includes, figures, links and numbers that only one of them has."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import labs
from .faults import Fault, Refused
from .paths import DOCS, relative
from .snippets import read_text

HEADING = re.compile(r"^(#{1,6})\s.*?(?:\{\s*#([\w-]+)\s*\})?\s*$")
BLOCKS = {
    "include": re.compile(r'^\s*--8<-- "([^"]+)"'),
    "figure": re.compile(r"!\[[^\]]*\]\(([^)\s]+)"),
    "link": re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)"),
    "fence": re.compile(r"^\s*((?:`{3,}|~{3,}).*)$"),
    "admonition": re.compile(r"^\s*((?:!!!|\?\?\?\+?|===) ?[\w-]*)"),
}
CODE = re.compile(r"`([^`\n]+)`")
MATH = re.compile(r"\$\$?([^$]+)\$\$?")
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Section:
    """From one heading to the next. `line` counts from 1; `body` is the text without code and math."""

    id: str
    level: int
    line: int
    text: str


def compare() -> list[Fault]:
    """What differs between docs/ko and docs/en; each fault names the line in both."""
    ko, en = DOCS / "ko", DOCS / "en"
    pages = {lang: {p.relative_to(lang) for p in lang.rglob("*") if p.is_file()} for lang in (ko, en)}
    faults = []
    for only, other in ((ko, en), (en, ko)):
        for page in sorted(pages[only] - pages[other]):
            faults.append(Fault(relative(only / page), 0, f"has no twin in {relative(other)}",
                                f"write {relative(other / page)}"))
    for page in sorted(pages[ko] & pages[en]):
        if page.suffix == ".md":
            faults += _compare_pages(ko / page, en / page)
    return faults + _compare_labs()


def _compare_pages(ko: Path, en: Path) -> list[Fault]:
    try:
        return _compare(relative(ko), sections(ko), relative(en), sections(en))
    except Refused:
        return []  # told where the page itself is read


def _compare_labs() -> list[Fault]:
    """A lab holds both languages in one file."""
    faults = []
    for path in labs.lab_paths():
        try:
            lab = labs.parse(path)
        except Refused:
            continue  # told where the lab itself is read
        name = relative(path)
        faults += _compare(name, cut(lab.prose("ko")), name, cut(lab.prose("en")))
    return faults


def sections(path: Path) -> list[Section]:
    """A page cut at its headings."""
    return cut(read_text(path))


def cut(text: str) -> list[Section]:
    """A text cut at its headings; what stands before the first is the section ''."""
    found, start, heading, fenced = [], 1, ("", 0), False
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        match = None if fenced else HEADING.match(line)
        if match:
            found.append(Section(*heading, start, "\n".join(lines[start - 1 : number - 1])))
            heading, start = (match[2] or "", len(match[1])), number
    return [*found, Section(*heading, start, "\n".join(lines[start - 1 :]))]


def _compare(ko: str, korean: list[Section], en: str, english: list[Section]) -> list[Fault]:
    """What differs between two texts, given the names of their files."""
    faults = [Fault(name, s.line, "a heading without an explicit id", "add { #the-id }")
              for name, found in ((ko, korean), (en, english)) for s in found if s.level and not s.id]
    ids = [[(s.level, s.id) for s in found] for found in (korean, english)]
    if ids[0] != ids[1]:
        first = next((i for i, (a, b) in enumerate(zip(*ids, strict=False)) if a != b), min(map(len, ids)))
        k, e = (found[min(first, len(found) - 1)] for found in (korean, english))
        return faults + [Fault(ko, k.line, f"headings differ from {en}:{e.line}: "
                               f"#{k.id} (level {k.level}) against #{e.id} (level {e.level})",
                               "the same headings and ids in the same order in both languages")]
    for k, e in zip(korean, english, strict=True):
        faults += _compare_section(ko, k, en, e)
    return faults


def _compare_section(ko: str, k: Section, en: str, e: Section) -> list[Fault]:
    faults = []
    for kind, pattern in BLOCKS.items():
        found = [_found(pattern, text) for text in (k.text, e.text)]
        if found[0] != found[1]:
            faults.append(_differs(ko, k, en, e, kind, *map(Counter, found)))
    for kind, take in (("inline code", _codes), ("number", _numbers)):
        counts = [take(s.text) for s in (k, e)]
        if counts[0] != counts[1]:
            faults.append(_differs(ko, k, en, e, kind, *counts))
    return [f for f in faults if f]


def _found(pattern: re.Pattern, text: str) -> list[str]:
    return [m[1].strip() for line in text.split("\n") for m in pattern.finditer(line)]


def _codes(text: str) -> Counter:
    """Which code a section names; how often is a matter of style."""
    return Counter({code: 1 for code in CODE.findall(_prose(text))})


def _numbers(text: str) -> Counter:
    return Counter({n: 1 for n in NUMBER.findall(CODE.sub(" ", MATH.sub(" ", _prose(text))))})


def _prose(text: str) -> str:
    """The section without includes, link targets, ids and list numbers."""
    lines = [line for line in text.split("\n") if "--8<--" not in line]
    text = "\n".join(re.sub(r"^\s*\d+\.\s", "", line) for line in lines)
    text = re.sub(r"\]\([^)]*\)", "] ", text)
    return re.sub(r"\{[^}\n]*#[^}\n]*\}", "", text)


def _differs(ko: str, k: Section, en: str, e: Section, kind: str, ours: Counter, theirs: Counter) -> Fault:
    only_ko, only_en = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    found = [f"only in Korean: {only_ko}" if only_ko else "", f"only in English: {only_en}" if only_en else ""]
    told = "; ".join(filter(None, found)) or "in another order"
    return Fault(ko, k.line, f"section #{k.id}: {kind}s differ from {en}:{e.line}: {told}",
                 "make the two sections say the same")
