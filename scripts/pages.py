"""The pages' sources looked at: what they include, which snippets nobody shows, fences that would never run."""

import re
from dataclasses import dataclass
from pathlib import Path

from . import assets, forms, languages, links, localized, texts
from .faults import Fault, Refused
from .paths import DOCS, LANGUAGES, REFERENCE, ROOT, SNIPPETS, relative
from .snippets import read_text, snippet_paths

INCLUDE = re.compile(r'^\s*--8<-- "([^"]+)"\s*$')
UNWRITTEN = re.compile(r"<!-- to write · 쓸 것: (.*?) -->")  # left by scripts/scaffold
FENCE = re.compile(r"^(\s*(?:>\s*)*)(`{3,}|~{3,})(.*)$")
PYTHON = re.compile(r"[{.\s]*(i?python\d*|py|pycon|sh|bash)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fence:
    """A fenced block: its first line (from 1) and what stands before and behind the opening marks."""

    line: int
    indent: str
    marks: str
    info: str


def page_paths(language: str) -> list[Path]:
    return sorted((DOCS / language).rglob("*.md"))


def fences(text: str) -> list[Fence]:
    """The fenced blocks of a Markdown text; what stands inside another fence is not one."""
    found, inside = [], None
    for number, line in enumerate(text.split("\n"), 1):
        match = FENCE.match(line)
        if not match:
            continue
        indent, marks, info = match.groups()
        if inside:
            if marks[0] == inside[0] and len(marks) >= len(inside) and not info.strip():
                inside = None
            continue
        found.append(Fence(number, indent, marks, info))
        inside = marks
    return found


def looks_like_python(fence: Fence) -> bool:
    """Whether a reader would take the block for code to run."""
    return bool(PYTHON.match(fence.info.strip() or "-"))


def includes(path: Path) -> list[tuple[int, str]]:
    """(line, included name) of each include of a page."""
    lines = enumerate(read_text(path).split("\n"), 1)
    return [(number, match[1]) for number, line in lines if (match := INCLUDE.match(line))]


def included_path(name: str, language: str) -> Path | None:
    """The file that an include names in a language's page, if there is one."""
    return next((p for p in (SNIPPETS / name, REFERENCE / language / name) if p.is_file()), None)


def include_paths(path: Path, language: str) -> list[Path]:
    """The files that a page includes, in its order."""
    return [found for _, name in includes(path) if (found := included_path(name, language))]


def lint() -> list[Fault]:
    """Everything wrong with the pages that can be seen without running or building anything."""
    faults, shown = [], set()
    for language in LANGUAGES:
        for path in page_paths(language):
            try:
                faults += _lint_page(path, language, shown)
            except Refused as refused:
                faults += refused.faults
    for path in snippet_paths():
        if path not in shown:
            faults.append(Fault(relative(path), 0, "no page shows this snippet",
                                f'include it: --8<-- "{path.relative_to(SNIPPETS).as_posix()}", or delete it'))
    from . import differs  # it reads pages by means of this module

    pairs = languages.pairs()
    return (faults + links.faults() + forms.faults() + assets.faults() + texts.faults() + languages.compare(pairs)
            + localized.faults(pairs) + differs.faults())


def _lint_page(path: Path, language: str, shown: set[Path]) -> list[Fault]:
    faults, name, text = [], relative(path), read_text(path)
    for number, included in includes(path):
        found = included_path(included, language)
        if found is None:
            faults.append(Fault(name, number, f"includes {included!r}, which does not exist",
                                f"write snippets/{included} or mend the name"))
        shown.add(found)
    for number, line in enumerate(text.split("\n"), 1):
        if "--8<--" in line.replace(";--8<--", "") and not INCLUDE.match(line):
            faults.append(Fault(name, number, f"an include that would not be seen: {line.strip()!r}",
                                'on a line of its own: --8<-- "chapter/layer/name.md"'))
    for number, line in enumerate(text.split("\n"), 1):
        if found := UNWRITTEN.search(line):
            faults.append(Fault(name, number, f"still to be written: {found[1]}", "write it in place of this comment"))
    for fence in fences(text):
        if looks_like_python(fence):
            faults.append(Fault(name, fence.line, f"code in a page: {fence.marks}{fence.info}",
                                "put it into a snippet file, where it is run, and include that"))
    return faults


def stray_code() -> list[Fault]:
    """Python-looking fences anywhere in the tree that pytest-codeblocks would not run."""
    faults = []
    skipped = {".git", ".venv", ".cache", "site", "node_modules"}
    for path in sorted(ROOT.rglob("*.md")):
        if skipped & set(path.relative_to(ROOT).parts) or path.is_relative_to(DOCS):
            continue
        for fence in fences(path.read_text(encoding="utf-8")):
            runs = path.is_relative_to(SNIPPETS) and (fence.indent, fence.marks, fence.info) == ("", "```", "python")
            if looks_like_python(fence) and not runs:
                faults.append(Fault(relative(path), fence.line, f"never run: {fence.marks}{fence.info}",
                                    "put it into a snippet file"))
    return faults
