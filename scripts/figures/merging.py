"""Takes nothing; gives the figures of layers that merge inputs, drawn from what they answer."""

import keras
import numpy as np

from scripts.figures.grid import Grid, label
from scripts.figures.strip import show
from scripts.figures.style import Sheet

WIDTH = 480
LEFT, RIGHT = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[10, 20, 30], [0, -5, 1]])
ROWS = np.array([[1, 0, 2], [0, 1, 1]])
COLUMNS = np.array([[1, 1, 0], [0, 2, 1], [3, 0, 1], [1, 1, 1]])
MARK = {"Add": "+", "Multiply": "×"}


def merge(layer, *inputs):
    """What the layer gives for inputs without batch axis; whole numbers where they all are."""
    y = np.asarray(layer([np.asarray(x, "float32")[None] for x in inputs]))[0]
    whole = np.rint(y)
    return whole.astype(int) if np.allclose(y, whole, atol=1e-5) else y


def sources(layer, *inputs):
    """For each output cell the number of the input that it comes from, asked with constants."""
    return merge(layer, *[np.full(x.shape, number) for number, x in enumerate(inputs)])


def concatenate_axis():
    """Two tables joined along their first and along their second axis."""
    a = np.arange(1, 7).reshape(3, 2)
    b = -a
    sheet = Sheet(WIDTH, 366)
    label(sheet, 16, 30, "a", "channel0", (1, *a.shape), 15)
    label(sheet, 16, 216, "b", "channel1", (1, *b.shape), 15)
    for number, (table, y) in enumerate(((a, 42), (b, 228))):
        Grid(16, y, 42).fill(sheet, table, f"channel{number}")
    for axis, x in ((1, 178), (2, 302)):
        layer = keras.layers.Concatenate(axis=axis)
        table, origin = merge(layer, a, b), sources(layer, a, b)
        label(sheet, x, 30, f"axis={axis}", size=15)
        grid = Grid(x, 42, 42)
        for place in np.ndindex(table.shape):
            grid.cell(sheet, place, show(table[place]), f"channel{origin[place]}")
        sheet.text(x, 42 * len(table) + 56, (1, *table.shape), 14, "output.text", "left")
    return sheet


def concatenate_cost():
    """Parameters of the Dense(10) after Add and after Concatenate, over the width of the inputs."""
    kinds = {keras.layers.Add: "kernel.03", keras.layers.Concatenate: "kernel.12"}
    widths = (8, 32, 64, 128)
    counts = {width: [_following(kind, width) for kind in kinds] for width in widths}
    longest = max(max(pair) for pair in counts.values())
    sheet = Sheet(WIDTH, 84 + 78 * len(counts))
    sheet.text(16, 18, "Dense(10).count_params()", 14, "muted", ha="left")
    for number, (kind, fill) in enumerate(kinds.items()):
        x = 16 + 90 * number
        sheet.box(x, 42, 18, 18, fill, "kernel.line", radius=4)
        sheet.text(x + 26, 51, kind.__name__, 14, "ink", ha="left", weight="bold")
    for row, (width, pair) in enumerate(counts.items()):
        y = 84 + 78 * row
        sheet.text(16, y + 8, f"({width},) ({width},)", 14, "input.text", "left", weight="bold")
        for number, (value, fill) in enumerate(zip(pair, kinds.values(), strict=True)):
            high, long = y + 22 + 23 * number, max(5, 390 * value / longest)
            sheet.box(16, high, long, 18, fill, "kernel.line", radius=2.5)
            sheet.text(26 + long, high + 9, value, 14, "kernel.text", ha="left")
    return sheet


def _following(kind, width):
    dense = keras.layers.Dense(10)
    dense(kind()([keras.Input((width,)), keras.Input((width,))]))
    return dense.count_params()


def equation(sheet, x, y, pitch, layer, *tables):
    """The inputs of an elementwise layer and its output in a row, with signs between them."""
    result = merge(layer, *tables)
    height = max(map(len, tables)) * pitch
    signs = [MARK[type(layer).__name__]] * (len(tables) - 1) + ["="]
    for number, table in enumerate([*tables, result]):
        role = "output" if number == len(tables) else f"channel{number}"
        Grid(x, y + (height - len(table) * pitch) / 2, pitch).fill(sheet, table, role)
        x += table.shape[1] * pitch + 14
        if number < len(signs):
            sheet.text(x - 2, y + height / 2 - 2, signs[number], 19, "muted", weight="bold")
            x += 18
    return result


