"""Which Python has what a verb needs: this one, or one of those that `make` sets up."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from .faults import Fault, Refused
from .paths import ROOT

# need → modules that tell that it is met, environments that meet it, the best first
NEEDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "site": (("mkdocs", "typst"), ("site", "full")),
    "full": (("tensorflow", "filelock"), ("full",)),
    "oracle": (("jax", "torch"), ("oracle",)),
    "nothing": ((), ()),
    "check": (("filelock",), ("full", "site")),  # reads what is recorded; runs what is stale where TensorFlow is
}


def python_of(name: str) -> Path:
    """The Python of .venv/<name>, whether it is there or not."""
    return ROOT / ".venv" / name / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fits(need: str) -> bool:
    """Whether this Python has what is needed."""
    return all(importlib.util.find_spec(module) for module in NEEDS[need][0])


def speak_utf8() -> None:
    """Korean is said whatever the system's encoding is (Windows: a code page), by this process and those it starts."""
    os.environ["PYTHONUTF8"] = "1"
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def elsewhere(need: str) -> int | None:
    """Run this command again in an environment that has what it needs; its exit code, None when that is here."""
    if fits(need):
        return None
    modules, environments = NEEDS[need]
    python = next((python_of(name) for name in environments if python_of(name).exists()), None)
    if python is None or python == Path(sys.executable):
        lacks = " and ".join(modules)
        raise Refused(Fault(f".venv/{environments[0]}", 0, f"not set up, and this Python has no {lacks}",
                            f"python scripts/setup.py {environments[0]}"))
    return subprocess.run([python, "-m", "scripts", *sys.argv[1:]], cwd=ROOT).returncode
