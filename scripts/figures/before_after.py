"""Takes a layer's name, arguments and input shapes; gives a picture of what goes in and what comes out."""

import numpy as np
import tensorflow as tf

from scripts.figures.grid import Grid, label
from scripts.figures.style import Sheet

WIDTH, MARGIN, ROOM = 480, 24, 190  # CSS pixels; ROOM: the widest that a table may be
MOST = 8  # cells along one side; a larger table is shown as shades


def before_after(name, arguments, *shapes):
    """The first sample of each input and of the output, channel 0 where there are more axes than a table has.

    Inputs count 0, 1, … 6 over and over. The layer is seeded, so that a random one draws the same each time.
    """
    tf.keras.utils.set_random_seed(0)
    inputs = [(np.arange(np.prod(shape)) % 7).reshape(shape).astype("float32") for shape in shapes]
    output = getattr(tf.keras.layers, name)(**arguments)(inputs[0] if len(inputs) == 1 else inputs)
    tables = [(f"input {i}" if len(inputs) > 1 else "input", "input", value) for i, value in enumerate(inputs, 1)]
    left, right = tables, [("output", "output", np.asarray(output, "float32"))]
    heights = [[_size(table(value)) * len(table(value)) + 46 for _, _, value in column] for column in (left, right)]
    sheet = Sheet(WIDTH, max(map(sum, heights)) + MARGIN)
    for x, column, rows in zip((MARGIN, WIDTH - MARGIN - ROOM), (left, right), heights, strict=True):
        top = MARGIN
        for (text, role, value), height in zip(column, rows, strict=True):
            _draw(sheet, x, top, text, role, value)
            top += height
    middle = MARGIN + 20 + (max(map(sum, heights)) - 46) / 2
    sheet.arrow((WIDTH / 2 - 18, middle), (WIDTH / 2 + 18, middle))
    return sheet


def table(value):
    """Two axes of the first sample: the first two, of channel 0 and the first place of what lies between."""
    value = np.asarray(value)[0] if np.ndim(value) else np.asarray(value)
    while value.ndim > 2:
        value = value[..., 0]
    return np.atleast_2d(value)


def _size(cells):
    return ROOM / max(cells.shape[1], 4 if max(cells.shape) <= MOST else cells.shape[0])


def _draw(sheet, x, top, text, role, value):
    cells = table(value)
    label(sheet, x, top + 12, text, role, tuple(value.shape), 12)
    if max(cells.shape) > MOST:
        sheet.pixels(x, top + 20, _size(cells), cells, "grey")
        return
    grid = Grid(x, top + 20, _size(cells))
    for place in np.ndindex(*cells.shape):
        grid.cell(sheet, place, _short(cells[place]), role, size=max(9.8, min(15, grid.side * 0.4)))


def _short(number):
    """At most four characters, so that it fits a small cell."""
    text = f"{number:.0f}" if number == round(number) else f"{number:.1f}"
    return text.replace("-", "\u2212")
