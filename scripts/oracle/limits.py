"""Where Keras with TensorFlow on a CPU does not do what is defined: named, and held to be so by the tests.

A case in; out come whether it can be called at all, and what is the matter with it if its answer is another.
"""

import numpy as np

from .case import Case, Shape
from .windows import channels_of, each, reach
from .wrappers import directions

NO_WINDOWS = 'padding="same", output_padding=0 and an even window: TensorFlow refuses, or gives nothing'
BIAS_ASTRAY = "channels_first: a bias is added along the last axis when that is as long"
COLUMN_ASTRAY = "an input with one axis above length 1 is taken for a bias and added along another axis"
ZEROS_ASTRAY = "unroll=True, go_backwards=True and zeros for masked steps: the zeros come in the order of time"
ONE_CELL = "a list of one cell does not take a mask"
NOT_COMPUTED = "Conv3D of one channel, longer strides in width than in height, one column: cells are not computed"
# oneDNN with AVX-512 alone, under TensorFlow and PyTorch alike: measured with ONEDNN_MAX_CPU_ISA=AVX2 and without
OF_SOME_CPUS = (NOT_COMPUTED,)
LIMITS = (NO_WINDOWS, BIAS_ASTRAY, COLUMN_ASTRAY, ZEROS_ASTRAY, ONE_CELL, NOT_COMPUTED)
# called only where ending the process costs no more than that process
TO_THE_END = tuple(Case(f"AdaptiveMaxPooling{rank}D", {"output_size": 1}, ((1, *(3,) * rank, 1),), fill="ramp")
                   for rank in (1, 2, 3))


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
        return COLUMN_ASTRAY if _strays(case.shapes) else ""
    if "Conv" in case.layer and "LSTM" not in case.layer and case.arguments.get("data_format") == "channels_first":
        filters = outputs[0].shape[1]
        if case.arguments.get("use_bias", True) and filters == outputs[0].shape[-1] > 1:
            return BIAS_ASTRAY
    if case.layer == "Conv3D" and _leaves_cells(case, outputs[0].shape):
        return NOT_COMPUTED
    return _of_mask(case) if case.mask else ""


def _leaves_cells(case: Case, output: Shape) -> bool:
    """They hold what happens to be in memory."""
    _, height, width = each(case.arguments.get("strides", 1), 3)
    last = case.arguments.get("data_format") != "channels_first"
    return last and channels_of(case.arguments, case.shapes[0]) == 1 and width > height and output[3] == 1


def _of_mask(case: Case) -> str:
    arguments = case.arguments
    if case.layer == "Bidirectional":
        inner = directions(arguments)[1].arguments
        arguments = inner | {"zero_output_for_mask": inner.get("return_sequences")}
    if isinstance(arguments.get("cell"), list) and len(arguments["cell"]) == 1 and not arguments.get("unroll"):
        return ONE_CELL
    named = ("unroll", "go_backwards", "zero_output_for_mask", "return_sequences")
    return ZEROS_ASTRAY if all(arguments.get(name) for name in named) else ""


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
