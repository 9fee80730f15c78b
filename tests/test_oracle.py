"""Promise: the documented numbers are what the layers are defined to compute, not only what TensorFlow computes.

Every layer is called with random settings and held against the same written out in NumPy (scripts/oracle).
"""

import math
import re
from collections import Counter

import numpy as np
import pytest
import tensorflow as tf

from scripts import atlas
from scripts.oracle import book, convolution, core, pooling, recurrent, refusals, transposed, windows, wrappers
from scripts.oracle.book import ORACLES, drawn, tell
from scripts.oracle.case import Case, Nested, Refusal
from scripts.oracle.compare import deviation, tolerance
from scripts.oracle.keras_side import answer
from scripts.oracle.limits import (
    BIAS_ASTRAY,
    COLUMN_ASTRAY,
    LIMITS,
    NO_WINDOWS,
    NOT_COMPUTED,
    OF_SOME_CPUS,
    ONE_CELL,
    ZEROS_ASTRAY,
    ends_the_process,
    limit,
)

DRAWN = 250
COMPARED = 200  # at least so many of them must be there to compare, after those that are refused
LAYERS = tf.keras.layers
AT_THE_LIMIT = {
    NO_WINDOWS: Case("Conv1DTranspose", {"filters": 1, "kernel_size": 2, "padding": "same", "output_padding": 0},
                     ((1, 4, 1),)),
    BIAS_ASTRAY: Case("Conv1D", {"filters": 3, "kernel_size": 1, "data_format": "channels_first"}, ((1, 1, 3),)),
    COLUMN_ASTRAY: Case("Add", {}, ((3, 3), (3, 1))),
    ZEROS_ASTRAY: Case("Bidirectional", {"layer": Nested("GRU", {
        "units": 1, "return_sequences": True, "unroll": True})}, ((2, 6, 1),), mask=True),
    NOT_COMPUTED: Case("Conv3D", {"filters": 2, "kernel_size": (2, 1, 2), "strides": (3, 1, 2)}, ((2, 4, 4, 3, 1),)),
    ONE_CELL: Case("RNN", {"cell": [Nested("GRUCell", {"units": 1})]}, ((1, 3, 1),), mask=True),
}

pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax over axis -1")


def asked(case: Case) -> tuple[list | None, str]:
    """What Keras gives, or the words in which it refuses."""
    try:
        return answer(LAYERS, case), ""
    except Exception as error:  # each layer refuses in its own way
        return None, str(error)


def verdict(case: Case) -> str:
    """"equal", "refused", a known limit, or a sentence about what is wrong."""
    found, words = asked(case)
    try:
        expected = tell(case, found and found[0])
    except Refusal as refusal:
        pattern = refusals.WORDS[str(refusal)]
        return "refused" if re.search(pattern, words, re.DOTALL) else f"{case}: {refusal}; Keras says {words!r}"
    apart = math.inf if found is None else deviation(found, expected)
    if apart <= tolerance(case):
        return "equal"
    return limit(case, expected) or f"{case}: off by {apart:.2g} (at most {tolerance(case):g}) {words}"


def test_every_documented_layer_has_an_oracle():
    missing = [entry.name for entry in atlas.ENTRIES if entry.name not in ORACLES]
    assert not missing, (f"no oracle for {', '.join(missing)}: write what it computes in a module of scripts/oracle, "
                         "how its settings are drawn in scripts/oracle/draw_*.py, and both into scripts/oracle/book.py")


@pytest.mark.parametrize("name", ORACLES)
def test_the_layer_computes_what_is_defined(name):
    verdicts = Counter(verdict(case) for case in drawn(name, DRAWN))
    for known in LIMITS:
        verdicts.pop(known, 0)
    equal, refused = verdicts.pop("equal", 0), verdicts.pop("refused", 0)
    assert not verdicts, "\n".join([f"{sum(verdicts.values())} of {DRAWN} calls of {name}:", *list(verdicts)[:5]])
    assert equal >= COMPARED, f"{name}: only {equal} calls to compare, {refused} refused"


