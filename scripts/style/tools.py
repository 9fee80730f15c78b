"""Runs a command-line tool of this environment: arguments in, what it printed out."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from ..faults import Fault, Refused
from ..paths import ROOT, relative

FIX = "`python -m scripts style --fix`"


def run(name: str, *arguments: object) -> str:
    """What the tool printed, run in the root; Refused when it is not there or could not do its work."""
    found = shutil.which(name, path=sysconfig.get_path("scripts"))
    if found is None:
        raise Refused(Fault("requirements/full.txt", 0, f"{name} is not installed beside {sys.executable}",
                            "use `make check`, which sets it up"))
    done = subprocess.run([found, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode < 0 or done.returncode in (2, 3) or (done.returncode and not done.stdout):
        raise Refused(Fault(name, 0, f"stopped with exit code {done.returncode}: {done.stderr.strip()[-800:]}",
                            "mend its settings in pyproject.toml"))
    return done.stdout


def spelled(file: str) -> str:
    """A path as a tool printed it, as faults spell it."""
    path = Path(file)
    return relative(path.resolve() if path.is_absolute() else (ROOT / path).resolve())
