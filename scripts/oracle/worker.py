"""A process with one backend of Keras: cases in on stdin, what came of them out on stdout, pickled, one by one.

`KERAS_BACKEND=torch python -m scripts.oracle.worker`. A call that ends the process ends only this one.
"""

import os
import pickle
import re
import subprocess
import sys
from dataclasses import dataclass, field

import numpy as np

from .case import Case

QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0", "JAX_PLATFORMS": "cpu",
         "PYTHONWARNINGS": "ignore"}


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
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=os.environ | QUIET | {"KERAS_BACKEND": self.backend})
        self.versions = pickle.load(self._process.stdout)


def words_of(error: Exception) -> str:
    """The part of a message that is the same every time: no colours, addresses, arguments or traces."""
    text = re.sub(r"\x1b\[\d*m|\{\{.*?\}\}", "", str(error)) or type(error).__name__
    text = re.sub(r"Exception encountered when calling .*?\.call\(\)\.", "", text)
    text = text.split("Arguments received by")[0]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else ''}"


def _serve() -> None:
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a framework prints
    import keras

    from .keras_side import answer
    from .torch_side import functional

    backend = keras.backend.backend()
    pickle.dump({"keras": keras.__version__, backend: __import__(backend).__version__}, out)
    out.flush()
    while True:
        try:
            case, direct = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            found = functional(case) if direct else answer(keras.layers, case)
            made = Answer(there=False) if found is None else Answer([np.asarray(y) for y in found])
        except Exception as error:  # each backend refuses in its own way
            made = Answer(error=words_of(error))
        pickle.dump(made, out)
        out.flush()


if __name__ == "__main__":
    _serve()
