"""The error gallery: every message that the pages' snippets raise, gathered from the pages as they stand."""

from dataclasses import dataclass
from pathlib import Path

from . import languages, snippets
from .faults import Refused
from .paths import DOCS, LANGUAGES, REFERENCE, SNIPPETS


@dataclass(frozen=True)
class Message:
    """An error text and the heading that explains it. `link` is relative to docs/<language>."""

    text: str
    heading: str
    link: str


def texts() -> dict[Path, bytes]:
    """The gallery of each language as it should be: path → bytes."""
    return {REFERENCE / language / "errors.md": _write(language).encode() for language in LANGUAGES}


def messages(page: Path, language: str) -> list[Message]:
    """The errors that a page shows, in its order."""
    found = []
    for section in languages.sections(page):
        heading = section.text.split("\n", 1)[0].lstrip("# ").split("{ #")[0].strip()
        for line in section.text.split("\n"):
            name = line.strip().removeprefix('--8<-- "').removesuffix('"')
            path = SNIPPETS / name
            if name.split("/")[-1].startswith("wrong_") and path.is_file():
                snippet = snippets.parse(path)
                if "except" in snippet.code:
                    link = f"{page.relative_to(DOCS / language).as_posix()}#{section.id}"
                    found.append(Message(snippet.output.rstrip("\n"), heading, link))
    return found


def _write(language: str) -> str:
    text = ""
    for page in sorted((DOCS / language).rglob("*.md")):
        try:
            found = messages(page, language)
        except Refused:
            continue  # told where pages and snippets themselves are read
        if found:
            name = page.relative_to(DOCS / language)
            text += f"## {_title(page)} {{ #{'-'.join(name.with_suffix('').parts)} }}\n\n"
            text += "".join(_entry(message) for message in found)
    return text


def _title(page: Path) -> str:
    """The page's first heading, without its id."""
    first = next(s for s in languages.sections(page) if s.level == 1)
    return first.text.split("\n", 1)[0].lstrip("# ").split("{ #")[0].strip()


def _entry(message: Message) -> str:
    lines = "\n".join(f"    {line}".rstrip() for line in message.text.split("\n"))
    return f"- [{message.heading}]({message.link})\n\n    ```text\n{lines}\n    ```\n\n"
