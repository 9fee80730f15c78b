"""Takes nothing; gives the figures of global pooling and Flatten, as the layers answer."""

import keras
import numpy as np

from scripts.figures.grid import Grid
from scripts.figures.strip import Strip, show
from scripts.figures.style import Sheet
from scripts.figures.worked import answer

WIDTH = 480
TWO_MAPS = np.array([[[1, 0], [2, 4], [0, 1]], [[3, 1], [1, 0], [2, 2]], [[1, 0], [5, 1], [3, 0]]])
PIXELS = np.array([[[1, 7], [2, 8], [3, 9]], [[4, 0], [5, 1], [6, 2]]])
SIZES = (1, 2, 4, 7, 14, 28, 56)
CHANNELS, CLASSES = 64, 10
COUNTED = {kind.__name__: kind for kind in
           (keras.layers.Flatten, keras.layers.GlobalAveragePooling2D)}


def sources_of(layer, shape):
    """Index (h, w, c) of the input cell that each output cell of Flatten holds, in order."""
    places = answer(layer, np.arange(np.prod(shape)).reshape(shape))
    return [tuple(map(int, np.unravel_index(place, shape))) for place in places]


def order(moving=False):
    """Cells of a small input lining up: the last axis runs fastest."""
    layer = keras.layers.Flatten()
    places = sources_of(layer, PIXELS.shape)
    sheet = Sheet(WIDTH, 330)
    grids = [Grid(62 + 206 * channel, 46, 50) for channel in range(2)]
    for channel, grid in enumerate(grids):
        sheet.text(grid.x, 26, f"x[0, :, :, {channel}]", 14.5, f"channel{channel}.text", "left",
                   weight="bold")
        grid.fill(sheet, PIXELS[..., channel], f"channel{channel}", size=21)
    for place in range(len(places)):
        sheet.text(_line_up(sheet).middle(place), 282, place, 13.2, "muted")
    if moving:
        for upto in range(1, len(places) + 1):
            _draw_order(sheet.frame(), grids, places, [upto - 1], upto)
    else:
        _draw_order(sheet, grids, places, [0, 1, 2, 3, 4, 5], len(places))
    return sheet


def _line_up(pen, y=234, count=12):
    size = (WIDTH - 24) / count - 5
    return Strip(pen, 14.5, y, size, 5)


def _draw_order(pen, grids, places, shown, upto):
    strip = _line_up(pen)
    values = answer(keras.layers.Flatten(), PIXELS)
    for place in shown:
        h, w, c = places[place]
        x, y = grids[c].corner((h, w))
        half = grids[c].side / 2
        pen.curve((x + half, y + 2 * half), (strip.middle(place), strip.y), f"channel{c}.line", 2)
        pen.outline(x, y, 2 * half, 2 * half, f"channel{c}", grow=0, radius=8, width=2.5)
        for below in range(3 if h == 0 else 0):  # the curve runs behind the row below
            grids[c].cell(pen, (1, below), show(PIXELS[1, below, c]), f"channel{c}", size=21)
    for place, (_, _, c) in enumerate(places):
        role = f"channel{c}"
        if place < upto:
            strip.cell(place, values[place], role, size=17, width=2.5 if place in shown else 1.25)
        else:
            strip.cell(place, None, role, fill=None, line="hair")
    number = shown[-1] if len(shown) == 1 else 0
    h, w, c = places[number]
    pen.tokens(WIDTH / 2, 312, [(f"y[0, {number}]", "ink"), (" = ", "muted"),
                                (f"x[0, {h}, {w}, {c}]", f"channel{c}.text"), (" = ", "muted"),
                                (show(values[number]), f"channel{c}.text")], 16, weight="bold")


def formats():
    """The same input in both layouts: Flatten gives one order, Reshape another."""
    first = np.moveaxis(PIXELS, -1, 0)
    rows = [("Flatten()", keras.layers.Flatten(), PIXELS),
            ('Flatten("channels_first")', keras.layers.Flatten("channels_first"), first),
            ("Reshape((-1,))", keras.layers.Reshape((-1,)), first)]
    sheet = Sheet(WIDTH, 262)
    for number, (name, layer, x) in enumerate(rows):
        y = 14 + 86 * number
        sheet.text(14.5, y, name, 14.5, "ink", "left", weight="bold")
        sheet.text(466, y, (1, *x.shape), 14, "muted", "right")
        strip = _line_up(sheet, y + 18)
        axis = 2 if x is PIXELS else 0
        for place, value in enumerate(answer(layer, x)):
            channel = sources_of(layer, x.shape)[place][axis]
            strip.cell(place, value, f"channel{channel}", size=17)
    return sheet


