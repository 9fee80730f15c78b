"""`style`: the tree in, what breaks its style out. Code (ruff), Markdown (rumdl), words (Kiwi, hunspell), workflows."""

from pathlib import Path

from ..faults import Fault
from ..paths import ROOT
from . import code, markdown, spelling, workflows

CHECKS = {"code": code.check, "markdown": markdown.check, "spelling": spelling.check, "workflows": workflows.check}


def style(only: list[str], files: list[str], fix: bool) -> int:
    """Run the checks (only: those named) over the tree (or files alone); mend what can be. Returns the exit code."""
    paths = [Path(file).resolve() for file in files] or None
    if paths is not None:
        paths = [path for path in paths if path.is_file() and path.is_relative_to(ROOT)]
    faults: list[Fault] = []
    for name in only or CHECKS:
        faults += CHECKS[name](paths, fix)
    for fault in sorted(set(faults), key=lambda f: (f.file, f.line, f.problem)):
        print(fault)
    print(f"style: {', '.join(only or CHECKS)}: {len(set(faults))} faults")
    return 1 if faults else 0
