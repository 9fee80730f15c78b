"""The lines of shared files that belong to one page: navigation, figure specs, atlas entries."""

import ast
import re
from pathlib import Path

from ..faults import Fault, Refused, write_atomically
from ..paths import CONFIGS, SCRIPTS, relative
from ..terms import FREE

SPECS = SCRIPTS / "figures" / "__init__.py"
ATLAS = SCRIPTS / "atlas"


def write(path: Path, text: str) -> None:
    write_atomically(path, text.encode())


def add_nav(title: str, page: str) -> None:
    """A page at the end of its chapter, in both languages."""
    chapter = page.partition("/")[0]
    for config in CONFIGS.values():
        lines = config.read_text(encoding="utf-8").split("\n")
        last = max((i for i, line in enumerate(lines) if re.search(rf"[ :-] {chapter}/\w+\.md$", line)), default=None)
        if last is None:
            raise Refused(Fault(relative(config), 0, f"no page of {chapter}/ in nav", "put its index.md there"))
        write(config, "\n".join([*lines[: last + 1], f"      - {title}: {page}", *lines[last + 1 :]]))


def add_spec(module: str, folder: str, function: str) -> None:
    """A figure at the end of the register."""
    text = SPECS.read_text(encoding="utf-8")
    head, end, tail = text.partition("\n])\n")
    write(SPECS, f'{head}\n    *_specs("{module}", "{folder}", "{function}"),{end}{tail}')


def add_entry(chapter: str, source: str) -> None:
    """An entry at the end of its chapter's tuple, which is the last thing in the file."""
    path = ATLAS / f"{chapter}.py"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    if not text.endswith("\n)"):
        raise Refused(Fault(relative(path), text.count("\n") + 1, "does not end with the ) of ENTRIES",
                            "put the tuple ENTRIES last"))
    names = [name for name in ("Code",) if f"{name}(" in source and not re.search(rf"import .*\b{name}\b", text)]
    if names:
        text = text.replace("from .entry import Entry", f"from .entry import {', '.join([*names, 'Entry'])}", 1)
    write(path, f"{text[:-1]}{source})\n")


def entry_spans(chapter: str, slug: str) -> list[tuple[Path, int, int]]:
    """(file, first line, last line) of the calls of Entry that spell the slug out, or name it as their family."""
    def ours(call):
        said = [ast.unparse(arg) for arg in call.args[:2]]
        family = any(k.arg == "family" and ast.unparse(k.value) == repr(slug) for k in call.keywords)
        return said == [repr(chapter), repr(slug)] or (said[:1] == [repr(chapter)] and family)

    return [(path, *span) for path in sorted(ATLAS.glob("*.py")) for span in _call_spans(path, "Entry", ours)]


def spec_spans(page: str) -> list[tuple[Path, int, int]]:
    """The same of the figures of a page."""
    return [(SPECS, *span) for span in _call_spans(
        SPECS, "_specs", lambda call: ast.unparse(call.args[1]) == repr(page))]


def _call_spans(path, function, ours):
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return [(call.lineno, call.end_lineno) for call in calls if ast.unparse(call.func) == function and ours(call)]


def drop_lines(path: Path, drop) -> None:
    """Write a file without the lines for which drop(number, line) holds; numbers count from 1."""
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = [line for number, line in enumerate(lines, 1) if not drop(number, line)]
    if kept != lines:
        write(path, "\n".join(kept))


def drop_page(page: str) -> None:
    """Everything that the shared files say of a page, chapter/slug."""
    chapter, _, slug = page.partition("/")
    for config in CONFIGS.values():
        drop_lines(config, lambda _, line: re.search(rf"[ :-] {page}\.md$", line))
    drop_lines(FREE, lambda _, line: line.startswith(f"{page}#"))
    while spans := [*spec_spans(page), *entry_spans(chapter, slug)]:
        path, first, last = spans[0]
        drop_lines(path, lambda number, _, first=first, last=last: first <= number <= last)
