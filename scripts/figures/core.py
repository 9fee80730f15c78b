"""Takes nothing; gives the Dense, Dropout and Input figures, drawn from what the layers answer."""

import keras
import numpy as np

from scripts.figures.grid import Grid, label
from scripts.figures.probe import probe
from scripts.figures.strip import Strip, equals, products, show
from scripts.figures.style import Sheet
from scripts.figures.worked import answer

WIDTH = 480
INPUT = np.array([[1, 2, 3], [0, 1, 2]])
KERNEL = np.array([[2, 0], [1, 1], [-1, 2]])
STEPS = np.array([[1, 2, 3], [0, 1, 2], [2, 0, 1], [3, 1, 0]])
VALUES = [3, 1, 4, 1, 5, 9]


def dense(kernel):
    """Dense layer without bias whose kernel is given."""
    layer = keras.layers.Dense(kernel.shape[1], use_bias=False)
    layer.build((None, len(kernel)))
    layer.set_weights([kernel])
    return layer


def rows_of(layer, table):
    """What the layer gives for a table of rows, each row a sample; whole numbers."""
    return np.array([answer(layer, row) for row in table])


def dense_matrix(moving=False):
    """One row of the input with one column of the kernel for each output cell."""
    layer = dense(KERNEL)
    y = rows_of(layer, INPUT)
    sheet = Sheet(WIDTH, 402)
    source, kernel, out = Grid(40, 242, 54), Grid(268, 40, 54), Grid(268, 242, 54)
    label(sheet, 40, 230, "input", "input", INPUT.shape, 15)
    label(sheet, 268, 28, "kernel", "kernel", tuple(layer.kernel.shape), 15)
    label(sheet, 268, 230, "output", "output", y.shape, 15)
    source.fill(sheet, INPUT, "input", fill="input.veil")
    kernel.fill(sheet, KERNEL, "kernel", fill="kernel.veil")
    places = list(np.ndindex(y.shape))
    for number, place in enumerate(places if moving else places[:1]):
        pen, known = (sheet.frame(), places[:number + 1]) if moving else (sheet, places)
        _show_product(pen, (source, kernel, out), y, place, known)
    return sheet


def _show_product(pen, grids, y, place, known):
    (row, unit), (source, kernel, out) = place, grids
    for i in range(len(KERNEL)):
        source.cell(pen, (row, i), show(INPUT[row, i]))
        kernel.cell(pen, (i, unit), show(KERNEL[i, unit]), "kernel")
    source.window(pen, [(row, i) for i in range(len(KERNEL))], "input")
    kernel.window(pen, [(i, unit) for i in range(len(KERNEL))])
    for other in np.ndindex(y.shape):
        out.cell(pen, other, show(y[other]) if other in known else None, "output",
                 fill="output" if other == place else "output.veil")
    out.window(pen, [place], "output")
    terms = zip(KERNEL[:, unit], INPUT[row], strict=True)
    tokens = products(terms, ["input.text"] * len(KERNEL)) + equals(y[place])
    pen.tokens(WIDTH / 2, 378, tokens, 20, weight="bold")


def dense_wires():
    """Every input feeds every unit, each with a weight of its own."""
    layer, x = dense(KERNEL), INPUT[0]
    y, weights = answer(layer, x), probe(layer, x.shape).weight
    sheet = Sheet(WIDTH, 300)
    tops = [(96, 16 + 104 * place) for place in range(len(x))]
    lows = [(330, 16 + 208 * unit) for unit in range(len(y))]
    for unit, (right, low) in enumerate(lows):
        for left, top in tops:
            colour = "kernel.line" if unit == 0 else "hair"
            sheet.line([(left + 56, top + 28), (right, low + 28)], colour, 2)
    for unit, (right, low) in enumerate(lows):
        for place, (left, top) in enumerate(tops):
            share = 0.22 if unit == 0 else 0.62
            across = left + 56 + share * (right - left - 56)
            down = top + 28 + share * (low - top)
            sheet.cell(across - 17, down - 13, 34, 26, "kernel", show(weights[unit, place]), 15,
                       fill="kernel" if unit == 0 else "kernel.veil")
    for value, (left, top) in zip(x, tops, strict=True):
        sheet.cell(left, top, 56, role="input", text=show(value))
    for value, (right, low) in zip(y, lows, strict=True):
        sheet.cell(right, low, 56, role="output", text=show(value))
    sheet.text(82, 148, "input", 15, "input.text", "right")
    sheet.text(400, 148, "output", 15, "output.text", "left")
    return sheet


def dense_last_axis():
    """Four steps of three features: the same kernel turns each step into two numbers."""
    layer = dense(KERNEL)
    y = answer(layer, STEPS)
    sheet = Sheet(WIDTH, 296)
    source, kernel, out = Grid(16, 62, 44), Grid(222, 84, 44), Grid(376, 62, 44)
    label(sheet, 16, 38, "input", "input", (1, *STEPS.shape), 14)
    label(sheet, 340, 38, "output", "output", (1, *y.shape), 14)
    sheet.text(264, 252, tuple(layer.kernel.shape), 14, "kernel.text")
    for step in range(len(STEPS)):
        middle = 62 + 44 * step + 20
        sheet.flow((150, middle), (214, 148), "kernel.line", 1.75)
        sheet.flow((316, 148), (370, middle), "kernel.line", 1.75)
    sheet.box(212, 74, 104, 148, "kernel.veil", "kernel.line", 1.5, 12)
    kernel.fill(sheet, KERNEL, "kernel")
    source.fill(sheet, STEPS, "input")
    out.fill(sheet, y, "output")
    return sheet


