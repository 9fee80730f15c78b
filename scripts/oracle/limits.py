"""Where Keras with TensorFlow on a CPU does not do what is defined: named, and held to be so by the tests.

`ends_the_process(case)` and `limit(case)` in: whether a call can be made at all, and what comes instead.
"""

import numpy as np

from .case import Case, Shape
from .windows import each, reach

NO_WINDOWS = 'padding="same", output_padding=0 and an even window: TensorFlow refuses, or gives nothing'
BIAS_ASTRAY = "what looks like a bias is added along the last axis when that is as long"


def ends_the_process(case: Case) -> bool:
    """Whether the call may end the whole Python process under TensorFlow, leaving nothing to compare."""
    if not case.layer.startswith("AdaptiveMax"):
        return False
    return 1 in each(case.arguments["output_size"], len(case.shapes[0]) - 2)


def limit(case: Case, outputs: list[np.ndarray]) -> str:
    """What is the matter with this call, given what is defined to come out; "" where nothing is known."""
    if case.layer.endswith("Transpose") and _no_windows(case):
        return NO_WINDOWS
    if case.layer == "Add":
        return BIAS_ASTRAY if _strays(case.shapes) else ""
    if "Conv" in case.layer and "LSTM" not in case.layer and case.arguments.get("data_format") == "channels_first":
        filters = outputs[0].shape[1]
        if case.arguments.get("use_bias", True) and filters == outputs[0].shape[-1] > 1:
            return BIAS_ASTRAY
    return ""


def _no_windows(case: Case) -> bool:
    """(n − 1)·stride cells have only n − 1 "same" windows, and n are to be written."""
    arguments, rank = case.arguments, len(case.shapes[0]) - 2
    settings = (each(arguments.get(name, default), rank) for name, default in (
        ("output_padding", None), ("kernel_size", 1), ("dilation_rate", 1)))
    return arguments.get("padding") == "same" and any(
        extra == 0 and reach(size, dilation) % 2 == 0 for extra, size, dilation in zip(*settings, strict=True))


def _strays(shapes: tuple[Shape, ...]) -> bool:
    """Whether an input with one axis above length 1 is taken for a bias, and put on another axis than its own."""
    rank = max(map(len, shapes))
    aligned = [(s[0], *(1,) * (rank - len(s)), *s[1:]) for s in shapes]
    total = aligned[0]
    for shape in aligned[1:]:
        (*others, axis) = [i for i, n in enumerate(shape) if n > 1] or [None]
        if axis is not None and not others and shape[axis] in (total[1], total[-1]):
            taken = rank - 1 if total[-1] == shape[axis] else 1
            if taken != axis:
                return True
        total = np.broadcast_shapes(total, shape)
    return False
