"""A process with one backend of Keras: cases in on stdin, what came of them out on stdout, pickled, one by one.

`KERAS_BACKEND=torch python -m scripts.oracle.child`, as worker.py starts it.
"""

import os
import pickle
import re
import sys

import numpy as np

from .worker import Answer


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
