"""Takes recurrent layers and a row of numbers; draws steps, gates and states as tables."""

import keras
import numpy as np

from scripts.figures.strip import MINUS, show
from scripts.figures.style import Sheet

INPUT = [1, 2, 0, 3, 1, 2]
WIDTH = 480
LEFT, PITCH, SIDE, HIGH = 64, 68, 58, 34


def build(kind, kernel, recurrent, bias, **settings):
    """Built layer with one unit; kernel (features, gates), recurrent (gates,), bias as Keras's."""
    kernel = np.asarray(kernel, "float32")
    layer = kind(1, return_sequences=True, **settings)
    layer.build((None, None, len(kernel)))
    layer.set_weights([kernel, np.asarray(recurrent, "float32")[None], np.asarray(bias)])
    return layer


def run(layer, values):
    """[states after each step] of a layer with one unit, each a list of numbers, h first."""
    x = np.asarray(values, "float32").reshape(1, len(values), -1)
    cell, after = layer.cell, []
    states = layer.get_initial_state(1)
    for step in range(len(values)):
        _, states = cell(x[:, step], states)
        after.append([float(np.asarray(state)[0, 0]) for state in states])
    outputs = np.asarray(layer(x))[0, :, 0]
    assert np.allclose(outputs, [states[0] for states in after], atol=1e-6), "layer and cell differ"
    return after


def sigmoid(value):
    """1 / (1 + exp(-value))."""
    return 1 / (1 + np.exp(-value))


def decimals(value):
    """A number with two decimals and a true minus."""
    text = f"{value:.2f}".replace("-", MINUS)
    return text.lstrip(MINUS) if float(f"{value:.2f}") == 0 else text


class Table:
    """Rows of cells, one column for each step; a row is (name, role, values, y)."""

    def __init__(self, rows, left=LEFT, pitch=PITCH, side=SIDE, high=HIGH):
        self.rows = {name: (role, values, y) for name, role, values, y in rows}
        self.left, self.pitch, self.side, self.high = left, pitch, side, high

    def middle(self, step):
        """Horizontal centre of a step's column."""
        return self.left + step * self.pitch + self.side / 2

    def names(self, pen):
        """Names of the rows, to the left of them."""
        for name, (role, _, y) in self.rows.items():
            pen.text(self.left - 14, y + self.high / 2, name, 16, f"{role}.text", "right",
                     weight="bold")

    def cell(self, pen, name, step, on=False):
        """One cell with its number; a gate is filled as far as it is open."""
        role, values, y = self.rows[name]
        value, x = values[step], self.left + step * self.pitch
        text = show(value) if float(value).is_integer() else decimals(value)
        look = {"fill": f"{role}.veil"} if role == "kernel" else {}
        pen.cell(x, y, self.side, self.high, role, width=2.5 if on else 1.25, radius=6, **look)
        if role == "kernel":
            part = (self.high - 4) * float(value)
            pen.box(x + 2, y + self.high - 2 - part, self.side - 4, part, "kernel.06", radius=3)
        pen.text(x + self.side / 2, y + self.high / 2, text, 15, f"{role}.text", weight="bold")

    def column(self, pen, step, names, on=False):
        """The cells of some rows at one step."""
        for name in names:
            self.cell(pen, name, step, on)

    def carry(self, pen, name, step, colour):
        """Arrow from a row's cell at `step` to the next one."""
        y = self.rows[name][2] + self.high / 2
        x = self.left + step * self.pitch + self.side
        pen.arrow((x + 1, y), (x + self.pitch - self.side - 1, y), colour, 1.75, 4)

    def frame(self, pen, step):
        """Outline around a whole column."""
        tops = [y for _, _, y in self.rows.values()]
        pen.outline(self.left + step * self.pitch, min(tops), self.side,
                    max(tops) - min(tops) + self.high, grow=4, width=2.5)


def steps(table, states, sums, height, moving, start=0):
    """The table unrolled: a frame for each step when moving, else all of it at step `start`.

    states: {row that is carried on: colour}; sums(step) gives lines of tokens for the bottom.
    """
    sheet = Sheet(WIDTH, height)
    table.names(sheet)
    count = len(next(iter(table.rows.values()))[1])
    for step in range(count):
        table.cell(sheet, "x", step)
    inner = [name for name in table.rows if name != "x"]
    for step in range(count) if moving else [start]:
        pen = sheet.frame() if moving else sheet
        for other in range(step + 1 if moving else count):
            table.column(pen, other, inner, other == step)
            for name, colour in states.items():
                if other + 1 < (step + 1 if moving else count):
                    table.carry(pen, name, other, colour)
        table.frame(pen, step)
        lines = sums(step)
        for number, tokens in enumerate(lines):
            y = height - 26 * (len(lines) - number) + 8
            pen.tokens(WIDTH / 2, y, tokens, 14.5, weight="bold")
    return sheet


def words(*parts):
    """Tokens of a sum: numbers with their role, everything else muted."""
    tokens = []
    for part in parts:
        if isinstance(part, str):
            tokens.append((part, "muted"))
        else:
            value, role = part
            text = decimals(value) if abs(value - round(value)) > 1e-9 else show(value)
            text = f"({text})" if value < 0 and tokens and tokens[-1][0].endswith("·") else text
            tokens.append((text, f"{role}.text"))
    return tokens


BLOCKS = {"SimpleRNN": ("h",), "GRU": ("z", "r", "h"), "LSTM": ("i", "f", "c", "o")}


def family():
    """SimpleRNN, GRU and LSTM side by side: states carried on, blocks of weights, parameters."""
    sheet = Sheet(WIDTH, 486)
    for number, (name, gates) in enumerate(BLOCKS.items()):
        layer = getattr(keras.layers, name)(4)
        layer.build((None, None, 3))
        _draw_member(sheet, 16 + 160 * number, layer, name, gates)
    return sheet


def _draw_member(sheet, y, layer, name, gates):
    """One layer: its chain of steps to the right, its weights under the name."""
    sizes = layer.cell.state_size
    sizes = list(sizes) if isinstance(sizes, (list, tuple)) else [sizes]
    assert layer.cell.kernel.shape[1] == len(gates) * layer.units, name
    sheet.text(12, y + 14, name, 19, ha="left", weight="bold")
    sheet.text(12, y + 42, f"units={layer.units}", 14, "muted", ha="left")
    for number, gate in enumerate(gates):
        sheet.cell(12 + 34 * number, y + 60, 30, role="kernel", text=gate, size=16)
    sheet.text(12, y + 112, f"{layer.count_params()} params", 14, "kernel.text", ha="left")
    for step in range(4):
        x = 176 + 78 * step
        sheet.line([(x + 24, y + 26), (x + 24, y + 44)], "input.line", 2)
        sheet.line([(x + 24, y + 100), (x + 24, y + 118)], "output.line", 2)
        sheet.cell(x + 11, y, 26, role="input", text="x", size=14)
        sheet.cell(x, y + 44, 48, 56, "kernel")
        sheet.cell(x + 11, y + 118, 26, role="output", text="h", size=14)
        rows = [(y + 86, "output"), (y + 58, "channel0")][:len(sizes)]
        for (level, role), letter in zip(rows, "hc", strict=False):
            if step < 3:
                sheet.arrow((x + 49, level), (x + 76, level), f"{role}.line", 2, 6)
                sheet.text(x + 63, level - 11, letter, 14, f"{role}.text", weight="bold")