def add_add():
    """Cell by cell, then with one column for all columns."""
    sheet = Sheet(WIDTH, 268)
    layer = keras.layers.Add()
    sheet.text(16, 18, "(2, 3) + (2, 3)", 14, "muted", "left")
    equation(sheet, 16, 34, 43, layer, LEFT, RIGHT)
    sheet.text(16, 156, "(2, 3) + (2, 1)", 14, "muted", "left")
    equation(sheet, 16, 172, 43, layer, LEFT, np.array([[10], [20]]))
    return sheet


def multiply_multiply():
    """Cell by cell, then one row of factors for every row."""
    sheet = Sheet(WIDTH, 398)
    layer = keras.layers.Multiply()
    sheet.text(16, 18, "(2, 3) × (2, 3)", 14, "muted", "left")
    equation(sheet, 16, 34, 43, layer, LEFT, np.array([[2, 0, 1], [1, -1, 10]]))
    sheet.text(16, 166, "(4, 3) × (1, 3)", 14, "muted", "left")
    steps = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9], [2, 2, 2]])
    equation(sheet, 16, 182, 43, layer, steps, np.array([[1, 0, -1]]))
    return sheet


def multiply_gate():
    """Scores through a sigmoid make a gate: the fuller its colour, the more passes."""
    x, scores = np.array([5, -3, 8, 2]), np.array([100, 0, -100, 1])
    gate = np.asarray(keras.layers.Activation("sigmoid")(scores[None].astype("float32")))[0]
    passed = merge(keras.layers.Multiply(), x, gate)
    sheet = Sheet(WIDTH, 318)
    rows = [("x", 18, x, "input"), ("gate", 108, gate, "kernel"), ("output", 242, passed, "output")]
    for name, y, values, role in rows:
        sheet.text(86, y + 27, name, 15, f"{role}.text", "right")
        for place, value in enumerate(values):
            share = gate[place] if name == "gate" else 1
            left = 102 + 90 * place
            sheet.cell(left, y, 76, 54, role, show(value), 20,
                       fill=f"kernel.{round(10 * share):02d}" if name == "gate" else role)
    for place, value in enumerate(gate):
        middle = 102 + 90 * place + 38
        sheet.text(middle, 90, "×", 18, "muted", weight="bold")
        colour = "kernel.line" if value > 0.01 else "hair"
        width = 1.25 + 5 * float(value)
        sheet.line([(middle, 166), (middle, 238)], colour, width, dash=value <= 0.01)
    return sheet


def add_skip():
    """A layer beside a way around it: what comes in is added to what the layer makes of it."""
    layer = keras.layers.Dense(3, use_bias=False)
    layer.build((None, 3))
    layer.set_weights([np.array([[1, 0, -1], [0, 1, 0], [-1, 0, 1]])])
    x = np.array([1, 2, 3])
    hidden = np.rint(np.asarray(layer(x[None].astype("float32")))[0])
    y = merge(keras.layers.Add(), x, hidden)
    sheet = Sheet(WIDTH, 420)
    rows = [("x", 30, x, "input"), ("layer(x)", 206, hidden, "channel0"),
            ("output", 354, y, "output")]
    for name, top, values, role in rows:
        sheet.text(112, top + 23, name, 15, f"{role}.text", "right", weight="bold")
        for place, value in enumerate(values):
            sheet.cell(130 + 54 * place, top, 46, role=role, text=show(value))
    sheet.arrow((207, 80), (207, 104), "channel0.line", 2)
    sheet.box(130, 108, 154, 56, "kernel", "kernel.line", radius=10)
    sheet.text(207, 136, "Dense(3)", 17, "kernel.text", weight="bold")
    sheet.line([(207, 168), (207, 200)], "channel0.line", 2)
    sheet.line([(207, 256), (207, 286)], "channel0.line", 2)
    _way_around(sheet)
    sheet.arrow((207, 326), (207, 350), "output.line", 2)
    sheet.cell(189, 288, 36, text="+", role="output", radius=18)
    for place in range(3):
        terms = f"{show(x[place])} + {show(hidden[place])}".replace("+ \u2212", "\u2212 ")
        sheet.text(464, 361 + 22 * (place - 0.3), f"{terms} = {show(y[place])}", 14, "output.text",
                   "right")
    return sheet


def _way_around(sheet):
    points = [(292, 53), (352, 53), (366, 60), (372, 74), (372, 285), (366, 299), (352, 306)]
    sheet.line(points, "input.line", 2.5)
    sheet.arrow((352, 306), (231, 306), "input.line", 2.5)


