"""Korean beside English in; out come the faults: what one says, paragraph by paragraph, and the other does not."""

import contextlib
import difflib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import labs
from .faults import Fault, Refused
from .paragraphs import LITERAL, Block, blocks
from .paths import DOCS, LANGUAGES, relative
from .snippets import read_text
from .terms import Terms

HEADING = re.compile(r"^(#{1,6})\s.*?(?:\{\s*#([\w-]+)\s*\})?\s*$")
BLOCKS = {
    "include": re.compile(r'^\s*--8<-- "([^"]+)"'),
    "figure": re.compile(r"!\[[^\]]*\]\(([^)\s]+)"),
    "link": re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)"),
    "fence": re.compile(r"^\s*((?:`{3,}|~{3,}).*)$"),
    "admonition": re.compile(r"^\s*((?:!!!|\?\?\?\+?|===) ?[\w-]*)"),
}
FRONT = "front-matter"
CURES = {
    "number": "say the same numbers in both, in digits in both or in words in both",
    "inline code": "name the same code in both",
    "formula": "write the same formulas in both",
}


@dataclass(frozen=True)
class Section:
    """From one heading to the next. `line` counts from 1; `text` begins with the heading."""

    id: str
    level: int
    line: int
    text: str

    @property
    def name(self) -> str:
        """Its id; what stands before the first heading has none."""
        return self.id or FRONT


@dataclass(frozen=True)
class Pair:
    """A page or a lab in both languages. `key` names it: its path without language and ending."""

    key: str
    ko: str
    en: str
    korean: list[Section]
    english: list[Section]
    asides: tuple[tuple[Block, Block], ...] = ()


def compare(both: list[Pair]) -> list[Fault]:
    """What differs between docs/ko and docs/en; each fault names the line in both."""
    ko, en = DOCS / "ko", DOCS / "en"
    pages = {lang: {p.relative_to(lang) for p in lang.rglob("*") if p.is_file()} for lang in (ko, en)}
    faults = []
    for only, other in ((ko, en), (en, ko)):
        for page in sorted(pages[only] - pages[other]):
            faults.append(Fault(relative(only / page), 0, f"has no twin in {relative(other)}",
                                f"write {relative(other / page)}"))
    terms = Terms()
    for pair in both:
        faults += compare_pair(pair, terms)
    return faults + terms.faults()


def pairs() -> list[Pair]:
    """All pages and labs that exist in both languages; what cannot be read is told where it is read itself."""
    found = []
    for ko in sorted((DOCS / "ko").rglob("*.md")):
        page = ko.relative_to(DOCS / "ko")
        en = DOCS / "en" / page
        with contextlib.suppress(Refused):
            if en.is_file():
                key = page.with_suffix("").as_posix()
                found.append(Pair(key, relative(ko), relative(en), sections(ko), sections(en)))
    for path in labs.lab_paths():
        with contextlib.suppress(Refused):
            lab, name = labs.parse(path), relative(path)
            found.append(Pair(f"labs/{lab.slug}", name, name, cut(lab.prose("ko")), cut(lab.prose("en")), _asides(lab)))
    return found


def _asides(lab: labs.Lab) -> tuple[tuple[Block, Block], ...]:
    """What a lab says outside of its prose: the description, and the words of each picture."""
    told = [("description", 1, lab.description)]
    told += [("alt text", cell.line - 1, cell.alt) for cell in lab.cells if cell.draws]
    return tuple(tuple(Block(kind, line, words[language]) for language in LANGUAGES) for kind, line, words in told)


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


def compare_pair(pair: Pair, terms: Terms, chosen: set[str] | None = None) -> list[Fault]:
    """What differs between the two texts of a pair, or in the chosen sections of it."""
    ko, en, both = pair.ko, pair.en, (pair.korean, pair.english)
    faults = [Fault(name, s.line, "a heading without an explicit id", "add { #the-id }")
              for name, found in zip((ko, en), both, strict=True) for s in found if s.level and not s.id]
    ids = [[(s.level, s.id) for s in found] for found in both]
    if ids[0] != ids[1]:
        first = next((i for i, (a, b) in enumerate(zip(*ids, strict=False)) if a != b), min(map(len, ids)))
        k, e = (found[min(first, len(found) - 1)] for found in both)
        return faults + [Fault(ko, k.line, f"headings differ from {en}:{e.line}: "
                               f"#{k.id} (level {k.level}) against #{e.id} (level {e.level})",
                               "the same headings and ids in the same order in both languages")]
    for k, e in zip(*both, strict=True):
        if chosen is None or k.name in chosen:
            faults += _compare_section(pair, k, e, terms)
    faults += [fault for words in pair.asides for fault in _compare_blocks(ko, words[0], en, words[1])]
    return faults + terms.compare(f"{pair.key}#{FRONT}", ko, en, list(pair.asides))


