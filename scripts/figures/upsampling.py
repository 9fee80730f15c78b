"""Takes nothing; gives the figures of UpSampling and of its contest with the transpose."""

import keras
import numpy as np

from scripts.figures import picture as pictures
from scripts.figures.grid import Grid
from scripts.figures.strip import show
from scripts.figures.style import Sheet
from scripts.figures.worked import answer

WIDTH = 480
SMALL = np.array([[1, 2, 0], [3, 1, 2]])
KINDS = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
EDGE = (2, 2, 2, 6, 6, 6)
FINE = 16  # output cells for each cell of EDGE
CHANNELS, FILTERS = 16, 8
FACTORS = (2, 3)


def picture():
    """One small input repeated by two sizes; a cell and its copies are framed."""
    sheet = Sheet(WIDTH, 352)
    source = Grid(16, 70, 38)
    sheet.text(16, 46, "input", 14.5, "input.text", "left", weight="bold")
    source.fill(sheet, SMALL, "input", size=18)
    source.window(sheet, [(1, 0)], "input", width=3)
    for y, size in ((36, (2, 2)), (220, (2, 3))):
        layer = keras.layers.UpSampling2D(size)
        table = answer(layer, SMALL[..., None])[..., 0]
        marks = np.zeros(SMALL.shape)
        marks[1, 0] = 1
        copies = np.argwhere(answer(layer, marks[..., None])[..., 0] == 1)
        grid = Grid(184, y, 34 if size == (2, 2) else 30)
        name = size[0] if size[0] == size[1] else size
        sheet.text(184, y - 14, f"size={name}", 14.5, "ink", "left", weight="bold")
        sheet.flow((130, 105), (178, y + grid.pitch * 2), "hair", 2)
        grid.fill(sheet, table, "output", size=16)
        grid.window(sheet, [tuple(place) for place in copies], "output", width=3)
    return sheet


def drawing(size=12):
    """Picture of our own making, whole numbers 0 to 8: a ring, a bar and a slanting edge."""
    y, x = np.mgrid[:size, :size] + 0.5
    table = np.full((size, size), 2)
    far = np.hypot(x - 4.5, y - 4.5)
    table[(far < 3.9) & (far > 1.8)] = 8
    table[(x > 9) & (x < 11) & (y < 7)] = 6
    table[y + 0.4 * x > 13] = 0
    return table