def dot_dot():
    """Two rows of numbers: products place by place, then one sum."""
    a, b = np.array([1, 2, 3]), np.array([4, 0, -1])
    products = merge(keras.layers.Multiply(), a, b)
    y = merge(keras.layers.Dot(axes=1), a, b)
    sheet = Sheet(WIDTH, 322)
    for name, top, values, role in (("a", 16, a, "channel0"), ("b", 98, b, "channel1"),
                                    ("a × b", 176, products, "input")):
        sheet.text(142, top + 27, name, 16, f"{role}.text", "right", weight="bold")
        for place, value in enumerate(values):
            fill = f"{role}.veil" if role == "input" else role
            sheet.cell(162 + 64 * place, top, 54, role=role, text=show(value), fill=fill)
    for place in range(3):
        sheet.text(189 + 64 * place, 84, "×", 18, "muted", weight="bold")
        sheet.line([(189 + 64 * place, 156), (189 + 64 * place, 172)], "hair", 2)
        sheet.curve((189 + 64 * place, 234), (253, 262), "output.line", 2)
    sheet.cell(226, 262, 54, role="output", text=show(y[0]))
    sheet.text(142, 289, "Dot(axes=1)", 16, "output.text", "right", weight="bold")
    sum_of = " + ".join(show(value) if value >= 0 else f"({show(value)})" for value in products)
    sheet.text(300, 289, sum_of, 15, "muted", "left")
    return sheet


def dot_cosine():
    """One arrow beside four others: the cosine of each pair, from the direction alone."""
    a = np.array([3, 4])
    sheet = Sheet(WIDTH, 404)
    for number, b in enumerate(np.array([[4, 3], [8, 6], [-4, 3], [-3, -4]])):
        x, y = 16 + 236 * (number % 2), 16 + 202 * (number // 2)
        sheet.box(x, y, 212, 170, "input.veil", radius=12)
        middle, level = x + 106, y + (106 if number < 2 else 74)
        unit = 11
        sheet.line([(x + 12, level), (x + 200, level)], "hair", 1)
        sheet.line([(middle, y + 10), (middle, y + 160)], "hair", 1)
        for vector, role, width in ((b, "channel1", 3), (a, "channel0", 3)):
            end = middle + unit * vector[0], level - unit * vector[1]
            sheet.arrow((middle, level), end, f"{role}.line", width, 9)
        cosine = merge(keras.layers.Dot(axes=1, normalize=True), a, b)[0]
        sheet.text(x + 12, y + 150, f"[{show(b[0])}, {show(b[1])}]", 14, "channel1.text", "left",
                   weight="bold")
        sheet.text(x + 200, y + 150, show(cosine), 19, "output.text", "right", weight="bold")
    return sheet


def dot_pairs(moving=False):
    """Every row of a with every row of b: the rows of b stand upright above the output."""
    y = merge(keras.layers.Dot(axes=2), ROWS, COLUMNS)
    sheet = Sheet(WIDTH, 384)
    a, b, out = Grid(16, 238, 50), Grid(232, 42, 50), Grid(232, 238, 50)
    label(sheet, 16, 226, "a", "channel0", (1, *ROWS.shape), 15)
    label(sheet, 232, 30, "b", "channel1", (1, *COLUMNS.shape), 15)
    label(sheet, 232, 226, "output", "output", (1, *y.shape), 15)
    a.fill(sheet, ROWS, "channel0", fill="channel0.veil")
    b.fill(sheet, COLUMNS.T, "channel1", fill="channel1.veil")
    places = list(np.ndindex(y.shape))
    for number, place in enumerate(places if moving else [(0, 2)]):
        _pair(sheet.frame() if moving else sheet, (a, b, out), y, place,
              places[:number + 1] if moving else places)
    return sheet


def _pair(pen, grids, y, place, known):
    (row, column), (a, b, out) = place, grids
    for i in range(ROWS.shape[1]):
        a.cell(pen, (row, i), show(ROWS[row, i]), "channel0")
        b.cell(pen, (i, column), show(COLUMNS[column, i]), "channel1")
    a.window(pen, [(row, i) for i in range(3)], "channel0")
    b.window(pen, [(i, column) for i in range(3)], "channel1")
    for other in np.ndindex(y.shape):
        seen = other in known
        out.cell(pen, other, show(y[other]) if seen else None, "output",
                 fill="output" if other == place else "output.veil")
    out.window(pen, [place], "output")
    terms = list(zip(ROWS[row], COLUMNS[column], strict=True))
    tokens = []
    for i, (first, second) in enumerate(terms):
        tokens += [(" + ", "muted")] if i else []
        tokens += [(show(first), "channel0.text"), ("·", "muted"), (show(second), "channel1.text")]
    tokens += [(" = ", "muted"), (show(y[place]), "output.text")]
    pen.tokens(WIDTH / 2, 362, tokens, 19, weight="bold")
