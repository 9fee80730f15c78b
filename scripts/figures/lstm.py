"""Takes nothing; gives the LSTM figures, each drawn from what a real layer answers."""

import keras
import numpy as np

from scripts.figures.recurrent import INPUT, WIDTH, Table, build, decimals, run, sigmoid, words
from scripts.figures.recurrent import steps as draw_steps
from scripts.figures.style import Sheet

# columns i, f, c, o
KERNEL, RECURRENT, BIAS = [[1, -1, 0.5, 1]], [-0.5, 0.5, -1, -1], [0.0, 1, 0, 0]
MEMORY_KERNEL = [[0, 0, 1, 0], [12, -12, 0, 0], [0, 0, 0, 12]]  # rows value, write, read
MEMORY_BIAS = [-6.0, 6, 0, -6]
MEMORY = [(0.5, 1, 0), (2, 0, 0), (-1, 0, 1), (-1, 1, 0), (1, 0, 0), (0, 0, 1)]


def gates(layer, values):
    """{"i", "f", "g", "o", "c", "h": numbers over the steps}, from the layer's own weights.

    Asserted to give the layer's own states.
    """
    kernel, recurrent, bias = layer.get_weights()
    found, h, c = {name: [] for name in "ifgoch"}, 0.0, 0.0
    for value in np.asarray(values, float).reshape(len(values), -1):
        i, f, g, o = value @ kernel + h * recurrent[0] + bias
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        c = f * c + i * g
        h = o * np.tanh(c)
        for name, number in zip("ifgoch", (i, f, g, o, c, h), strict=True):
            found[name].append(float(number))
    asked = np.array(run(layer, values))
    assert np.allclose(np.array([found["h"], found["c"]]).T, asked, atol=1e-6), "not Keras's order"
    return found


def steps(moving=False):
    """Six steps of one unit: gates i, f, o, candidate g, states c and h."""
    found = gates(build(keras.layers.LSTM, KERNEL, RECURRENT, BIAS), INPUT)
    roles = {"i": "kernel", "f": "kernel", "g": "channel2", "o": "kernel", "c": "channel0",
             "h": "output"}
    places = dict(zip("ifgoch", (70, 108, 146, 184, 240, 294), strict=True))
    table = Table([("x", "input", INPUT, 14),
                   *((name, roles[name], found[name], places[name]) for name in "ifgoch")])

    def sums(step):
        i, f, g, o, c, h = (found[name][step] for name in "ifgoch")
        before = found["c"][step - 1] if step else 0
        return [words("c = f·c + i·g = ", (f, "kernel"), "·", (before, "channel0"), " + ",
                      (i, "kernel"), "·", (g, "channel2"), " = ", (c, "channel0")),
                words("h = o·tanh(c) = ", (o, "kernel"), "·tanh(", (c, "channel0"), ") = ",
                      (h, "output"))]

    states = {"c": "channel0.line", "h": "output.line"}
    return draw_steps(table, states, sums, 396, moving, 1)


def memory_cell():
    """Weights that write, keep and read a number; the gates do as the input commands."""
    layer = build(keras.layers.LSTM, MEMORY_KERNEL, [0, 0, 0, 0], MEMORY_BIAS)
    found = gates(layer, MEMORY)
    value, write, read = (list(column) for column in zip(*MEMORY, strict=True))
    rows = [("value", "input", value), ("write", "input", write), ("read", "input", read),
            ("i", "kernel", found["i"]), ("f", "kernel", found["f"]),
            ("g", "channel2", found["g"]), ("o", "kernel", found["o"]),
            ("c", "channel0", found["c"]), ("h", "output", found["h"])]
    places = (12, 50, 88, 144, 182, 220, 258, 314, 368)
    table = Table([(*row, y) for row, y in zip(rows, places, strict=True)], left=74, pitch=67,
                  side=57)
    sheet = Sheet(WIDTH, 414)
    table.names(sheet)
    for step in range(len(MEMORY)):
        table.column(sheet, step, table.rows)
        if step + 1 < len(MEMORY):
            table.carry(sheet, "c", step, "channel0.line")
    return sheet


def returns():
    """What comes back for each of return_sequences and return_state: y, h and c over the steps."""
    sheet = Sheet(WIDTH, 424)
    layers = [dict(), dict(return_sequences=True), dict(return_state=True),
              dict(return_sequences=True, return_state=True)]
    found = gates(build(keras.layers.LSTM, KERNEL, RECURRENT, BIAS), INPUT[:4])
    for number, settings in enumerate(layers):
        layer = keras.layers.LSTM(1, **settings)
        layer.build((None, None, 1))
        layer.set_weights([np.asarray(KERNEL), np.asarray([RECURRENT]), np.asarray(BIAS)])
        answer = layer(np.asarray(INPUT[:4], "float32").reshape(1, 4, 1))
        answer = answer if isinstance(answer, tuple) else (answer,)
        _draw_returned(sheet, 24 + 102 * number, settings, answer, found)
    return sheet


def _draw_returned(sheet, y, settings, answer, found):
    """One line of settings, then each returned tensor with the steps it holds."""
    text = ", ".join(f"{name}=True" for name in settings) or "LSTM(1)"
    sheet.text(12, y, text, 14, ha="left", weight="bold")
    side, x = 46, 12
    for tensor, (name, role) in zip(answer, [("output", "output"), ("h", "output"),
                                             ("c", "channel0")], strict=False):
        numbers = np.asarray(tensor).ravel()
        states = np.array(found["c" if name == "c" else "h"])
        assert np.allclose(numbers, states[-len(numbers):], atol=1e-6), f"{name} is not as drawn"
        for place, number in enumerate(numbers):
            sheet.cell(x + place * (side + 4), y + 16, side, 32, role, decimals(number), 14,
                       radius=6)
        sheet.text(x, y + 62, f"{name} {tuple(tensor.shape)}", 13.2, f"{role}.text", ha="left")
        x += max(len(numbers) * (side + 4), 8 * len(f"{name} {tuple(tensor.shape)}")) + 14
