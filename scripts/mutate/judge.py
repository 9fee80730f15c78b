"""A damaged tree in; out comes what told it: `check`, `style` or a test, and the first line of what was said."""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from ..environment import python_of
from .tree import Tree

STAGES = ("check", "style", "tests")
CURE = "\n    to mend it: "
FAILED = re.compile(r"^(?:FAILED|ERROR) (.*)$", re.MULTILINE)
QUICK = ("tests/test_site.py", "tests/test_workflows.py", "tests/test_figures.py", "tests/test_labs.py")
LIMIT = 900  # seconds


@dataclass(frozen=True)
class Verdict:
    """`by` is the stage that told ("" for none), `said` its words, `here` whether they name a damaged file."""

    by: str
    said: str = ""
    here: bool = True


def judge(tree: Tree, stages: tuple[str, ...] = STAGES) -> Verdict:
    """Ask one stage after the other, as `make check` and `make test` do, until one tells."""
    said = ""
    for stage in stages:
        code, printed = ASK[stage](tree)
        if "Traceback (most recent call last)" in printed and stage != "tests":
            said = f"{stage} crashed: {printed.strip().splitlines()[-1]}"  # that tells no contributor what to mend
        elif code:
            return _verdict(stage, printed, tree.changed())
    return Verdict("", said or "nobody told")


def _verdict(stage: str, printed: str, changed: list[str]) -> Verdict:
    if stage == "tests":
        found = FAILED.search(printed)
        return Verdict(stage, found[1] if found else printed.strip().splitlines()[-1])
    told = [part.rpartition("\n")[2] for part in printed.split(CURE)[:-1]]
    own = [line for line in told if any(name in line for name in changed)]
    first = (own or told or [printed.strip().partition("\n")[0]])[0]
    return Verdict(stage, first, bool(own))


def _check(tree: Tree) -> tuple[int, str]:
    """Where TensorFlow is not installed, what is stale is told without running it: the same verdict, much sooner."""
    site = python_of("site")
    return _run(tree, site if site.exists() else sys.executable, "-m", "scripts", "check")


def _style(tree: Tree) -> tuple[int, str]:
    return _run(tree, sys.executable, "-m", "scripts", "style")


def _tests(tree: Tree) -> tuple[int, str]:
    """A build of both languages, then the tests of what pages are; they need the environments beside the tree."""
    from ..paths import ROOT
    link = tree.root / ".venv"
    if not link.exists():
        link.symlink_to(ROOT / ".venv", target_is_directory=True)
    with tempfile.TemporaryDirectory(prefix="atlas-mutate-") as folder:
        code, printed = _run(tree, python_of("site"), "-m", "scripts", "build", "--pages-only", "--site-dir", folder)
        if code:
            return code, f"FAILED {printed.strip()}"
    return _run(tree, sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider",
                *(name for name in QUICK if (tree.root / name).exists()))


ASK = {"check": _check, "style": _style, "tests": _tests}


def _run(tree: Tree, *command: object) -> tuple[int, str]:
    """Compiled modules are kept beside the tree, where a restored tree does not meet with them."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": f"{tree.root}-compiled", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    try:
        done = subprocess.run([*map(str, command)], cwd=tree.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, encoding="utf-8", errors="replace", env=environment, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return 0, "took too long"
    return done.returncode, done.stdout
