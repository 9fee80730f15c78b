"""A section's Markdown in; out come its blocks (paragraphs, items, rows …), with the numbers and code of each."""

import re
from collections import Counter
from dataclasses import dataclass

FENCE = re.compile(r"(`{3,}|~{3,})")
LINES = {  # what is a block of one line
    "include": re.compile(r'--8<-- "([^"]+)"$'),
    "heading": re.compile(r"#{1,6}\s+(.*?)\s*(?:\{[^}]*\})?$"),
    "title": re.compile(r'(?:!!!|\?\?\?\+?|===)[^"]*"(.*)"$'),
    "table row": re.compile(r"\|(.*)\|$"),
    "formula": re.compile(r"(\$\$.+\$\$)$"),
    "comment": re.compile(r"(<!--.*-->)$"),
    "tag": re.compile(r"(</?div[^>]*>)$"),
}
RULE = re.compile(r"[\s|:-]+$")
ITEM = re.compile(r"(?:[-*+]|\d+\.)\s+(.*)")
NOTE = re.compile(r"\[\^[\w-]+\]:\s+(.*)")
IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
TARGET = re.compile(r"\]\([^)]*\)")
MATTER = re.compile(r"(title|description): (.*)$")
CODE = re.compile(r"`([^`\n]+)`")
MATH = re.compile(r"\$\$?([^$]+)\$\$?")
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:[.,]\d+)*(?: ?%)?")
NAMED = {"zero": "0", "zeros": "0", "ones": "1"}
NAME = re.compile(rf"\b({'|'.join(NAMED)})\b", re.IGNORECASE)
LITERAL = ("include", "formula", "listing", "comment", "tag")  # blocks that are no prose: equal to the letter


@dataclass(frozen=True)
class Block:
    """One block of text. `line` counts from 1; `text` is its Markdown on one line."""

    kind: str
    line: int
    text: str
    indent: int = 0  # columns before it: what it belongs to

    @property
    def counted(self) -> dict[str, Counter]:
        """How often it says each number and each code."""
        return {"number": Counter(map(_digits, NUMBER.findall(plain(self.text)))),
                "inline code": Counter(CODE.findall(TARGET.sub("] ", self.text)))}

    @property
    def codes(self) -> set[str]:
        """Which code it names; how often is a matter of style."""
        return set(CODE.findall(TARGET.sub("] ", self.text)))

    @property
    def formulas(self) -> set[str]:
        return set(MATH.findall(CODE.sub(" ", self.text)))

    @property
    def numbers(self) -> set[str]:
        """Which numbers it says in digits, with their signs and percent signs."""
        return set(map(_digits, NUMBER.findall(plain(self.text))))

    @property
    def named(self) -> set[str]:
        """The numbers that English calls by name where Korean has the digit: zeros, kernels of ones."""
        return {NAMED[word.lower()] for word in NAME.findall(plain(self.text))}

    @property
    def columns(self) -> int:
        return len(re.findall(r"(?<!\\)\|", CODE.sub(" ", self.text))) + 1 if self.kind == "table row" else 0


def _digits(number: str) -> str:
    return number.replace("−", "-").replace(" ", "")


def plain(text: str) -> str:
    """The words of a text: no code, no formulas, no targets of links."""
    return re.sub(r"\{[^}\n]*#[^}\n]*\}", "", CODE.sub(" ", MATH.sub(" ", TARGET.sub("] ", text))))


def blocks(text: str, line: int = 1) -> list[Block]:
    """The blocks of a text that begins at `line` of its file."""
    return _Reader(text.split("\n"), line).read()


class _Reader:
    """Goes line by line; `held` is the block whose lines may continue."""

    def __init__(self, lines: list[str], first: int):
        self.lines, self.first = lines, first
        self.found: list[Block] = []
        self.caption = False

    def read(self) -> list[Block]:
        at = self._matter()
        while at < len(self.lines):
            at = self._block(at, self.lines[at].strip())
        return self.found

    def _matter(self) -> int:
        """The front matter, if the text begins with one; returns where the rest begins."""
        if self.lines[0] != "---" or "---" not in self.lines[1:]:
            return 0
        end = self.lines.index("---", 1)
        for at in range(1, end):
            if found := MATTER.match(self.lines[at]):
                self._say(found[1], at, found[2])
        return end + 1

    def _block(self, at: int, line: str) -> int:
        if not line:
            return at + 1
        if line.startswith("///"):
            self.caption = line.startswith("/// caption")
            return at + 1
        if found := FENCE.match(line):
            return self._listing(at, found[1])
        for kind, pattern in LINES.items():
            if found := pattern.match(line):
                if not (kind == "table row" and RULE.match(line)):
                    self._say(kind, at, found[1])
                return at + 1
        return self._prose(at, line)

    def _listing(self, at: int, marks: str) -> int:
        end = at + 1
        while end < len(self.lines) and self.lines[end].strip() != marks:
            end += 1
        self._say("listing", at, "\n".join(self.lines[at:end]))
        return end + 1

    def _prose(self, at: int, line: str) -> int:
        """A paragraph, item, note or caption with the lines that continue it; its pictures are blocks of their own."""
        kind, said = "caption" if self.caption else "paragraph", line
        for name, pattern in (("list item", ITEM), ("note", NOTE)):
            if found := pattern.match(line):
                kind, said = name, found[1]
        end = at + 1
        while end < len(self.lines) and self._continues(self.lines[end].strip()):
            said += " " + self.lines[end].strip()
            end += 1
        for alt in IMAGE.findall(said):
            self._say("alt text", at, alt)
        if IMAGE.sub("", said).strip():
            self._say(kind, at, IMAGE.sub("", said))
        return end

    @staticmethod
    def _continues(line: str) -> bool:
        starts = (*LINES.values(), ITEM, NOTE, FENCE)
        return bool(line) and not line.startswith("///") and not any(p.match(line) for p in starts)

    def _say(self, kind: str, at: int, text: str) -> None:
        line = self.lines[at]
        self.found.append(Block(kind, self.first + at, text, len(line) - len(line.lstrip(" "))))
