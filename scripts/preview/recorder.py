"""Records what a save made stale, in a process that keeps TensorFlow loaded: `python -m scripts.preview.recorder`."""

import sys
from pathlib import Path

from .. import runner, snippets
from ..environment import fits, python_of
from ..faults import Fault, Refused
from ..paths import ROOT, relative
from ..update import remake
from .worker import Worker, answer

LABS = "snippets/labs/"  # they take a minute, and a preview shall not wait
PATIENCE = 10  # seconds, for a `make update` in another terminal
NOT_HERE = ("TensorFlow is not set up here, so examples and figures are shown as recorded; "
            "`make update` sets it up")


def python_with_tensorflow() -> Path | None:
    """This Python if it has TensorFlow, else the one of `make update` if that is there."""
    if fits("full"):
        return Path(sys.executable)
    return python_of("full") if (ROOT / ".venv" / "full" / ".ready").exists() else None


class Unrecorded:
    """Stands for the recorder where there is no TensorFlow: tells what would have been recorded."""

    def tell(self, targets: list[str]) -> None:
        self.targets = targets

    def hear(self) -> list[Fault]:
        faults = []
        for target in self.targets or ["scripts"]:
            try:
                if target.endswith(".md"):
                    snippets.parse(ROOT / target)
                faults.append(Fault(target, 0, NOT_HERE, "make update"))
            except Refused as refused:
                faults += refused.faults
        return faults

    def restart(self) -> None:
        """Nothing is running."""

    stop = restart


def recorder() -> Worker | Unrecorded:
    """What records, or tells that nothing can be recorded."""
    python = python_with_tensorflow()
    return Worker(str(python), "scripts.preview.recorder") if python else Unrecorded()


def _record(targets: list[str]) -> list[Fault]:
    """Make what is stale of the targets, or of everything but labs, again."""
    try:
        return remake(targets, without=(LABS,), patience=PATIENCE)
    except Refused as refused:
        return list(refused.faults)
    except Exception as error:  # a half-written module among the scripts: told, and the process lives on
        return [Fault("scripts", 0, f"{type(error).__name__}: {error}", "mend it and save again")]


if __name__ == "__main__":
    list(runner.run([runner.Job("warm", relative, (ROOT / "docs",))]))  # TensorFlow loads before anyone waits for it
    answer(_record)
