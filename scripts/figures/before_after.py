"""Takes a layer's name, arguments and input shapes; gives a picture of what goes in and what comes out."""

import numpy as np
import tensorflow as tf

from scripts.figures.grid import Grid, label
from scripts.figures.style import Sheet

WIDTH, MARGIN, PITCH = 480, 24, 40  # CSS pixels; PITCH: the side of a cell
MOST = 10  # cells along one side; a larger table is shown as shades
HEAD, FOOT = 28, 34  # above a table for its name, below it for the arrow


def before_after(name, arguments, *shapes):
    """The first sample of each input and of the output, channel 0 where there are more axes than a table has.

    Inputs count 0, 1, … 6 over and over. The layer is seeded, so that a random one draws the same each time.
    """
    tf.keras.utils.set_random_seed(0)
    inputs = [(np.arange(np.prod(shape)) % 7).reshape(shape).astype("float32") for shape in shapes]
    output = getattr(tf.keras.layers, name)(**arguments)(inputs[0] if len(inputs) == 1 else inputs)
    tables = [(f"input {i}" if len(inputs) > 1 else "input", "input", value) for i, value in enumerate(inputs, 1)]
    tables.append(("output", "output", np.asarray(output, "float32")))
    heights = [HEAD + len(table(value)) * _size(table(value)) + FOOT for _, _, value in tables]
    sheet = Sheet(WIDTH, MARGIN + sum(heights) - FOOT + MARGIN)
    top = MARGIN
    for number, ((text, role, value), height) in enumerate(zip(tables, heights, strict=True), 1):
        _draw(sheet, top, text, role, value)
        top += height
        if number == len(inputs):
            sheet.arrow((WIDTH / 2, top - FOOT + 6), (WIDTH / 2, top - 2))
    return sheet


def table(value):
    """Two axes of the first sample: the first two, of channel 0 and the first place of what lies between."""
    value = np.asarray(value)[0] if np.ndim(value) else np.asarray(value)
    while value.ndim > 2:
        value = value[..., 0]
    return np.atleast_2d(value)


def _size(cells):
    return PITCH if max(cells.shape) <= MOST else PITCH * MOST / max(cells.shape) / 2


def _draw(sheet, top, text, role, value):
    cells = table(value)
    size = _size(cells)
    x = (WIDTH - size * cells.shape[1]) / 2
    label(sheet, min(x, WIDTH / 2 - 90), top + HEAD - 8, text, role, tuple(value.shape))
    if size != PITCH:
        sheet.pixels(x, top + HEAD, size, cells, "grey")
        return
    grid = Grid(x, top + HEAD, size)
    for place in np.ndindex(*cells.shape):
        grid.cell(sheet, place, _short(cells[place]), role, size=sheet.smallest)


def _short(number):
    """At most four characters, so that it fits a cell."""
    whole = number == round(number) or abs(number) >= 10
    text = f"{number:.0f}" if whole else f"{number:.1f}" if abs(number) >= 1 else f"{number:.2f}".replace("0.", ".", 1)
    return text.replace("-", "\u2212")