def _compare_section(pair: Pair, k: Section, e: Section, terms: Terms) -> list[Fault]:
    faults, ko, en = [], pair.ko, pair.en
    for kind, pattern in BLOCKS.items():
        found = [_found(pattern, text) for text in (k.text, e.text)]
        if found[0] != found[1]:
            faults.append(Fault(ko, k.line, f"section #{k.name}: {kind}s differ from {en}:{e.line}: {_only(*found)}",
                                "make the two sections say the same"))
    texts = blocks(k.text, k.line), blocks(e.text, e.line)
    kinds = [[block.kind for block in found] for found in texts]
    if kinds[0] != kinds[1]:
        return faults or [_unpaired(ko, k, en, e, *texts)]
    twins = list(zip(*texts, strict=True))
    for ours, theirs in twins:
        faults += _compare_blocks(ko, ours, en, theirs)
    return faults + terms.compare(f"{pair.key}#{k.name}", ko, en, twins)


def _found(pattern: re.Pattern, text: str) -> list[str]:
    return [m[1].strip() for line in text.split("\n") for m in pattern.finditer(line)]


def _unpaired(ko: str, k: Section, en: str, e: Section, ours: list[Block], theirs: list[Block]) -> Fault:
    """The first block that has no twin: paragraphs match one to one."""
    kinds = [[block.kind for block in found] for found in (ours, theirs)]
    steps = difflib.SequenceMatcher(None, *kinds, autojunk=False).get_opcodes()
    _, i, i_end, j, j_end = next(step for step in steps if step[0] != "equal")
    there = [found[min(at, len(found) - 1)].line if found else section.line
             for found, at, section in ((ours, i, k), (theirs, j, e))]
    had = [", ".join(kinds[0][i:i_end]) or "nothing", ", ".join(kinds[1][j:j_end]) or "nothing"]
    return Fault(ko, there[0], f"section #{k.name}: blocks of text differ from {en}:{there[1]}: "
                 f"{had[0]} in Korean, {had[1]} in English",
                 "the same paragraphs, items and rows in the same order in both languages")


def _compare_blocks(ko: str, ours: Block, en: str, theirs: Block) -> list[Fault]:
    """What a block of text says that its twin does not."""
    place, faults = f"{ours.kind}: %s from {en}:{theirs.line}", []
    if ours.indent != theirs.indent:
        faults.append(Fault(ko, ours.line, f"{place % 'indented otherwise'}: {ours.indent} columns in Korean, "
                            f"{theirs.indent} in English", "indent both alike: it tells what belongs to what"))
    if ours.kind in LITERAL:
        if ours.text != theirs.text and ours.kind != "include":  # includes are told by section
            faults.append(Fault(ko, ours.line, place % "differs", "make the two equal to the letter"))
        return faults
    if ours.kind == "alt text" and not (ours.text and theirs.text and ours.text != theirs.text):
        faults.append(Fault(ko, ours.line, f"alt text: empty, or the same in {en}:{theirs.line}",
                            "tell each language's readers, in words, what the picture shows"))
    if ours.columns != theirs.columns:
        faults.append(Fault(ko, ours.line, f"{place % 'columns differ'}: {ours.columns} in Korean, "
                            f"{theirs.columns} in English", "give both rows the same cells"))
    said = {"number": (ours.numbers, theirs.numbers | (theirs.named & ours.numbers)),
            "inline code": (ours.codes, theirs.codes), "formula": (ours.formulas, theirs.formulas)}
    faults += [Fault(ko, ours.line, f"{place % f'{kind}s differ'}: {_only(*map(sorted, pair))}", CURES[kind])
               for kind, pair in said.items() if pair[0] != pair[1]]
    return faults or [Fault(ko, ours.line, f"{place % f'{kind}s differ'}: {_only(*map(_listed, pair))}", CURES[kind])
                      for kind, pair in _exchanged(ours, theirs).items()]


def _exchanged(ours: Block, theirs: Block) -> dict[str, tuple[Counter, Counter]]:
    """What each of them says more often than the other: how often is a matter of style, but not which of two."""
    both = {kind: (mine, theirs.counted[kind]) for kind, mine in ours.counted.items()}
    return {kind: (a, b) for kind, (a, b) in both.items() if a - b and b - a}


def _listed(counted: Counter) -> list[str]:
    return sorted(counted.elements())


def _only(ours: list[str], theirs: list[str]) -> str:
    only_ko, only_en = ((Counter(a) - Counter(b)).elements() for a, b in ((ours, theirs), (theirs, ours)))
    found = [f"only in {name}: {sorted(only)}" for name, only in (("Korean", only_ko), ("English", only_en))]
    return "; ".join(text for text in found if not text.endswith("[]")) or "in another order"
