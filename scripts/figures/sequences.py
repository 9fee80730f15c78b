"""Takes nothing; gives the figures of RNN and Bidirectional, asked of real layers."""

from dataclasses import dataclass

import keras
import numpy as np

from scripts.figures.strip import show
from scripts.figures.style import Pen, Sheet

INPUT = [1, 2, 3, 4]
WIDTH = 480
FORWARD, BACKWARD = "channel0", "channel2"


def digits(recurrent=10, return_sequences=True):
    """SimpleRNN that appends what it reads: input times 1 plus state times `recurrent`."""
    layer = keras.layers.SimpleRNN(
        1, None, kernel_initializer="ones", return_sequences=return_sequences,
        recurrent_initializer=keras.initializers.Constant(recurrent))
    layer.build((None, None, 1))
    return layer


def ask(layer, values, mask=None):
    """Outputs for a row of numbers, a list for each feature of the output."""
    x = np.asarray(values, "float32").reshape(1, -1, 1)
    mask = None if mask is None else np.asarray(mask)[None]
    return np.asarray(layer(x, mask=mask))[0].T.tolist()


@dataclass(frozen=True)
class Row:
    """Wide cells side by side, one for each time step, with arrows between them."""

    pen: Pen
    x: float
    y: float
    pitch: float = 96
    side: float = 72
    high: float = 38

    def left(self, step):
        return self.x + step * self.pitch

    def middle(self, step):
        return self.left(step) + self.side / 2

    def cell(self, step, value, role, **look):
        """One cell; a value that is no text is shown as a number."""
        text = value if isinstance(value, str) or value is None else show(value)
        size = look.pop("size", 17)
        self.pen.cell(self.left(step), self.y, self.side, self.high, role, text, size, **look)

    def carry(self, step, to, colour):
        """Arrow from the cell of a step to that of the step before or after it."""
        level = self.y + self.high / 2
        sign = 1 if to > step else -1
        half = self.side / 2 + 3
        ends = (self.middle(step) + sign * half, level), (self.middle(to) - sign * half, level)
        self.pen.arrow(*ends, colour, 2, 6)

    def name(self, text, colour="ink"):
        level = self.y + self.high / 2
        self.pen.text(self.x - 14, level, text, 15, colour, "right", weight="bold")


def unrolled(moving=False):
    """One cell, four time steps: the state goes from step to step."""
    outputs, = ask(digits(), INPUT)
    sheet = Sheet(WIDTH, 292)
    row = Row(sheet, 84, 16, 102, 66)
    for label, y in (("x", 35), ("cell", 116), ("h", 197)):
        role = {"x": "input", "cell": "kernel", "h": "output"}[label]
        sheet.text(64, y, label, 16, f"{role}.text", "right", weight="bold")
    for step, value in enumerate(INPUT):
        row.cell(step, value, "input")
    for step in range(len(INPUT)) if moving else [2]:
        pen = sheet.frame() if moving else sheet
        _draw_cells(pen, outputs, step, step + 1 if moving else len(INPUT))
    return sheet


def _draw_cells(pen, outputs, focus, upto):
    cells, low = Row(pen, 84, 96, 102, 66, 40), Row(pen, 84, 178, 102, 66)
    for step in range(len(INPUT)):
        on = step == focus
        look = {"width": 3} if on else {"fill": "kernel.veil"} if step < upto else {"fill": None}
        cells.cell(step, "10h+x" if step < upto else None, "kernel", size=15, **look)
        if step < upto:
            pen.arrow((cells.middle(step), 57), (cells.middle(step), 92), "input.line", 2, 6)
            pen.arrow((cells.middle(step), 139), (cells.middle(step), 174), "output.line", 2, 6)
            low.cell(step, outputs[step], "output", width=3 if on else 1.25)
        if step + 1 < upto:
            cells.carry(step, step + 1, "output.line")
            middle = cells.left(step) + 66 + 18
            pen.text(middle, 84, show(outputs[step]), 14, "output.text", weight="bold")
    before = outputs[focus - 1] if focus else 0
    tokens = [("10", "kernel.text"), ("·", "muted"), (show(before), "output.text"),
              (" + ", "muted"), ("1", "kernel.text"), ("·", "muted"),
              (show(INPUT[focus]), "input.text"), (" = ", "muted"),
              (show(outputs[focus]), "output.text")]
    pen.tokens(WIDTH / 2, 260, tokens, 20, weight="bold")


def stacked():
    """Two cells in one layer: up within a time step, sideways to the next."""
    below, above = digits(), digits(1)
    lower, = ask(below, INPUT)
    upper, = ask(keras.layers.RNN([below.cell, above.cell], return_sequences=True), INPUT)
    sheet = Sheet(WIDTH, 262)
    rows = [Row(sheet, 118, 212, 90, 68), Row(sheet, 118, 114, 90, 68), Row(sheet, 118, 16, 90, 68)]
    names = [("x", "input"), ("cells[0]", "channel0"), ("cells[1]", "output")]
    for row, values, (name, role) in zip(rows, (INPUT, lower, upper), names, strict=True):
        row.name(name, f"{role}.text")
        for step, value in enumerate(values):
            row.cell(step, value, role)
            if role != "input":
                top = row.y + row.high
                colour = "input.line" if role == "channel0" else "channel0.line"
                sheet.arrow((row.middle(step), top + 56), (row.middle(step), top + 5), colour, 2, 7)
                if step:
                    row.carry(step - 1, step, f"{role}.line")
    return sheet


