"""Takes nothing; gives the core layers side by side, each with what it answers."""

import keras
import numpy as np

from scripts.figures.core import INPUT, KERNEL, dense, rows_of
from scripts.figures.grid import Grid
from scripts.figures.strip import show
from scripts.figures.style import Sheet

PITCH = 30
A, B = np.array([[1, 2], [3, 4]]), np.array([[5, 0], [2, 1]])


def family():
    """Dense, Flatten, Dropout and the layers that merge, in two columns."""
    sheet = Sheet(480, 636)
    draws = (_dense, _flatten, _dropout, _dot, _add, _multiply, _concatenate)
    for number, draw in enumerate(draws):
        x, y = 16 + 244 * (number % 2), 18 + 160 * (number // 2)
        name, (before, after) = draw(sheet, x, y + 26)
        sheet.text(x, y, name, 16, ha="left", weight="bold")
        _write_shapes(sheet, x, y + 112, before, after)
    return sheet


def _write_shapes(sheet, x, y, before, after):
    text = " ".join(map(str, before))
    sheet.text(x, y, text, 13.5, "input.text", ha="left")
    end = x + 8.1 * len(text)
    sheet.arrow((end + 5, y), (end + 19, y), "muted", 1.5, 5)
    sheet.text(end + 24, y, after, 13.5, "output.text", ha="left")


def _table(sheet, x, y, values, role):
    Grid(x, y, PITCH).fill(sheet, values, role)
    return x + PITCH * values.shape[1]


def _one(sheet, x, y, values, result):
    """Input, arrow, output."""
    middle = y + PITCH * len(values) / 2 - 2
    end = _table(sheet, x, y, values, "input")
    sheet.arrow((end + 4, middle), (end + 24, middle), "kernel.line", 2, 6)
    _table(sheet, end + 32, middle + 2 - PITCH * len(result) / 2, result, "output")
    return [values.shape], result.shape


def _two(sheet, x, y, sign):
    """Two inputs with a sign between them; gives where the output begins."""
    middle = y + PITCH * len(A) / 2 - 2
    end = _table(sheet, x, y, A, "channel0")
    sheet.text(end + 6, middle, sign, 16, "muted", weight="bold")
    end = _table(sheet, end + 16, y, B, "channel1")
    sheet.text(end + 8, middle, "=", 16, "muted", weight="bold")
    return end + 20


def _dense(sheet, x, y):
    return "Dense", _one(sheet, x, y, INPUT, rows_of(dense(KERNEL), INPUT))


def _flatten(sheet, x, y):
    result = np.asarray(keras.layers.Flatten()(A[None].astype("float32")))
    return "Flatten", ([(1, *_one(sheet, x, y, A, result.astype(int))[0][0])], result.shape)


def _dropout(sheet, x, y):
    layer = keras.layers.Dropout(0.5, seed=3)
    result = np.asarray(layer(INPUT.astype("float32") + 1, training=True))
    before, after = _one(sheet, x, y, INPUT + 1, result.astype(int))
    left = x + 3 * PITCH + 32
    for place in np.argwhere(result == 0):
        Grid(left, y, PITCH).cell(sheet, tuple(place), show(0), "unused")
    return "Dropout", (before, after)


def _concatenate(sheet, x, y):
    result = np.asarray(keras.layers.Concatenate()([A, B]))
    left = _two(sheet, x, y, "")
    for start, role in ((0, "channel0"), (2, "channel1")):
        _table(sheet, left + PITCH * start, y, result[:, start:start + 2], role)
    return "Concatenate", ([A.shape, B.shape], result.shape)


def _add(sheet, x, y):
    return "Add", _cells(sheet, x, y, "+", keras.layers.Add())


def _multiply(sheet, x, y):
    return "Multiply", _cells(sheet, x, y, "×", keras.layers.Multiply())


def _dot(sheet, x, y):
    return "Dot", _cells(sheet, x, y, "·", keras.layers.Dot(axes=1))


def _cells(sheet, x, y, sign, layer):
    result = np.rint(np.asarray(layer([A.astype("float32"), B.astype("float32")]))).astype(int)
    _table(sheet, _two(sheet, x, y, sign), y, result, "output")
    return [A.shape, B.shape], result.shape
