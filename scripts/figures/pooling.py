"""Takes the worked numbers; gives the max pooling figures, each asked of a layer."""

import keras
import numpy as np

from scripts.figures import picture
from scripts.figures.grid import Grid, label
from scripts.figures.pooled import LOWEST, Row, pool, short
from scripts.figures.strip import show, sizes
from scripts.figures.style import Sheet
from scripts.figures.volume import Volume
from scripts.figures.worked import IMAGE, VOLUME, answer

INPUT = [1, 2, 0, 3, 1, 2]
NEGATIVE = [-1, -2, -3, -1, -4, -2]
LEVEL = [1, 3, 3, 3, 2, 0]
PATTERN = [1, 2, 3, 1]
WIDTH = 480


def window(moving=False):
    """A 2 × 2 window on the 5 × 5 input: still on the first place, moving over all of them."""
    return draw_window(keras.layers.MaxPooling2D(2), _write_max, moving)


def draw_window(layer, write, moving):
    """Input with its window above the written result, output to the right of it."""
    made = pool(layer, IMAGE)
    sheet = Sheet(560, 420)
    source, target = Grid(18, 46, 61), Grid(398, 107, 61)
    label(sheet, 18, 34, "input", "input", made.shapes["input"])
    label(sheet, 398, 95, "output", "output", made.shapes["output"])
    unused, places = made.unused(), sorted(made.taps)
    for cell, value in np.ndenumerate(IMAGE):
        role = "unused" if cell in unused else "input"
        source.cell(sheet, cell, show(value), role, fill=role + ".veil" * (role == "input"))
    for place in places:
        target.cell(sheet, place, None, "output", fill="output.veil")
    for place in places if moving else places[:1]:
        pen = sheet.frame() if moving else sheet
        _show_step(pen, made, place, source, target)
        write(pen, [made.input[cell] for cell in made.reads[place]], made.output[place])
        for other in places:
            if other < place or not moving and other > place:
                target.number(pen, other, short(made.output[other]), "output.text")
    return sheet


def _show_step(pen, made, place, source, target):
    """One window over the input and its output cell; cells that pass a value on are full."""
    cells = made.reads[place]
    first, last = source.span(cells), target.span([place])
    right, edge = first[0] + first[2], sum(source.span(list(np.ndindex(made.input.shape)))[0::2])
    edges = []
    for a, b in ((first[1], last[1]), (first[1] + first[3], last[1] + last[3])):
        edges.append([(x, a + (b - a) * (x - right) / (last[0] - right))
                      for x in (max(right, edge) + 4, target.x - 6)])
    pen.polygon([*edges[0], *reversed(edges[1])], "kernel.veil")
    for cell in cells:
        strong = made.share[place][cell] != 0
        source.cell(pen, cell, show(made.input[cell]), fill="input" if strong else "input.00")
    source.window(pen, cells)
    target.cell(pen, place, short(made.output[place]), "output")
    target.window(pen, [place], "output")


def _write_max(pen, values, result):
    pen.tokens(280, 388, [("max(", "kernel.text"), *_listed(values), (")", "kernel.text"),
                          (" = ", "muted"), (show(result), "output.text")], 22, weight="bold")


def _listed(values):
    words = [[(", ", "muted"), (show(value), "input.text")] for value in values]
    return [token for pair in words for token in pair][1:]


def window_1d(moving=False):
    """A window of two on the input row: still on the first place, moving over all of them."""
    made = pool(keras.layers.MaxPooling1D(), INPUT)
    sheet = Sheet(WIDTH, 254)
    sheet.text(76, 49, "input", 15, "input.text", ha="right")
    sheet.text(76, 159, "output", 15, "output.text", ha="right")
    places = [place for (place,) in sorted(made.taps)]
    for number in places if moving else places[:1]:
        pen = sheet.frame() if moving else sheet
        row = Row(pen, 96, 24, 50, 60)
        upto = number if moving else places[-1]
        row.draw(made, number, upto=upto)
        values = [made.input[cell] for cell in made.reads[number,]]
        pen.tokens(WIDTH / 2, 226, [("max(", "kernel.text"), *_listed(values),
                                    (")", "kernel.text"), (" = ", "muted"),
                                    (show(made.output[number]), "output.text")], 21, weight="bold")
    return sheet


def strides():
    """pool_size=2 with strides 1, 2 and 3: overlapping, side by side, with gaps."""
    layers = keras.layers
    return stack([(f"strides={n}", pool(layers.MaxPooling1D(2, strides=n), INPUT), 0, None)
                  for n in (1, 2, 3)])


def padding():
    """The two paddings on a row of negative numbers, and "same" with strides=2."""
    rows = []
    for kind, step in (("valid", 1), ("same", 1), ("same", 2)):
        layer = keras.layers.MaxPooling1D(3, strides=step, padding=kind)
        rows.append((f'padding="{kind}", strides={step}', pool(layer, NEGATIVE), 0, LOWEST))
    return stack(rows)


def stack(rows, size=36, high=174):
    """One row of windows below the other: [(label, Pooled, lit output, text in padding), …]."""
    sheet = Sheet(WIDTH, high * len(rows) - 8)
    reach = [i for _, made, _, _ in rows for taps in made.taps.values() for (i,) in taps]
    first, last = min(reach + [0]), max(reach + [len(rows[0][1].input) - 1])
    left = (WIDTH - (last + first + 1) * (size + 6)) / 2
    for number, (text, made, focus, outside) in enumerate(rows):
        y = number * high
        sheet.text(16, y + 18, text, 16, "ink", ha="left", weight="bold")
        Row(sheet, left, y + 44, size, 42).draw(made, focus, outside)
        sizes(sheet, WIDTH - 16, y + 18, len(made.input), len(made.output), 16)
    return sheet