def _both(moving_upto, pen, y=16):
    """Rows of a Bidirectional: forward cells up to a step, backward cells down to it."""
    forward, backward = ask(keras.layers.Bidirectional(digits()), INPUT)
    rows = Row(pen, 112, y + 72, 92, 72), Row(pen, 112, y + 136, 92, 72)
    last = len(INPUT) - 1
    for step in range(len(INPUT)):
        if step < moving_upto:
            rows[0].cell(step, forward[step], FORWARD)
            rows[1].cell(last - step, backward[last - step], BACKWARD)
            if step:
                rows[0].carry(step - 1, step, f"{FORWARD}.line")
                rows[1].carry(last - step + 1, last - step, f"{BACKWARD}.line")
    return rows, forward, backward


def _both_names(sheet):
    top = Row(sheet, 112, 16, 92, 72)
    top.name("x", "input.text")
    for step, value in enumerate(INPUT):
        top.cell(step, value, "input")
    Row(sheet, 112, 88, 92, 72).name("forward", f"{FORWARD}.text")
    Row(sheet, 112, 152, 92, 72).name("backward", f"{BACKWARD}.text")


def halves(moving=False):
    """Both halves of a Bidirectional on one input, lined up by time step."""
    sheet = Sheet(WIDTH, 252)
    _both_names(sheet)
    for upto in range(1, len(INPUT) + 1) if moving else [len(INPUT)]:
        pen = sheet.frame() if moving else sheet
        (top, _), forward, backward = _both(upto, pen)
        if moving:
            words = _read(forward, INPUT, upto - 1, FORWARD) + [("    ", "muted")]
            words += _read(backward[::-1], INPUT[::-1], upto - 1, BACKWARD)
        else:
            pen.outline(top.left(1), 16, top.side, 174, role="kernel", grow=5)
            words = [("y[0, 1] = [", "muted"), (show(forward[1]), f"{FORWARD}.text"),
                     (", ", "muted"), (show(backward[1]), f"{BACKWARD}.text"), ("]", "muted")]
        pen.tokens(WIDTH / 2, 226, words, 14.5 if moving else 18, weight="bold")
    return sheet


def _read(states, values, step, role):
    """Tokens of the sum that gives the state after the step-th value read."""
    before = states[step - 1] if step else 0
    assert 10 * before + values[step] == states[step], "the layer computes something else"
    return [("10·", "kernel.text"), (show(before), f"{role}.text"), (" + ", "muted"),
            (show(values[step]), "input.text"), (" = ", "muted"),
            (show(states[step]), f"{role}.text")]


def last():
    """return_sequences=False: the last value each half has read, from opposite ends."""
    ends = keras.layers.Bidirectional(digits(return_sequences=False))
    sheet = Sheet(WIDTH, 318)
    _both_names(sheet)
    rows, forward, backward = _both(len(INPUT), sheet)
    first, second = ask(ends, INPUT)
    assert (first, second) == (forward[-1], backward[0]), "the ends are not the last values read"
    for row, step in ((rows[0], 3), (rows[1], 0)):
        role, value = (FORWARD, first) if step else (BACKWARD, second)
        row.cell(step, value, role, width=3.5)
        row.pen.outline(row.left(step), row.y, row.side, row.high, grow=4)
    low = Row(sheet, 200, 262, 84, 80, 40)
    sheet.curve((rows[0].middle(3), 132), (low.middle(0), 260), f"{FORWARD}.line", 2)
    sheet.curve((rows[1].middle(0), 196), (low.middle(1), 260), f"{BACKWARD}.line", 2)
    low.name("output", "output.text")
    low.cell(0, first, FORWARD, width=2)
    low.cell(1, second, BACKWARD, width=2)
    return sheet


def merge_modes():
    """The five merge modes on the same two halves."""
    sheet = Sheet(WIDTH, 392)
    values = INPUT[:3]
    for number, mode in enumerate(("concat", "sum", "mul", "ave", None)):
        layer = keras.layers.Bidirectional(digits(), merge_mode=mode)
        x = np.asarray(values, "float32").reshape(1, -1, 1)
        answer = layer(x)
        row = Row(sheet, 116, 74 + 52 * number, 120, 104)
        row.name(repr(mode) if mode is None else f'"{mode}"')
        if mode is None:
            for half, role, y in zip(answer, (FORWARD, BACKWARD), (282, 334), strict=True):
                low = Row(sheet, 116, y, 120, 104)
                for step, value in enumerate(np.asarray(half)[0, :, 0]):
                    low.cell(step, value, role)
            continue
        for step, cells in enumerate(np.asarray(answer)[0]):
            if len(cells) == 1:
                row.cell(step, cells[0], "output")
            for place, value in enumerate(cells if len(cells) > 1 else []):
                role = (FORWARD, BACKWARD)[place]
                sheet.cell(row.left(step) + 53 * place, row.y, 51, row.high, role, show(value), 17)
    top = Row(sheet, 116, 14, 120, 104)
    top.name("x", "input.text")
    for step, value in enumerate(values):
        top.cell(step, value, "input")
    return sheet
