"""Takes the worked numbers with channels; gives the 2D figures of channels, groups and paths."""

from fractions import Fraction

import keras
import numpy as np

from scripts.figures import picture
from scripts.figures.grid import Grid, label
from scripts.figures.probe import probe, windows
from scripts.figures.strip import factor, show
from scripts.figures.style import Sheet
from scripts.figures.volume import Slice
from scripts.figures.palette import shade
from scripts.figures.worked import answer, convolution

COLOUR_IMAGE = np.array([[[1, 0, 2, 1], [0, 1, 1, 0], [2, 1, 0, 1], [1, 0, 1, 2]],
                         [[0, 1, 1, 2], [2, 0, 1, 0], [1, 1, 0, 2], [0, 2, 1, 1]],
                         [[2, 0, 0, 1], [1, 2, 1, 0], [0, 1, 2, 1], [1, 0, 0, 2]]])
FILTERS = np.array([[[[1, 0], [0, 1]], [[0, 2], [-1, 0]], [[1, -1], [0, 0]]],
                    [[[0, 1], [-1, 0]], [[1, 0], [0, 1]], [[0, 0], [2, 1]]]])
KERNELS = {  # edges, blur, sharpen
    "edge": np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]]),
    "blur": np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16,
    "sharp": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
}


def channels():
    """Three channels through two filters: each filter has a slice of weights for each channel."""
    x = np.moveaxis(COLOUR_IMAGE, 0, -1)
    kernel = np.moveaxis(FILTERS, (0, 1), (-1, -2))
    layer = convolution(kernel)
    outputs, cells = answer(layer, x), sorted(windows(layer, x.shape).taps[0, 0].values())
    sheet = Sheet(560, 790)
    for channel in range(3):
        _channel_row(sheet, layer, x, channel, cells)
    for number in range(2):
        parts = [answer(layer, only(x, c))[0, 0, number] for c in range(3)]
        left = 224 + 174 * number
        sheet.line([(left + 34, 526), (left + 34, 562)], "kernel.line", 2)
        add_up(sheet, left, 582, parts, outputs[0, 0, number])
        target = Grid(left, 646, 38)
        label(sheet, left, 636, f"output[:, :, {number}]", "output")
        target.fill(sheet, outputs[..., number], "output", fill="output.veil")
        target.cell(sheet, (0, 0), show(outputs[0, 0, number]), "output")
        target.window(sheet, [(0, 0)], "output")
    return sheet


def _channel_row(sheet, layer, x, channel, cells):
    """One input channel and the slices of weights that the two filters have for it."""
    y, role = 40 + 182 * channel, f"channel{channel}"
    source = Grid(16, y, 38)
    label(sheet, 16, y - 10, f"input[:, :, {channel}]", role)
    source.fill(sheet, x[..., channel], role, fill=f"{role}.veil")
    for cell in cells:
        source.cell(sheet, cell, show(x[(*cell, channel)]), role)
    source.window(sheet, cells)
    for number in range(2):
        left = 224 + 174 * number
        slices = Grid(left, y + 34, 38)
        if channel:
            sheet.line([(left + 34, y - 34), (left + 34, y - 1)], "kernel.line", 2)
        label(sheet, left, y + 22, f"kernel[:, :, {channel}, {number}]", "kernel")
        slices.fill(sheet, layer.kernel.numpy()[:, :, channel, number], "kernel", line=f"{role}.line")
        part = answer(layer, only(x, channel))[0, 0, number]
        sheet.tokens(left + 90, y + 71, [("→ ", "muted"), (show(part), f"{role}.text")], 20, "left",
                     "bold")


def only(x, channel):
    """The input with all channels but one set to 0."""
    return x * (np.arange(x.shape[-1]) == channel)


def add_up(sheet, x, y, parts, result, size=17):
    """The parts of the channels, in their colours, and their sum."""
    tokens = []
    for channel, part in enumerate(parts):
        tokens += [(" + ", "muted")] if channel else []
        tokens += [(factor(part), f"channel{channel}.text")]
    tokens += [(" = ", "muted"), (show(result), "output.text")]
    sheet.tokens(x, y, tokens, size, "left", "bold")


def groups():
    """Which of four input channels feed which of four filters, for groups 1, 2 and 4."""
    sheet = Sheet(480, 690)
    for row, number in enumerate((1, 2, 4)):
        layer = keras.layers.Conv2D(4, 3, groups=number)
        feeds = probe(layer, (3, 3, 4)).count[0, 0].sum(axis=(1, 2))
        y = 20 + 230 * row
        facts = [(f"groups={number}", 17, "ink", "bold"), ("kernel.shape", 14, "muted", "normal"),
                 (str(tuple(layer.kernel.shape)), 15, "kernel.text", "bold"),
                 ("count_params()", 14, "muted", "normal"),
                 (str(layer.count_params()), 15, "kernel.text", "bold")]
        for drop, (text, size, colour, weight) in zip((12, 62, 84, 122, 144), facts, strict=True):
            sheet.text(16, y + drop, text, size, colour, ha="left", weight=weight)
        _draw_feeds(sheet, 176, y, feeds)
    return sheet


