"""Takes a row and a table of numbers; gives the adaptive pooling figures, asked of the layers."""

import keras
import numpy as np

from scripts.figures.grid import Grid, label
from scripts.figures.palette import shade
from scripts.figures.pooled import Row, pool, short
from scripts.figures.strip import Strip, sizes
from scripts.figures.style import Sheet

INPUT = [3, 1, 4, 1, 5, 2, 6]
WIDTH = 480


def window(moving=False):
    """output_size=3 on seven cells: still on the first window, moving over all of them."""
    made = pool(keras.layers.AdaptiveMaxPooling1D(3), INPUT)
    sheet = Sheet(WIDTH, 262)
    sheet.text(76, 46, "input", 15, "input.text", ha="right")
    sheet.text(76, 151, "output", 15, "output.text", ha="right")
    places = [place for (place,) in sorted(made.reads)]
    for number in places if moving else places[:1]:
        pen = sheet.frame() if moving else sheet
        Row(pen, 92, 24, 46, 58).draw(made, number, upto=number if moving else None)
        cells = made.reads[number,]
        start, end = cells[0][0], cells[-1][0] + 1
        part = f"input[{start}:{end}]"
        pen.tokens(WIDTH / 2, 210, [("max(", "kernel.text"), (part, "input.text"),
                                    (")", "kernel.text"), (" = ", "muted"),
                                    (short(made.output[number]), "output.text")], 21, weight="bold")
    return sheet


def overlap():
    """The windows of output_size=3 one below the other; cells that two windows read are full."""
    layer = keras.layers.AdaptiveAveragePooling1D(3)
    made = pool(layer, INPUT)
    uses = sum((made.share[i] != 0).astype(int) for i in range(len(made.output)))
    sheet = Sheet(WIDTH, 292)
    top = Strip(sheet, 24, 42, 44, 6)
    sheet.text(24, 18, "AdaptiveAveragePooling1D(3)", 16, "ink", ha="left", weight="bold")
    for (cell,), value in np.ndenumerate(made.input):
        top.cell(cell, value, fill=shade("input", 0.2 * uses[cell]))
    for (at,), cells in sorted(made.reads.items()):
        y = 108 + 60 * at
        bar = Strip(sheet, 24, y, 44, 6)
        for (cell,) in cells:
            twice = uses[cell] > 1
            bar.cell(cell, made.input[cell], "kernel", fill="kernel" if twice else "kernel.veil")
        bar.outline(cells[0][0], cells[-1][0], grow=3, width=2.5)
        sheet.arrow((bar.left(cells[-1][0]) + 54, y + 22), (396, y + 22), "kernel.line", 1.75)
        sheet.cell(404, y, 62, 44, "output", short(made.output[at]), 17)
    return sheet


def output_sizes():
    """output_size 2, 4, 5 and 7 on the same seven cells."""
    sheet = Sheet(WIDTH, 4 * 168 - 10)
    for number, size in enumerate((2, 4, 5, 7)):
        made, y = pool(keras.layers.AdaptiveMaxPooling1D(size), INPUT), 168 * number
        sheet.text(16, y + 18, f"output_size={size}", 16, "ink", ha="left", weight="bold")
        Row(sheet, 96, y + 42, 36, 42).draw(made, 1)
        sizes(sheet, WIDTH - 16, y + 18, len(made.input), len(made.output), 16)
    return sheet


def two_axes():
    """7 × 7 cells to 3 × 3 and 7 × 5 to 2 × 3: in each cell, how many windows read it."""
    sheet = Sheet(560, 396)
    for i, (shape, size) in enumerate((((7, 7), (3, 3)), ((7, 5), (2, 3)))):
        x = 16 + 290 * i
        layer = keras.layers.AdaptiveAveragePooling2D(size)
        made = pool(layer, np.arange(np.prod(shape)).reshape(shape) % 4)
        uses = np.count_nonzero(made.share, axis=(0, 1))
        label(sheet, x, 28, f"output_size={size}")
        source = Grid(x + 3, 52, 36)
        for cell, count in np.ndenumerate(uses):
            source.cell(sheet, cell, str(count), fill=shade("input", 0.12 * count))
        for place in ((0, 0), tuple(n - 1 for n in size)):
            source.window(sheet, made.reads[place], grow=2)
        label(sheet, x, 330, str(made.shapes["input"]), "input", size=sheet.smallest)
        sheet.arrow((x + 100, 324), (x + 126, 324))
        label(sheet, x + 134, 330, str(made.shapes["output"]), "output", size=sheet.smallest)
    return sheet
