"""The tree's texts in, faults out: line ends, byte order marks, encodings; commands and links that README gives."""

import re
from pathlib import Path

from .faults import Fault, Refused
from .paths import DOCS, ROOT, relative
from .snippets import read_text

READ = ("*.md", "*.yml", "*.toml", "Makefile", "conftest.py", ".github/**/*.yml", ".github/**/*.md", ".ci/*",
        "docs/localized/**/*.txt", "docs/assets/stylesheets/*.css", "docs/assets/javascripts/*.js", "overrides/**/*.*",
        "requirements/*.txt", "scripts/**/*.py", "scripts/**/*.t*xt", "scripts/**/*.json", "scripts/**/*.toml",
        "scripts/*.sh", "snippets/*.json", "snippets/reference/**/*.md", "tests/*.py")
TOLD = re.compile(r"(?:`|^    )(make|python -m scripts) ([a-z]+)", re.MULTILINE)
VERB = re.compile(r'\bverb\("([a-z]+)"')
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s#:]+)(?:#[^)\s]*)?\)")


def faults() -> list[Fault]:
    """Everything of the kind."""
    paths = sorted({path for pattern in READ for path in ROOT.glob(pattern) if path.is_file()})
    return [*(fault for path in paths for fault in _unreadable(path)), *_commands(), *_links()]


def _unreadable(path: Path) -> tuple[Fault, ...]:
    try:
        read_text(path)
    except Refused as refused:
        return refused.faults
    return ()


def _commands() -> list[Fault]:
    """`make x` and `python -m scripts x`, where instructions tell them, exist."""
    known = {"make": set(TARGET.findall(_text(ROOT / "Makefile"))),
             "python -m scripts": set(VERB.findall(_text(ROOT / "scripts" / "__main__.py")))}
    return [Fault(relative(path), text.count("\n", 0, found.start()) + 1,
                  f"`{found[1]} {found[2]}` is no command", f"one of {', '.join(sorted(known[found[1]]))}")
            for path in [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))] for text in [_text(path)]
            for found in TOLD.finditer(text) if known[found[1]] and found[2] not in known[found[1]]]


def _links() -> list[Fault]:
    """README is no page of the site: its links start at the root."""
    return [Fault(relative(path), text.count("\n", 0, found.start()) + 1, f"links to {found[1]}, which is not there",
                  "mend the path")
            for path in sorted(ROOT.glob("*.md")) for text in [_text(path)]
            for found in LINK.finditer(text) if not (ROOT / found[1]).exists()]


def _text(path: Path) -> str:
    try:
        return read_text(path) if path.is_file() else ""
    except Refused:
        return ""