def interpolations():
    """The same picture enlarged by every interpolation, in steps of grey."""
    table = drawing()
    sheet = Sheet(WIDTH, 400)
    for number, name in enumerate(("input", *KINDS)):
        x, y = 8 + 160 * (number % 3), 30 + 196 * (number // 3)
        role = "ink" if number else "input.text"
        sheet.text(x, y - 14, name, 14.5, role, "left", weight="bold")
        if number:
            layer = keras.layers.UpSampling2D(4, interpolation=name)
            values = answer(layer, table[..., None])[..., 0]
            values = np.round(values, 3) + 0.0003  # so that no last bit decides a shade
            pictures.draw(sheet, values, (0, 8), x, y, 3)
            span = f"[{_tenth(values.min())}, {_tenth(values.max())}]"
        else:
            pictures.draw(sheet, table, (0, 8), x, y, 12)
            span = f"[{table.min()}, {table.max()}]"
        sheet.text(x, y + 158, span, 13.5, "muted", "left")
    return sheet


def _tenth(number):
    text = f"{number:.1f}"
    return text.lstrip("-") if float(text) == 0 else text


def overshoot():
    """A step of the input enlarged, as a curve for each interpolation, over the input's range."""
    sheet = Sheet(WIDTH, 520)
    for number, name in enumerate(KINDS):
        layer = keras.layers.UpSampling2D((1, FINE), interpolation=name)
        values = np.round(answer(layer, np.reshape(EDGE, (1, -1, 1)))[0, :, 0], 4)
        _draw_profile(sheet, 14 + 102 * number, name, values)
    return sheet


def _draw_profile(sheet, top, name, values):
    left, wide, low, high = 130, 262, min(EDGE), max(EDGE)

    def level(value):
        return top + 78 - 12 * (value - low + 0.6)

    sheet.box(left, level(high), wide, level(low) - level(high), "input.veil")
    for value in (low, high):
        sheet.line([(left, level(value)), (left + wide, level(value))], "input.line", 1, dash=True)
        sheet.text(left - 10, level(value), value, 13.5, "input.text", "right")
    step = wide / len(values)
    points = [(left + (place + 0.5) * step, level(value)) for place, value in enumerate(values)]
    sheet.line(points, "output.line", 2.5)
    sheet.text(8, level((low + high) / 2), name, 14.5, "ink", "left", weight="bold")
    for value in (values.min(), values.max()):
        beyond = value < low - 1e-3 or value > high + 1e-3
        sheet.text(left + wide + 12, level(np.clip(value, low, high)), show(value), 13.5,
                   "output.text" if beyond else "muted", "left",
                   weight="bold" if beyond else "normal")


def checkerboard():
    """How many products go into each output cell, for two transposes and UpSampling with Conv2D."""
    ones = {"padding": "same", "kernel_initializer": "ones", "use_bias": False}
    rows = [("Conv2DTranspose", "3, strides=2", [keras.layers.Conv2DTranspose(1, 3, 2, **ones)]),
            ("Conv2DTranspose", "4, strides=2", [keras.layers.Conv2DTranspose(1, 4, 2, **ones)]),
            ("UpSampling2D", "Conv2D 3", [keras.layers.UpSampling2D(2),
                                          keras.layers.Conv2D(1, 3, **ones)])]
    sheet = Sheet(WIDTH, 226)
    for number, (name, rest, layers) in enumerate(rows):
        x = 8 + 160 * number
        sheet.text(x, 14, name, 13.5, "ink", "left", weight="bold")
        sheet.text(x, 34, rest, 13.5, "muted", "left")
        table = np.ones((3, 3, 1))
        for layer in layers:
            table = answer(layer, table)
        table = table[..., 0]
        sheet.pixels(x, 54, 24, table, "output", 0, 12)
        for (row, column), value in np.ndenumerate(table):
            sheet.text(x + 24 * column + 12, 66 + 24 * row, show(value), 14, "output.text",
                       weight="bold")
        sheet.box(x, 54, 144, 144, None, "output.line", 1.25)
    return sheet


def cost():
    """Products that go into the output, counted by layers of ones, for each factor."""
    fills = ("kernel.14", "kernel.08", "kernel.03")
    names = ("UpSampling2D, Conv2D kernel_size=3", "Conv2DTranspose kernel_size=2*size",
             "Conv2DTranspose kernel_size=3")
    counts = {factor: count(factor) for factor in FACTORS}
    longest = max(map(max, counts.values()))
    sheet = Sheet(WIDTH, 132 + 112 * len(counts))
    sheet.text(16, 18, f"input (16, 16, {CHANNELS}), filters={FILTERS}", 14, "muted", ha="left")
    for number, (name, fill) in enumerate(zip(names, fills, strict=True)):
        sheet.box(16, 38 + 26 * number, 18, 18, fill, "kernel.line", radius=4)
        sheet.text(42, 47 + 26 * number, name, 14, "ink", ha="left", weight="bold")
    for row, (factor, values) in enumerate(counts.items()):
        y = 132 + 112 * row
        sheet.text(16, y + 8, f"size={factor}", 14, ha="left", weight="bold")
        for number, (value, fill) in enumerate(zip(values, fills, strict=True)):
            high, long = y + 22 + 25 * number, max(5, 310 * value / longest)
            sheet.box(16, high, long, 20, fill, "kernel.line", radius=2.5)
            sheet.text(26 + long, high + 10, value, 14, "kernel.text", ha="left")
            if number:
                sheet.text(464, high + 10, f"÷ {values[0] / value:.2f}", 14.5, "output.text", "right",
                           weight="bold")
    return sheet


def count(factor):
    """Products in the output of UpSampling2D with Conv2D, and of Conv2DTranspose in two sizes."""
    ones = {"padding": "same", "kernel_initializer": "ones", "use_bias": False}
    x = np.ones((16, 16, CHANNELS))
    large = answer(keras.layers.UpSampling2D(factor), x)
    outputs = [answer(keras.layers.Conv2D(FILTERS, 3, **ones), large)]
    outputs += [answer(keras.layers.Conv2DTranspose(FILTERS, size, factor, **ones), x)
                for size in (2 * factor, 3)]
    return [int(output.sum()) for output in outputs]