def dropout_masks(moving=False):
    """Numbers, the mask of one call and what is left; below, a call that is no training."""
    layer = keras.layers.Dropout(0.5, noise_shape=(1, len(VALUES), 1), seed=2)
    sheet = Sheet(WIDTH, 380)
    rows = [Strip(sheet, 130, top, 48, 8) for top in (18, 100, 182, 308)]
    names = [("input", "input"), ("mask", "kernel"), ("output", "output"), ("output", "output")]
    for row, (name, role) in zip(rows, names, strict=True):
        sheet.text(112, row.y + 24, name, 15, f"{role}.text", "right", weight="bold")
    rows[0].cells(VALUES)
    rows[3].cells(answer(layer, np.array(VALUES)[:, None])[:, 0], "output")
    sheet.text(130, 292, "training=False", 14, "muted", "left")
    sheet.text(130, 248, "training=True, rate=0.5", 14, "muted", "left")
    for _ in range(6 if moving else 1):
        _show_call(sheet.frame() if moving else sheet, rows, layer)
    return sheet


def _show_call(pen, rows, layer):
    """One training call: the mask, asked with a row of ones beside the values."""
    pair = np.array([np.ones(len(VALUES)), VALUES], "float32").T[None]
    mask, kept = np.asarray(layer(pair, training=True))[0].T
    for place, (times, value) in enumerate(zip(mask, kept, strict=True)):
        for row, text, role, size in ((rows[1], f"×{show(times)}", "kernel", 17),
                                      (rows[2], show(value), "output", None)):
            pen.cell(row.left(place), row.y, row.size, role=role if times else "unused",
                     text=text, size=size)


def dropout_noise_shape():
    """One mask cell for each number, for each row, for each column."""
    sheet = Sheet(WIDTH, 388)
    x = np.ones((3, 4), "float32")
    for number, shape in enumerate((None, (3, 1), (1, 4))):
        layer = keras.layers.Dropout(0.5, noise_shape=shape, seed=11)
        y = np.asarray(layer(x, training=True))
        top = 16 + 126 * number
        sheet.text(16, top + 40, "noise_shape", 14, "muted", "left")
        sheet.text(16, top + 64, f"={shape}", 17, "ink", "left", weight="bold")
        grid = Grid(232, top, 36)
        for place in np.ndindex(y.shape):
            grid.cell(sheet, place, show(y[place]), "output" if y[place] else "unused")
    return sheet


def dropout_mean(rows=10000):
    """Mean of more and more rows drawn by one Dropout, towards the four numbers put in."""
    x = np.array([1, 2, 3, 4], "float32")
    layer = keras.layers.Dropout(0.5, seed=0)
    drawn = np.asarray(layer(np.repeat(x[None], rows, axis=0), training=True), "float64")
    mean = drawn.cumsum(axis=0) / np.arange(1, rows + 1)[:, None]
    counts = np.unique(np.rint(np.geomspace(1, rows, 90)).astype(int))
    sheet = Sheet(WIDTH, 330)
    left, right, bottom, unit = 46, 430, 286, 32
    across = {n: left + (right - left) * np.log10(n) / np.log10(rows) for n in counts.tolist()}
    for value in range(0, 9, 2):
        sheet.line([(left, bottom - unit * value), (right, bottom - unit * value)], "hair", 1)
        sheet.text(left - 10, bottom - unit * value, value, 14, "muted", "right")
    for number in (1, 10, 100, 1000, 10000):
        spot = left + (right - left) * np.log10(number) / np.log10(rows)
        sheet.text(spot, bottom + 22, number, 14, "muted")
    for i, value in enumerate(x):
        points = [(place, bottom - unit * mean[n - 1, i]) for n, place in across.items()]
        sheet.line(points, f"channel{i}.line", 2)
        sheet.text(right + 10, bottom - unit * float(value), show(value), 16, f"channel{i}.text",
                   "left", weight="bold")
    return sheet


def input_functional():
    """A model of two inputs: each layer with the shape it gives and its parameters."""
    first, second = keras.Input((3,), name="left"), keras.Input((5,), name="right")
    arms = [keras.layers.Dense(4, activation="relu")(x) for x in (first, second)]
    joined = keras.layers.Concatenate()(arms)
    model = keras.Model([first, second], keras.layers.Dense(2)(joined))
    spots = dict(zip(model.layers, [(16, 16), (252, 16), (16, 134), (252, 134), (134, 252),
                                    (134, 370)], strict=True))
    sheet = Sheet(WIDTH, 446)
    for layer, (x, y) in spots.items():
        for node in layer._inbound_nodes:
            for parent in node.parent_nodes:
                across, above = spots[parent.operation]
                sheet.curve((across + 106, above + 62), (x + 106, y), "hair", 2)
    for layer, (x, y) in spots.items():
        role = _role(layer, model)
        sheet.box(x, y, 212, 62, role, f"{role}.line", 1.5, 10)
        sheet.text(x + 106, y + 20, type(layer).__name__, 16, f"{role}.text", weight="bold")
        shape = tuple(layer.output.shape)
        count = f"{shape}  {layer.count_params()}"
        sheet.text(x + 106, y + 44, count, 14, f"{role}.text")
    return sheet


def _role(layer, model):
    if isinstance(layer, keras.layers.InputLayer):
        return "input"
    return "output" if layer is model.layers[-1] else "kernel" if layer.weights else "channel2"