@pytest.mark.parametrize("known", LIMITS)
def test_every_known_limit_is_still_there(known):
    """When Keras mends one, limits.py and the pages that tell of it are to change."""
    found = verdict(AT_THE_LIMIT[known])
    assert found == known or (known in OF_SOME_CPUS and found == "equal")


def test_what_may_end_the_process_is_not_called():
    assert ends_the_process(Case("AdaptiveMaxPooling2D", {"output_size": (1, 3)}, ((1, 4, 4, 1),)))
    assert not any(ends_the_process(case) for name in ORACLES for case in drawn(name, 50))


def test_an_input_passes_on_what_it_is_given():
    """Input is no class and has no weights; what comes out of a model of nothing else is what went in."""
    for seed, shape in enumerate([(3,), (4, 2), (None, 2), (2, 3, 4), ()]):
        x = np.random.default_rng(seed).normal(size=(2, *(n or 5 for n in shape))).astype("float32")
        inside = LAYERS.Input(shape)
        np.testing.assert_array_equal(tf.keras.Model(inside, inside)(x), x)


def test_dropout_drops_the_share_that_it_says():
    """Six standard deviations of a binomial: a right layer fails once in 500 million calls, a rate off by 0.1 here."""
    for case in drawn("Dropout", DRAWN):
        if not case.training:
            continue
        x, y = case.inputs()[0], answer(LAYERS, case)[0]
        _, zeros, draws = core.dropped(case.arguments, x, y)
        rate = case.arguments["rate"]
        assert abs(zeros - rate * draws) <= 6 * math.sqrt(draws * rate * (1 - rate)), case


def _swapped(real):
    def place(*arguments):
        before, after, count = real(*arguments)
        return after, before, count
    return place


def _shifted(real):
    def cut(*arguments):
        first, kept = real(*arguments)
        return first + 1, kept
    return cut


def _gates_rolled(real):
    def cell(arguments, weights, x, states):
        return real(arguments, [np.roll(w, 1, axis=-1) for w in weights], x, states)
    return cell


