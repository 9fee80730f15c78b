"""A process that is asked and answers, a line of JSON each: its asking side, and the loop of its answering side."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict

from ..faults import Fault
from ..paths import ROOT


class Worker:
    """Runs `python -m module arguments…`; what it prints besides its answers goes to the terminal."""

    def __init__(self, python: str, module: str, *arguments: str):
        self.command = [python, "-m", module, *arguments]
        self.restart()

    def restart(self) -> None:
        """End the process, if there is one, and start it afresh, with the modules as they are now."""
        self.stop()
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"})

    def stop(self) -> None:
        if process := getattr(self, "process", None):
            process.stdin.close()
            process.stdout.close()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()

    def tell(self, **request) -> None:
        """Send a request; a process that has died meanwhile is started again."""
        if self.process.poll() is not None:
            self.restart()
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def hear(self) -> list[Fault]:
        """The faults that the request told last met with."""
        line = self.process.stdout.readline()
        if not line:
            code = self.process.wait()
            return [Fault(self.command[2].replace(".", "/") + ".py", 0, f"ended with exit code {code}",
                          "look above for what it said; save again to try again")]
        return [Fault(**fault) for fault in json.loads(line)]


def answer(handle: Callable[..., list[Fault]]) -> None:
    """Answer requests until the asking side goes away; what `handle` prints goes to the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the asking side
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    for line in sys.stdin:
        faults = handle(**json.loads(line))
        answers.write(json.dumps([asdict(fault) for fault in faults]) + "\n")
        answers.flush()
