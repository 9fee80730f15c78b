"""Pages and labs in, faults out: what the builder would print or swallow without a word, looked at without building."""

import re
from collections.abc import Iterator

from . import labs
from .blanks import unfenced
from .faults import Fault, Refused
from .hooks.formulas import to_mathml
from .marks import KEPT
from .paragraphs import CODE, LITERAL, MATTER, RULE, TARGET, Block, blocks, plain
from .paths import DOCS, LANGUAGES, relative
from .snippets import read_text

BOXES = ("question", "warning")  # what docs/assets/stylesheets dresses
BOX = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s*([\w-]*)")
OPENED = re.compile(r"^\s*///\s*(\S.*)$")
MERGE = re.compile(r"^(<{7}|={7}|>{7})( |$)")
OUTSIDE = re.compile(r"!\[[^\]]*\]\(\s*(?:https?:)?//"
                     r"|<(script|img|iframe|video|audio|embed|object|source|link|style)\b", re.IGNORECASE)
FIGURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)")
HANGUL = re.compile(r"[가-힣]")
WORD = re.compile(r"(?<![\w.])[a-z]{2,}(?![\w(=]|\.\w)")


def faults() -> list[Fault]:
    """Everything of the kind, in both languages, labs included."""
    found, told = [], {}
    for language in LANGUAGES:
        for path in sorted((DOCS / language).rglob("*.md")):
            try:
                name, text = relative(path), read_text(path)
            except Refused:
                continue  # told where pages are read
            found += [*_of_text(name, text, language), *_matter(name, text, language, told)]
        for path in labs.lab_paths():
            try:
                found += _of_text(relative(path), labs.parse(path).prose(language), language)
            except Refused:
                continue
    return found


def _of_text(name: str, text: str, language: str) -> Iterator[Fault]:
    yield from (Fault(name, number, "what a merge left", "keep one of the two sides and delete the marks")
                for number, line in enumerate(text.split("\n"), 1) if MERGE.match(line))
    shown = unfenced(text)
    yield from _lines(name, shown.split("\n"))
    alts: dict[str, str] = {}
    for block in blocks(text):
        yield from _formulas(name, block)
        if block.kind not in LITERAL and plain(block.text).count("**") % 2:
            yield Fault(name, block.line, f"{block.kind}: an odd number of **, which would be printed",
                        "close what is bold, or open it")
        if block.kind not in LITERAL and CODE.sub("", block.text).replace("``", "").count("`") % 2:
            yield Fault(name, block.line, f"{block.kind}: an odd number of `, which would be printed", "close the code")
        if language == "en" and HANGUL.search(_unnamed(name, block)):
            yield Fault(name, block.line, f"{block.kind}: Korean on an English page: {block.text[:40]!r}",
                        "say it in English")
        if language == "ko" and block.kind == "paragraph" and not HANGUL.search(block.text) and _sentence(block.text):
            yield Fault(name, block.line, f"a paragraph without Korean: {block.text[:40]!r}", "say it in Korean")
    for found in FIGURE.finditer(shown):
        alt, target = found.groups()
        if alt and alts.setdefault(alt, target) != target:
            yield Fault(name, shown.count("\n", 0, found.start()) + 1,
                        f"says of {target} what it says of {alts[alt]}", "tell in words what each picture shows")


def _lines(name: str, lines: list[str]) -> Iterator[Fault]:
    """Boxes, captions and tables, whose marks stand on lines of their own."""
    opened = 0
    for number, line in enumerate(lines, 1):
        if (found := BOX.match(line)) and found[1] not in BOXES:
            yield Fault(name, number, f"a box of the unknown kind {found[1]!r}", f"one of {', '.join(BOXES)}")
        if found := OUTSIDE.search(re.sub(r"`[^`\n]+`", "", line)):
            yield Fault(name, number, f"shows or runs what is not of this site: {found[0]}…",
                        "draw it, or link to it; a visit asks no other host")
        if found := OPENED.match(line):
            if found[1] != "caption" or opened:
                problem = f"'/// {found[1]}' is no block" if found[1] != "caption" else f"line {opened} is not closed"
                yield Fault(name, number, f"{problem}: what follows would be printed or swallowed",
                            "/// caption, the words, ///")
            opened = number
        elif line.strip() == "///":
            if not opened:
                yield Fault(name, number, "/// closes nothing", "/// caption, the words, ///")
            opened = 0
        before, after = (lines[at].strip() if 0 <= at < len(lines) else "" for at in (number - 2, number))
        if line.strip().startswith("|") and not before.startswith("|") and not (after and RULE.match(after)):
            yield Fault(name, number, "a table without its second line would be printed as bars and words",
                        "|---|---| below the first row")
    if opened:
        yield Fault(name, opened, "/// caption is never closed", "close it with ///")


def _formulas(name: str, block: Block) -> Iterator[Fault]:
    if block.kind in ("listing", "include", "comment", "tag"):
        return
    for found in KEPT.finditer(block.text):
        if found[0].startswith("$"):
            try:
                to_mathml(found[0].strip("$").strip(), found[0].startswith("$$"))
            except ValueError as error:
                yield Fault(name, block.line, str(error), "mend the TeX: a page shows what latex2mathml can convert")


def _matter(name: str, text: str, language: str, told: dict[tuple[str, str], str]) -> Iterator[Fault]:
    """A page says what it is, in words that no other page has: search engines and shared links show them."""
    lines = text.split("\n")
    end = lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else 0
    matter = {found[1]: (number, found[2].strip()) for number, line in enumerate(lines[:end], 1)
              if (found := MATTER.match(line))}
    for key in ("title", "description"):
        number, words = matter.get(key, (0, ""))
        if not words:
            yield Fault(name, number or 1, f"no {key} in its front matter", f"begin it with ---, {key}: …, ---")
        elif (first := told.setdefault((language, f"{key} {words}"), name)) != name:
            yield Fault(name, number, f"has the {key} of {first}", "say what is on this page")


def _unnamed(name: str, block: Block) -> str:
    """A block's words; the glossary's headings name each term in both languages."""
    if block.kind in LITERAL or name.endswith("/glossary.md") and block.kind == "heading":
        return ""
    return plain(block.text)


def _sentence(text: str) -> bool:
    return len(WORD.findall(plain(TARGET.sub("] ", text)))) > 2