def _apart(x, axis, parts, take):
    """Shares that begin and end where the others do, rounded down: none overlap."""
    n = x.shape[axis]
    starts = [i * n // parts for i in range(parts)]
    return np.concatenate([take(np.take(x, range(a, max((i + 1) * n // parts, a + 1)), axis), axis=axis, keepdims=True)
                           for i, a in enumerate(starts)], axis)


def _break_cells(patch):
    for name, (cell, *rest) in recurrent.STEPS.items():
        patch.setitem(recurrent.STEPS, name, (_gates_rolled(cell), *rest))


def _forward(name, wrong):
    """Puts another oracle in the place of a layer's."""
    def apply(patch):
        patch.setitem(ORACLES, name, book.Oracle(ORACLES[name].draw, wrong, ORACLES[name].weights))
    return apply


BREAKS = {  # family → (what is wrong with the oracle now, layers that must notice)
    "padding on the wrong side": (
        lambda patch: patch.setattr(windows, "place", _swapped(windows.place)),
        ["Conv1D", "Conv2D", "Conv3D", "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D",
         "MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "AveragePooling1D", "AveragePooling2D", "AveragePooling3D",
         "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "TimeDistributed"]),
    "cut one cell late": (
        lambda patch: patch.setattr(transposed, "cut", _shifted(transposed.cut)),
        ["Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"]),
    "shares that do not overlap": (
        lambda patch: patch.setattr(pooling, "share", _apart),
        [f"Adaptive{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 2, 3)]),
    "another cubic": (
        lambda patch: patch.setitem(transposed.KERNELS, "bicubic", transposed.KERNELS["lanczos3"]), ["UpSampling2D"]),
    "cells tiled instead of repeated": (
        lambda patch: [_forward(f"UpSampling{rank}D", lambda a, w, x, c: [np.concatenate([x[0]] * 2, 1)])(patch)
                       for rank in (1, 3)], ["UpSampling1D", "UpSampling3D"]),
    "the mean taken for the largest": (
        lambda patch: [_forward(f"Global{a}Pooling{rank}D", pooling.over_everything(b))(patch)
                       for a, b in (("Max", np.mean), ("Average", np.median)) for rank in (1, 2, 3)],
        [f"Global{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 2, 3)]),
    "gates in another order": (_break_cells, ["SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional"]),
    "outputs of the second direction not turned": (
        lambda patch: patch.setattr(wrappers, "MERGES", {mode: lambda a, b, f=f: f(a, b[..., ::-1, :])
                                                         for mode, f in wrappers.MERGES.items()}), ["Bidirectional"]),
    "softmax along another axis": (
        lambda patch: patch.setitem(core.ACTIVATIONS, "softmax", np.tanh), ["Dense"]),
    "another mask value": (_forward("Masking", lambda a, w, x, c: core.masking({}, w, x, c)), ["Masking"]),
    "row by row as given": (
        _forward("Flatten", lambda a, w, x, c: [x[0].reshape(len(x[0]), -1)]), ["Flatten"]),
    "kept values not scaled": (
        lambda patch: patch.setattr(core, "dropped", lambda a, x, y: (np.where(y == 0, 0, x), 0, 0)), ["Dropout"]),
    "joined in another order": (
        _forward("Concatenate", lambda a, w, x, c: core.concatenate(a, w, x[::-1], c)), ["Concatenate"]),
    "the first input left out": (
        lambda patch: [_forward(name, lambda a, w, x, c, real=ORACLES[name].forward: real(a, w, [*x[1:], x[-1]], c))(
            patch) for name in ("Add", "Multiply")], ["Add", "Multiply"]),
    "not normalized": (_forward("Dot", lambda a, w, x, c: core.dot(
        a | {"normalize": False}, w, x, c)), ["Dot"]),
}


@pytest.mark.parametrize("wrong", BREAKS)
def test_a_wrong_oracle_is_noticed(wrong, monkeypatch):
    """What is compared above can differ: every layer notices something wrong with its family."""
    change, names = BREAKS[wrong]
    cases = {name: drawn(name, 80) for name in names}
    change(monkeypatch)
    for name, of_layer in cases.items():
        assert any("off by" in verdict(case) for case in of_layer), f"{name} does not notice: {wrong}"


def test_every_layer_is_broken_once():
    missing = sorted(set(ORACLES) - {name for _, names in BREAKS.values() for name in names})
    assert not missing, f"nothing shows that {', '.join(missing)} is compared: break each oracle once in BREAKS above"


def test_known_by_hand():
    """The oracle itself against numbers that need no computer."""
    x = np.array([1.0, 2, 3, 4]).reshape(1, 4, 1)
    two = np.ones((2, 1, 1))
    assert convolution.convolve(x, two, padding="same").ravel().tolist() == [3, 5, 7, 4]
    assert convolution.convolve(x, two, padding="causal").ravel().tolist() == [1, 3, 5, 7]
    assert transposed.transpose(x, two, strides=2).ravel().tolist() == [1, 1, 2, 2, 3, 3, 4, 4]
    assert pooling.mean(x, 3, 2, "same").ravel().tolist() == [2, 3.5]
    assert pooling.share(x, 1, 3, np.max).ravel().tolist() == [2, 3, 4]
    assert transposed.resample(x[:, :2], 1, 2, transposed.KERNELS["bilinear"]).ravel().tolist() == [1, 1.25, 1.75, 2]
    zero = np.zeros((1, 1))
    (h,) = recurrent.gru_cell({}, [np.zeros((1, 3)), np.zeros((1, 3)), np.zeros((2, 3))], zero, [zero + 1])
    assert h.tolist() == [[0.5]]
