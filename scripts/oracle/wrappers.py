"""Bidirectional and TimeDistributed: what they make of the oracle of the layer inside."""

import numpy as np

from .case import Call, Nested, Shape

MERGES = {"concat": lambda a, b: np.concatenate([a, b], axis=-1), "sum": lambda a, b: a + b,
          "ave": lambda a, b: (a + b) / 2, "mul": lambda a, b: a * b}


def _oracle(name: str):
    from .book import ORACLES

    return ORACLES[name]


def directions(arguments: dict) -> tuple[Nested, Nested]:
    """The layer as given, and the one that goes the other way: a copy, or one of its own."""
    forward = arguments["layer"]
    backward = arguments.get("backward_layer") or Nested(
        forward.name, forward.arguments | {"go_backwards": not forward.arguments.get("go_backwards", False)})
    return forward, backward


def both_weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    return [shape for one in directions(arguments) for shape in _oracle(one.name).weights(one.arguments, shapes)]


def both_states(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    return [shape for one in directions(arguments) for shape in _oracle(one.name).states(one.arguments, shapes)]


def bidirectional(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray],
                  call: Call) -> list[np.ndarray]:
    """One layer from the front, one from the back; the second's outputs are put in the order of time, then merged.

    With return_sequences a masked step gives zeros in both.
    """
    half, states = len(weights) // 2, call.states
    found = []
    for turn, one in enumerate(directions(arguments)):
        zeros = {"zero_output_for_mask": True} if one.arguments.get("return_sequences") else {}
        start = states and states[turn * len(states) // 2 :][: len(states) // 2]
        found.append(_oracle(one.name).forward(one.arguments | zeros, weights[turn * half :][:half], inputs,
                                               Call(call.mask, start)))
    (y, *ahead), (back, *behind) = found
    if arguments["layer"].arguments.get("return_sequences"):
        back = back[:, ::-1]
    mode = arguments.get("merge_mode", "concat")
    return [*([y, back] if mode is None else [MERGES[mode](y, back)]), *ahead, *behind]


def inner_weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    inner = arguments["layer"]
    return _oracle(inner.name).weights(inner.arguments, ((shapes[0][0], *shapes[0][2:]),))


def time_distributed(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray],
                     call: Call) -> list[np.ndarray]:
    """The same layer with the same weights at every step of axis 1."""
    inner, x = arguments["layer"], inputs[0]
    steps = [_oracle(inner.name).forward(inner.arguments, weights, [x[:, t]], Call()) for t in range(x.shape[1])]
    return [np.stack([step[0] for step in steps], axis=1)]
