"""Takes nothing; gives the figures of Masking, asked of real layers."""

import warnings

import keras
import numpy as np

from scripts.figures.sequences import WIDTH, Row, ask, digits
from scripts.figures.style import Sheet


def _chain(sheet, y, values, mask):
    """Input and state rows of the digit cell; masked inputs are hatched and not read."""
    top, low = Row(sheet, 60, y, 82, 66), Row(sheet, 60, y + 78, 82, 66)
    states, = ask(digits(), values, mask)
    top.name("x", "input.text")
    low.name("h", "output.text")
    for step, value in enumerate(values):
        read = mask is None or mask[step]
        top.cell(step, value, "input" if read else "padding")
        kept = bool(step) and states[step] == states[step - 1] and not read
        low.cell(step, states[step], "output", fill="output.veil" if kept else "output")
        if read:
            ends = (top.middle(step), y + 41), (top.middle(step), y + 74)
            sheet.arrow(*ends, "input.line", 2, 6)
        if step:
            low.carry(step - 1, step, "output.line")


def states():
    """A padded sequence read as it is, and with a mask."""
    values = [1, 2, 3, 0, 0]
    mask = np.asarray(keras.layers.Masking().compute_mask(np.reshape(values, (1, 5, 1))))[0]
    sheet = Sheet(WIDTH, 326)
    sheet.text(12, 18, "SimpleRNN", 16, "ink", "left", weight="bold")
    _chain(sheet, 36, values, None)
    sheet.text(12, 186, "Masking, SimpleRNN", 16, "ink", "left", weight="bold")
    _chain(sheet, 204, values, mask)
    return sheet


def middle():
    """A mask in the middle of a sequence."""
    values = [1, 0, 2, 0, 3]
    mask = np.asarray(keras.layers.Masking().compute_mask(np.reshape(values, (1, 5, 1))))[0]
    sheet = Sheet(WIDTH, 148)
    _chain(sheet, 16, values, mask)
    return sheet


def lstm():
    """The states of an LSTM after each step: at masked steps both stay."""
    values = [1, 2, 3, 0, 0]
    x = np.reshape(values, (1, 5, 1)).astype("float32")
    mask = np.asarray(keras.layers.Masking().compute_mask(x))
    keras.utils.set_random_seed(0)
    layer = keras.layers.LSTM(1, return_state=True)
    sheet = Sheet(WIDTH, 198)
    rows = [Row(sheet, 60, y, 82, 66) for y in (16, 84, 146)]
    for row, (name, role) in zip(rows, (("x", "input"), ("c", "channel0"), ("h", "output")),
                                 strict=True):
        row.name(name, f"{role}.text")
    for step, value in enumerate(values):
        _, h, c = layer(x[:, :step + 1], mask=mask[:, :step + 1])
        rows[0].cell(step, value, "input" if mask[0, step] else "padding")
        for row, role, state in ((rows[1], "channel0", c), (rows[2], "output", h)):
            fill = role if mask[0, step] else f"{role}.veil"
            row.cell(step, f"{float(np.asarray(state)[0, 0]):.4f}", role, fill=fill, size=15)
            if step:
                row.carry(step - 1, step, f"{role}.line")
        if mask[0, step]:
            sheet.arrow((rows[0].middle(step), 57), (rows[0].middle(step), 80), "input.line", 2, 6)
    return sheet


def passes():
    """The mask behind each layer of two chains: one passes it on, one loses it."""
    sheet = Sheet(WIDTH, 350)
    x = np.reshape([1, 2, 3, 0, 0], (1, 5, 1)).astype("float32")
    for chain, inner in enumerate((keras.layers.Dense(1), keras.layers.Conv1D(1, 1))):
        value, y = x, 16 + 176 * chain
        for layer in (keras.layers.Masking(), inner, digits()):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                value = layer(value)
            mask = getattr(value, "_keras_mask", None)
            row = Row(sheet, 122, y, 70, 62, 34)
            row.name(type(layer).__name__)
            if mask is None:
                row.pen.cell(122, y, 342, 34, "unused", "None", 15)
            for step, read in enumerate([] if mask is None else np.asarray(mask)[0]):
                row.cell(step, str(bool(read)), "output" if read else "padding", size=14)
            y += 52
    return sheet