def picture():
    """Two maps through GlobalAveragePooling2D, GlobalMaxPooling2D and Flatten."""
    rows = [(keras.layers.GlobalAveragePooling2D(), -28, 168),
            (keras.layers.GlobalMaxPooling2D(), 28, 226)]
    sheet = Sheet(WIDTH, 372)
    _shape_label(sheet, 16, 40, "input", TWO_MAPS.shape)
    for layer, _, y in rows:
        result = answer(layer, TWO_MAPS)
        _shape_label(sheet, 16, y + 10, type(layer).__name__, result.shape)
    for channel in range(2):
        middle = 262 + 150 * channel
        role = f"channel{channel}"
        for _, shift, y in rows:
            sheet.funnel(middle - 53, middle + 53, 118, middle + shift - 20, middle + shift + 20,
                         y + 4, f"{role}.veil")
        for layer, shift, y in rows:
            value = answer(layer, TWO_MAPS)[channel]
            sheet.cell(middle + shift - 20, y, 40, role=role, text=show(value), size=20, width=2)
        Grid(middle - 53, 14, 36).fill(sheet, TWO_MAPS[..., channel], role, size=17)
    flat = keras.layers.Flatten()
    values = answer(flat, TWO_MAPS)
    sheet.text(16, 308, "Flatten", 14, weight="bold", ha="left")
    sheet.text(90, 308, values.shape, 14, "muted", ha="left")
    strip = Strip(sheet, 16, 326, 21.8, 3.2)
    for place, (_, _, channel) in enumerate(sources_of(flat, TWO_MAPS.shape)):
        strip.cell(place, values[place], f"channel{channel}", size=14)
    return sheet


def _shape_label(sheet, x, y, name, shape):
    sheet.text(x, y, name, 13.5, weight="bold", ha="left")
    sheet.text(x, y + 20, tuple(map(int, shape)), 13.5, "muted", ha="left")


def positions():
    """A map and the same cells in another order: what each layer makes of both."""
    before = TWO_MAPS[..., 0]
    after = before.reshape(9)[np.random.default_rng(1).permutation(9)].reshape(3, 3)
    layers = [keras.layers.GlobalAveragePooling2D(), keras.layers.GlobalMaxPooling2D()]
    flat = keras.layers.Flatten()
    first = answer(flat, before[..., None])
    sheet = Sheet(WIDTH, 430)
    for number, table in enumerate((before, after)):
        y = 14 + 222 * number
        grid = Grid(20, y, 38)
        grid.fill(sheet, table, "input", size=18)
        for row, layer in enumerate(layers):
            high = y + 8 + 52 * row
            sheet.arrow((142, high + 19), (172, high + 19), "muted")
            sheet.text(184, high + 19, type(layer).__name__, 14, ha="left", weight="bold")
            sheet.cell(406, high, 38, role="output", size=19,
                       text=show(answer(layer, table[..., None])[0]))
        sheet.arrow((76, y + 116), (76, y + 138), "muted")
        strip = Strip(sheet, 20, y + 146, 34, 5)
        for place, value in enumerate(answer(flat, table[..., None])):
            moved = value != first[place]
            strip.cell(place, value, "output", size=17, width=3 if moved else 1.25,
                       fill="output" if moved else "output.veil")
        sheet.text(strip.left(9) + 8, y + 163, type(flat).__name__, 14, ha="left", weight="bold")
    return sheet


def parameters():
    """Parameters of Dense after Flatten and after global pooling, over the size of the maps."""
    counts = {name: [count(kind, size) for size in SIZES] for name, kind in COUNTED.items()}
    sheet = Sheet(WIDTH, 372)
    least, most = (np.log10(found(counts["Flatten"])) for found in (min, max))
    across = {size: 52 + 380 * np.log2(size) / np.log2(SIZES[-1]) for size in SIZES}

    def height(number):
        return 288 - 216 * (np.log10(number) - least) / (most - least)

    sheet.text(16, 18, f"(size, size, {CHANNELS})", 14.5, "muted", ha="left")
    sheet.arrow((180, 18), (204, 18), "muted")
    sheet.text(216, 18, f"Dense({CLASSES})", 14.5, "muted", ha="left")
    for (size, x), number in zip(across.items(), counts["Flatten"], strict=True):
        sheet.line([(x, height(number)), (x, 308)], "hair", 1)
        sheet.text(x, 326, size, 14, "muted")
    sheet.text(across[SIZES[-1]], 352, "size", 14, "muted")
    for name, role, dash in reversed(list(zip(COUNTED, ("kernel", "output"), (False, True),
                                              strict=True))):
        points = list(zip(across.values(), map(height, counts[name]), strict=True))
        sheet.line(points, f"{role}.line", 3, dash)
        for x, y in points:
            sheet.box(x - 5, y - 5, 10, 10, role, f"{role}.line", 2, radius=4.9)
    for size, number in list(zip(SIZES, counts["Flatten"], strict=True))[1:]:
        sheet.text(across[size] - 10, height(number) - 12, number, 14, "kernel.text", "right",
                   weight="bold")
    sheet.text(across[7], height(counts["GlobalAveragePooling2D"][0]) - 20,
               f"GlobalAveragePooling2D {counts['GlobalAveragePooling2D'][-1]}", 14, "output.text",
               weight="bold")
    sheet.text(60, 150, "Flatten", 14, "kernel.text", "left", weight="bold")
    return sheet


def count(kind, size):
    """Parameters of the layer and the Dense layer after it, for maps of size × size."""
    layers = [keras.Input((size, size, CHANNELS)), kind(), keras.layers.Dense(CLASSES)]
    return keras.Sequential(layers).count_params()
