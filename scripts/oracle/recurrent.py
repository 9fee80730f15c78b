"""Recurrent layers: a cell goes from (input, states) to (output, states), and a layer takes it through the steps."""

import numpy as np

from .activations import ACTIVATIONS
from .case import Call, Nested, Shape

CELLS = {"SimpleRNN": "SimpleRNNCell", "LSTM": "LSTMCell", "GRU": "GRUCell"}


def simple_cell(arguments: dict, weights: list[np.ndarray], x: np.ndarray, states: list[np.ndarray]) -> list:
    """h ← activation(x·W + h·U + b); the output is the state."""
    kernel, recurrent, *bias = weights
    total = x @ kernel + states[0] @ recurrent + (bias[0] if bias else 0)
    return [ACTIVATIONS[arguments.get("activation", "tanh")](total)]


def lstm_cell(arguments: dict, weights: list[np.ndarray], x: np.ndarray, states: list[np.ndarray]) -> list:
    """c ← f·c + i·g and h ← o·activation(c); the gates lie in the weights in the order i, f, g, o."""
    kernel, recurrent, *bias = weights
    gate, act = _functions(arguments)
    h, c = states
    i, f, g, o = np.split(x @ kernel + h @ recurrent + (bias[0] if bias else 0), 4, axis=-1)
    c = gate(f) * c + gate(i) * act(g)
    return [gate(o) * act(c), c]


def gru_cell(arguments: dict, weights: list[np.ndarray], x: np.ndarray, states: list[np.ndarray]) -> list:
    """h ← z·h + (1 − z)·candidate; gates in the order z, r, candidate.

    The reset gate r scales h·U + b of the candidate (reset_after, two biases), or h before it meets U (one bias).
    """
    kernel, recurrent, *bias = weights
    gate, act = _functions(arguments)
    (h,), after = states, arguments.get("reset_after", True)
    inner, outer = ((bias[0] if after else (bias[0], 0)) if bias else (0, 0))
    xz, xr, xc = np.split(x @ kernel + inner, 3, axis=-1)
    uz, ur, uc = np.split(recurrent, 3, axis=-1)
    bz, br, bc = np.split(outer + np.zeros(recurrent.shape[1]), 3)
    z, r = gate(xz + h @ uz + bz), gate(xr + h @ ur + br)
    candidate = act(xc + (r * (h @ uc + bc) if after else (r * h) @ uc))
    return [z * h + (1 - z) * candidate]


def _functions(arguments: dict) -> tuple:
    return (ACTIVATIONS[arguments.get("recurrent_activation", "sigmoid")],
            ACTIVATIONS[arguments.get("activation", "tanh")])


STEPS = {"SimpleRNNCell": (simple_cell, 1, 1), "LSTMCell": (lstm_cell, 2, 4), "GRUCell": (gru_cell, 1, 3)}


def cells_of(name: str, arguments: dict) -> list[Nested]:
    """The cells that a layer runs: its own, or those given to RNN, one above the other."""
    if name in CELLS:
        return [Nested(CELLS[name], arguments)]
    cell = arguments["cell"]
    return list(cell) if isinstance(cell, list) else [cell]


def cell_weights(cell: Nested, features: int) -> list[Shape]:
    units, gates = cell.arguments["units"], STEPS[cell.name][2]
    bias = (2, 3 * units) if cell.name == "GRUCell" and cell.arguments.get("reset_after", True) else (gates * units,)
    return [(features, gates * units), (units, gates * units)] + [bias] * cell.arguments.get("use_bias", True)


def weights_of(name: str):
    def weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
        found, features = [], shapes[0][-1]
        for cell in cells_of(name, arguments):
            found += cell_weights(cell, features)
            features = cell.arguments["units"]
        return found
    return weights


def states_of(name: str):
    def states(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
        return [(shapes[0][0], cell.arguments["units"])
                for cell in cells_of(name, arguments) for _ in range(STEPS[cell.name][1])]
    return states


def walk(step, x: np.ndarray, states: list[np.ndarray], mask: np.ndarray | None, arguments: dict) -> list[np.ndarray]:
    """Take `step` through time, (batch, time, …) in.

    A step that the mask leaves out keeps the states and repeats the last output (zeros before the first one), or
    gives zeros with zero_output_for_mask. go_backwards begins at the end and leaves the outputs in that order.
    """
    order = range(x.shape[1])[:: -1 if arguments.get("go_backwards") else 1]
    outputs, shown, last = [], None, None
    for time in order:
        output, new = step(x[:, time], states)
        last = np.zeros_like(output) if last is None else last
        if mask is None:
            states, last = new, output
            shown = output
        else:
            kept = mask[:, time].reshape(-1, *(1,) * (output.ndim - 1))
            states = [np.where(kept, n, s) for n, s in zip(new, states, strict=True)]
            last = np.where(kept, output, last)
            shown = np.where(kept, output, 0) if arguments.get("zero_output_for_mask") else last
        outputs.append(shown)
    found = [np.stack(outputs, axis=1) if arguments.get("return_sequences") else shown]
    return found + (states if arguments.get("return_state") else [])


def layer(name: str):
    states_for = states_of(name)

    def forward(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
        x = inputs[0]
        cells = cells_of(name, arguments)

        def step(now: np.ndarray, states: list[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
            rest, held, new = list(weights), list(states), []
            for cell in cells:
                run, carried, _ = STEPS[cell.name]
                count = 2 + cell.arguments.get("use_bias", True)
                found = run(cell.arguments, rest[:count], now, held[:carried])
                rest, held, now, new = rest[count:], held[carried:], found[0], new + found
            return now, new

        start = call.states or [np.zeros(shape) for shape in states_for(arguments, (x.shape,))]
        return walk(step, x, start, call.mask, arguments)
    return forward