def _draw_feeds(sheet, x, y, feeds):
    """Channels, below them each filter's slices of weights, below them what each filter gives."""
    for number, fed in enumerate(feeds):
        places = np.flatnonzero(fed)
        left = x + 74 * number
        spots = [(left + 10 + 6 * (i - (len(places) - 1) / 2), y + 104 + 5 * i)
                 for i in range(len(places))]
        sheet.curve((left + 24, y + 128), (left + 24, y + 152), "kernel.line", 2)
        for channel, (across, down) in zip(places, spots, strict=True):
            start = (x + 74 * channel + 24, y + 48)
            sheet.curve(start, (across + 14, down), f"channel{channel}.line", 2)
        for channel, (across, down) in zip(places, spots, strict=True):
            _map(sheet, across, down, 28, "kernel", line=f"channel{channel}.line", width=2)
        _map(sheet, left, y + 152, 48, "output", number)
    for channel in range(len(feeds[0])):
        _map(sheet, x + 74 * channel, y, 48, f"channel{channel}", channel)


def _map(sheet, x, y, side, role, number=None, cells=3, **look):
    """A small square map; its grid shows, its numbers do not."""
    sheet.cell(x, y, side, role=role, radius=4, **look)
    for i in range(1, cells):
        at = i * side / cells
        line = look.get("line", f"{role}.line")
        sheet.line([(x + at, y + 2), (x + at, y + side - 2)], line, 0.6)
        sheet.line([(x + 2, y + at), (x + side - 2, y + at)], line, 0.6)
    if number is not None:
        sheet.box(x + 12, y + 12, side - 24, side - 24, role, None, 0, 4)
        sheet.text(x + side / 2, y + side / 2, number, 17, f"{role}.text", weight="bold")


def receptive_field():
    """Two layers: the input cells that one output cell sees, with the paths to each."""
    layers = [keras.layers.Conv2D(1, 3) for _ in range(2)]
    whole = probe(keras.Sequential([keras.Input((7, 7, 1)), *layers]), (7, 7, 1))
    middle = layers[0].output.shape[1:]
    counts = [whole.count[1, 1, 0, ..., 0], probe(layers[1], middle).count[1, 1, 0, ..., 0]]
    final = np.zeros(whole.output_shape[:2], int)
    final[1, 1] = 1
    sheet = Sheet(560, 640)
    planes = [Slice(108, 44, 62, 30, 12), Slice(170, 326, 62, 30, 12), Slice(232, 538, 62, 30, 12)]
    for i, (plane, count, role) in enumerate(zip(planes, [*counts, final],
                                                 ("input", "channel0", "output"), strict=True)):
        reached = sorted(tuple(cell) for cell in np.argwhere(count).tolist())
        _draw_paths(sheet, plane, count, role)
        if i:
            _join(sheet, planes[i - 1], held, plane, reached, len(counts[i - 1]))
        plane_outline = plane.around(reached)
        sheet.polygon(plane_outline, None, "output.line" if i == 2 else "kernel.line", 3)
        held = reached
    for y, shape, role in ((30, whole.input_shape, "input"), (312, tuple(middle), "channel0"),
                           (524, whole.output_shape, "output")):
        label(sheet, 14, y, str(tuple(shape)), role)
    for y, layer in ((284, layers[0]), (496, layers[1])):
        label(sheet, 14, y, "Conv2D(1, 3)", "kernel")
    return sheet


def _draw_paths(sheet, plane, count, role):
    for cell in np.ndindex(count.shape):
        paths = count[cell]
        fill = shade(role, 0.15 + 0.4 * paths / count.max()) if paths else f"{role}.veil"
        plane.cell(sheet, cell, show(paths) if paths else None, role, fill=fill)


def _join(sheet, upper, held, lower, reached, rows):
    """Edges from a block of cells down to a block in the plane below, from where one sees them."""
    bottom = upper.point(rows, 0)[1]
    for (x0, y0), (x1, y1) in zip(upper.around(held), lower.around(reached), strict=True):
        share = (bottom - y0) / (y1 - y0)
        sheet.line([(x0 + (x1 - x0) * share, bottom), (x1, y1)], "kernel.line", 1.75)


def edges():
    """One picture through three kernels: what each gives, with its weights and its range."""
    x = picture.shapes()
    sheet = Sheet(560, 708)
    label(sheet, 160, 30, "input", "input", (*x.shape, 1))
    picture.draw(sheet, x, 160, 40, 5)
    for i, kernel in enumerate(KERNELS.values()):
        y = answer(convolution(kernel[..., None, None]), x[..., None])[..., 0]
        left = 16 + 184 * i
        middle = left + 80
        sheet.curve((280, 284), (middle, 330), "kernel.line", 2)
        weights = Grid(middle - 64, 332, 44)
        for place in np.ndindex(kernel.shape):
            text = str(Fraction(kernel[place]).limit_denominator(99)).replace("-", "\u2212")
            weights.cell(sheet, place, text, "kernel", size=sheet.smallest)
        sheet.arrow((middle, 468), (middle, 494), "kernel.line", 2)
        picture.draw(sheet, y, left, 498, 160 / len(y))
        picture.scale(sheet, y, left, 668, 160, sheet.smallest)
    return sheet
