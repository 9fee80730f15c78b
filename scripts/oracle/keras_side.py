"""The real layer: a case in, what Keras gives out, as NumPy arrays; with whatever backend Keras has."""

import numpy as np

from .book import weights_and_states
from .case import Case, Nested, Refusal
from .recurrent import STEPS


def made(layers, name: str, arguments: dict):
    """The layer, and the layers given to it."""
    def given(value):
        if isinstance(value, Nested):
            return made(layers, value.name, value.arguments)
        return [given(v) for v in value] if isinstance(value, list) else value

    return getattr(layers, name)(**{key: given(value) for key, value in arguments.items()})


def answer(layers, case: Case) -> list[np.ndarray]:
    """`layers` is keras.layers or tf.keras.layers. Raises what Keras raises."""
    layer = made(layers, case.layer, case.arguments)
    inputs = case.inputs()
    several = len(inputs) > 1 or case.layer in ("Add", "Multiply", "Concatenate", "Dot")
    if several and case.mask:
        inputs = [layers.Masking()(x) for x in inputs]
    try:
        weights, states = weights_and_states(case)
    except Refusal:
        weights, states = [], None  # let Keras refuse in its own words
    if weights:
        layer.build(case.shapes[0])
        layer.set_weights(weights)
    words = {"mask": case.steps(), "initial_state": states and _by_cell(case.arguments, states),
             "training": case.training or None}
    output = layer(inputs if several else inputs[0], **{k: v for k, v in words.items() if v is not None})
    outputs = _flat(output)
    if case.layer == "Masking":
        outputs.append(layer.compute_mask(inputs[0]))
    return [_array(y) for y in outputs]


def _by_cell(arguments: dict, states: list[np.ndarray]) -> list:
    """Cells one above the other take a list of states each."""
    cells = arguments.get("cell")
    if not isinstance(cells, list):
        return states
    given = iter(states)
    return [[next(given) for _ in range(STEPS[cell.name][1])] for cell in cells]


def _flat(output) -> list:
    return [y for part in output for y in _flat(part)] if isinstance(output, tuple | list) else [output]


def _array(y) -> np.ndarray:
    if hasattr(y, "detach"):
        y = y.detach().cpu()
    return np.asarray(y)
