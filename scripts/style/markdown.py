"""Markdown in, faults out: rumdl over the pages and the repository's own texts (its rules: pyproject.toml)."""

import json
from pathlib import Path

from .. import languages
from ..faults import Fault
from ..paths import DOCS, ROOT, SNIPPETS, relative
from . import tools


def check(paths: list[Path] | None, fix: bool) -> list[Fault]:
    """Faults of the paths (None: of everything); mended first where rumdl can."""
    if paths is None:
        texts = [DOCS, *sorted(ROOT.glob("*.md")), *sorted((ROOT / ".github").rglob("*.md"))]
    else:  # snippets have a form of their own, which `check` holds them to
        texts = [path for path in paths if path.suffix == ".md" and not path.is_relative_to(SNIPPETS)]
    if not texts:
        return []
    twice = [fault for text in texts for path in ([text] if text.is_file() else sorted(text.rglob("*.md")))
             for fault in _same_ids(path)]
    printed = tools.run("rumdl", "check", "--no-cache", "--deny-config-warnings", "--output-format", "json",
                        "--config", ROOT / "pyproject.toml", *(["--fix"] if fix else []), *texts)
    return twice + [_fault(found) for found in json.loads(printed or "[]")]


def _same_ids(path: Path) -> list[Fault]:
    """Headings with an id that an earlier one has; rumdl does not see ids of this form."""
    seen: dict[str, int] = {}
    faults = []
    for section in languages.cut(path.read_text(encoding="utf-8")):
        if section.id in seen:
            faults.append(Fault(relative(path), section.line, f"id #{section.id} is taken by line {seen[section.id]}",
                                "give the heading an id of its own, in both languages"))
        elif section.id:
            seen[section.id] = section.line
    return faults


def _fault(found: dict) -> Fault:
    cure = tools.FIX if found["fixable"] else f"`rumdl explain {found['rule']}` tells why and how"
    return Fault(tools.spelled(found["file"]), found["line"], f"{found['rule']} {found['message']}", cure)
