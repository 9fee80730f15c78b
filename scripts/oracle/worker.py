"""Asks a process with one backend of Keras (child.py): a case in, its answer out.

A call that ends the process ends only that one; the next case starts another.
"""

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, field

import numpy as np

from ..paths import ROOT
from .case import Case

QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0", "JAX_PLATFORMS": "cpu",
         "PYTHONWARNINGS": "ignore",
         "XLA_FLAGS": "--xla_backend_optimization_level=0"}  # JAX compiles every call anew: half the time without


@dataclass(frozen=True)
class Answer:
    """What came out, or the error's words, or how the process ended; `there` is False where nothing was asked."""

    outputs: list[np.ndarray] = field(default_factory=list)
    error: str = ""
    died: str = ""
    there: bool = True


class Worker:
    """The asking side."""

    def __init__(self, backend: str):
        self.backend, self.versions = backend, {}
        self._process = None

    def ask(self, case: Case, functional: bool = False) -> Answer:
        """The layer's answer, or that of torch.nn.functional."""
        if self._process is None:
            self._start()
        try:
            pickle.dump((case, functional), self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (EOFError, BrokenPipeError):
            code = self._process.wait()
            self._process = None
            return Answer(died=f"ended the Python process (exit code {code})")

    def stop(self) -> None:
        if self._process:
            self._process.stdin.close()
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "scripts.oracle.child"], cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=os.environ | QUIET | {"KERAS_BACKEND": self.backend})
        self.versions = pickle.load(self._process.stdout)