def gradient():
    """Which input cell each output comes from, and the gradient that it gets for it."""
    layers = keras.layers
    return stack_gradients([("strides=None", layers.MaxPooling1D(3), INPUT),
                            ("strides=1", layers.MaxPooling1D(3, strides=1), INPUT),
                            ("strides=1", layers.MaxPooling1D(3, strides=1), LEVEL)])


def stack_gradients(rows, high=228):
    """Gradient, input and output strips, one layer below the other: [(label, layer, input), …]."""
    sheet = Sheet(WIDTH, high * len(rows) - 14)
    for number, (text, layer, values) in enumerate(rows):
        made = pool(layer, values)
        y = number * high
        row = Row(sheet, 148, y + 88, 38, 44)
        gradient = made.gradient()
        sheet.text(16, y + 18, text, 16, "ink", ha="left", weight="bold")
        for name, at, role in (("gradient", y + 57, "kernel"), ("input", y + 107, "input"),
                               ("output", y + 189, "output")):
            sheet.text(132, at, name, 14, role + ".text", ha="right")
        for (cell,), value in np.ndenumerate(gradient):
            full = f"kernel.{round(10 * value / max(gradient.max(), 3)):02d}"
            text = short(value).replace("0.", ".")
            sheet.cell(row.top.left(cell), y + 40, 38, 34, "kernel", text, sheet.smallest,
                       fill=full, line="kernel.line" if value else "hair",
                       colour="kernel.text" if value else "muted")
        row.draw(made, None, winners=True)
    return sheet


def shift():
    """The same pattern, moved on by one cell and by two, through max and average pooling."""
    sheet = Sheet(560, 478)
    layers = keras.layers
    for column, layer in enumerate((layers.MaxPooling1D(2), layers.AveragePooling1D(2))):
        x = 16 + 276 * column
        sheet.text(x, 18, type(layer).__name__ + "(2)", 16, "ink", ha="left", weight="bold")
        for by in range(3):
            values = np.zeros(8)
            values[by:by + len(PATTERN)] = PATTERN
            _draw_shift(sheet, x, 40 + 148 * by, pool(layer, values))
    return sheet


def _draw_shift(sheet, x, y, made, pitch=32):
    grid, low = Grid(x, y, pitch), Grid(x, y + 74, pitch)
    for (cell,), value in np.ndenumerate(made.input):
        look = {"fill": "input"} if value else {"fill": "input.veil"}
        grid.cell(sheet, (0, cell), show(value), **look)
    for (at,), cells in made.reads.items():
        left, _, width, _ = grid.span([(0, cell) for (cell,) in cells])
        middle, value = left + width / 2, made.output[at]
        sheet.funnel(left, left + width, y + pitch - 3, middle - 19, middle + 19, low.y - 1,
                     "kernel.veil" if value else "output.00")
        sheet.cell(middle - 20, low.y, 40, 30, "output", short(value), sheet.smallest,
                   fill="output" if value else "output.veil", line="output.line" if value else None)


def volume():
    """A 2 × 2 × 2 window in the volume: two slices of it, and its one output cell."""
    made = pool(keras.layers.MaxPooling3D(2), VOLUME)
    sheet = Sheet(560, 560)
    source, target = Volume(62, 52, 66, 38, 12, 172), Volume(382, 132, 60, 40, 12, 132)
    label(sheet, 14, 30, "input", "input", made.shapes["input"])
    label(sheet, 346, 110, "output", "output", made.shapes["output"])
    place = (0, 0, 0)
    unused, cells = made.unused(), made.reads[place]
    for cell in reversed(list(np.ndindex(made.input.shape))):
        role = "unused" if cell in unused else "input"
        fill = role if role == "unused" or cell in cells else "input.veil"
        source.cell(sheet, cell, None, role, fill=fill)
    source.uprights(sheet, cells, made.input.shape[1:])
    for cell, value in np.ndenumerate(made.input):
        source.number(sheet, cell, show(value), ("unused" if cell in unused else "input") + ".text")
    source.window(sheet, cells)
    target.fill(sheet, made.output, "output", fill="output.veil")
    target.cell(sheet, place, show(made.output[place]), "output", width=3)
    source.indices(sheet, range(3), made.input.shape[1:])
    return sheet


def image():
    """One picture through max pooling, average pooling and a stride alone, each a quarter wide."""
    x = picture.shapes()
    sheet = Sheet(560, 560)
    label(sheet, 160, 30, "input", "input", (*x.shape, 1))
    limits = (int(x.min()), int(x.max()))
    picture.draw(sheet, x, limits, 160, 40, 5)
    sheet.text(412, 56, "pool_size=4", sheet.smallest, ha="left", weight="bold")
    layers = keras.layers
    for i, layer in enumerate((layers.MaxPooling2D(4), layers.AveragePooling2D(4), None)):
        y = x[::4, ::4] if layer is None else answer(layer, x[..., None])[..., 0]
        name = "input[::4, ::4]" if layer is None else type(layer).__name__
        left = 16 + 184 * i
        sheet.curve((280, 284), (left + 80, 330), "kernel.line", 2)
        label(sheet, left, 356, name, size=sheet.smallest)
        picture.draw(sheet, y, limits, left, 366, 160 / len(y))
        label(sheet, left, 550, str((*y.shape, 1)), "output", size=sheet.smallest)
    return sheet
