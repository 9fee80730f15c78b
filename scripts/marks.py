"""What Python-Markdown reads in a line and CommonMark, which notebooks speak, reads otherwise."""

import re
import unicodedata

KEPT = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|\$\$.+?\$\$|\$(?=[^\s$])[^$]*?(?<=[^\s$])\$(?!\d)")
EMPHASIS = re.compile(r"(?<!\*)(\*\*|\*)(?=[^\s*])(.+?)(?<=[^\s*])\1(?!\*)")
TAGS = {"*": "em", "**": "strong"}
FIRST, LAST = 0xE000, 0xF8FF  # private use: stands for what is kept


def kept(text: str) -> tuple[str, list[str]]:
    """A line with one character in the place of each piece of code or formula, and those pieces."""
    spans = []

    def keep(found: re.Match) -> str:
        spans.append(found[0])
        return chr(FIRST + len(spans) - 1)
    return KEPT.sub(keep, text), spans


def restored(text: str, spans: list[str], table: bool = False) -> str:
    """The line with the pieces back in it; in a table, a bar in one would end the cell."""
    spans = [span.replace("|", r"\|") for span in spans] if table else spans
    if text.count("~") > 1:
        text = text.replace("~", r"\~")  # two of them strike out what is between
    return re.sub(f"[{chr(FIRST)}-{chr(LAST)}]", lambda found: spans[ord(found[0]) - FIRST], text)


def strong(text: str) -> str:
    """Tags for the stars that CommonMark would print: between a bracket and a Korean particle, for one."""
    def mend(found: re.Match) -> str:
        marks, inner = found.groups()
        inner = strong(inner)
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        opens = not _mark(inner[0]) or not before or before.isspace() or _mark(before)
        closes = not _mark(inner[-1]) or not after or after.isspace() or _mark(after)
        return f"{marks}{inner}{marks}" if opens and closes else f"<{TAGS[marks]}>{inner}</{TAGS[marks]}>"
    return EMPHASIS.sub(mend, text)


def _mark(char: str) -> bool:
    """Whether CommonMark takes it for punctuation; what is kept begins and ends with ` or $."""
    return FIRST <= ord(char) <= LAST or unicodedata.category(char)[0] in "PS"
