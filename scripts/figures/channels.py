"""Takes the worked numbers with channels; gives the 2D figures of channels, groups and paths."""

from fractions import Fraction

import keras
import numpy as np

from scripts.figures import picture
from scripts.figures.grid import Grid, label
from scripts.figures.palette import shade
from scripts.figures.probe import probe, windows
from scripts.figures.strip import factor, show
from scripts.figures.style import Sheet
from scripts.figures.volume import Slice
from scripts.figures.worked import answer, convolution

COLOUR_IMAGE = np.array([[[1, 0, 2, 1], [0, 1, 1, 0], [2, 1, 0, 1], [1, 0, 1, 2]],
                         [[0, 1, 1, 2], [2, 0, 1, 0], [1, 1, 0, 2], [0, 2, 1, 1]],
                         [[2, 0, 0, 1], [1, 2, 1, 0], [0, 1, 2, 1], [1, 0, 0, 2]]])
FILTERS = np.array([[[[1, 0], [0, 1]], [[0, 2], [-1, 0]], [[1, -1], [0, 0]]],
                    [[[0, 1], [-1, 0]], [[1, 0], [0, 1]], [[0, 0], [2, 1]]]])
KERNELS = [  # edges, blur, sharpen
    np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]]),
    np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16,
    np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
]


def channels():
    """Three channels through two filters: each filter has a slice of weights for each channel."""
    x = np.moveaxis(COLOUR_IMAGE, 0, -1)
    kernel = np.moveaxis(FILTERS, (0, 1), (-1, -2))
    layer = convolution(kernel)
    outputs, cells = answer(layer, x), sorted(windows(layer, x.shape).taps[0, 0].values())
    sheet = Sheet(560, 772)
    for number in range(2):
        sheet.box(196 + 180 * number, 8, 172, 588, "kernel.veil", radius=14)
    for channel in range(3):
        _channel_row(sheet, layer, x, channel, cells)
    for number in range(2):
        parts = [answer(layer, only(x, c))[0, 0, number] for c in range(3)]
        left = 204 + 180 * number
        add_up(sheet, left, 568, parts, outputs[0, 0, number])
        target = Grid(left, 642, 38)
        label(sheet, left, 630, f"output[:, :, {number}]", "output")
        target.fill(sheet, outputs[..., number], "output", fill="output.veil")
        target.cell(sheet, (0, 0), show(outputs[0, 0, number]), "output")
        target.window(sheet, [(0, 0)], "output")
    return sheet


def _channel_row(sheet, layer, x, channel, cells):
    """One input channel and the slices of weights that the two filters have for it."""
    y, role = 40 + 190 * channel, f"channel{channel}"
    source = Grid(16, y, 38)
    label(sheet, 16, y - 10, f"input[:, :, {channel}]", role)
    source.fill(sheet, x[..., channel], role, fill=f"{role}.veil")
    for cell in cells:
        source.cell(sheet, cell, show(x[(*cell, channel)]), role)
    source.window(sheet, cells)
    for number in range(2):
        left = 204 + 180 * number
        slices = Grid(left, y + 26, 38)
        if channel:
            sheet.text(left + 128, y - 33, "+", 20, "muted")
        label(sheet, left - 4, y + 10, f"kernel[:, :, {channel}, {number}]", "kernel",
              size=sheet.smallest)
        slices.fill(sheet, layer.kernel.numpy()[:, :, channel, number], "kernel", line=f"{role}.line")
        part = answer(layer, only(x, channel))[0, 0, number]
        sheet.arrow((left + 84, y + 62), (left + 110, y + 62))
        sheet.text(left + 122, y + 62, show(part), 20, f"{role}.text", "left", weight="bold")


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
            _slice(sheet, across, down, 28, f"channel{channel}.line")
        sheet.cell(left, y + 152, 48, text=number, role="output", size=18)
    for channel in range(len(feeds[0])):
        sheet.cell(x + 74 * channel, y, 48, text=channel, role=f"channel{channel}", size=18)


def _slice(sheet, x, y, side, line):
    """One 3 × 3 slice of a filter, too small for its numbers."""
    sheet.cell(x, y, side, role="kernel", radius=4, line=line, width=2)
    for at in (side / 3, 2 * side / 3):
        sheet.line([(x + at, y + 2), (x + at, y + side - 2)], line, 0.8)
        sheet.line([(x + 2, y + at), (x + side - 2, y + at)], line, 0.8)


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
    held = None
    for plane, count, role in zip(planes, [*counts, final], ("input", "output", "output"),
                                  strict=True):
        reached = sorted(tuple(cell) for cell in np.argwhere(count).tolist())
        _draw_paths(sheet, plane, count, role)
        if held:
            _join(sheet, *held, plane, reached)
        line = "output.line" if count is final else "kernel.line"
        sheet.polygon(plane.around(reached), None, line, 3)
        held = plane, reached, len(count)
    label(sheet, 14, 30, "input", "input", whole.input_shape)
    sheet.text(14, 304, tuple(middle), sheet.smallest, "output.text", "left")
    label(sheet, 14, 520, "output", "output", whole.output_shape)
    for y in (290, 502):
        sheet.text(546, y, "Conv2D(1, 3)", sheet.smallest, "kernel.text", "right", weight="bold")
    return sheet


def _draw_paths(sheet, plane, count, role):
    for cell in np.ndindex(count.shape):
        paths = count[cell]
        fill = shade(role, 0.1 + 0.35 * paths / count.max()) if paths else f"{role}.veil"
        plane.cell(sheet, cell, show(paths) if paths and count.sum() > 1 else None, role, fill=fill)


def _join(sheet, upper, held, rows, lower, reached):
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
    within = (int(x.min()), int(x.max()))
    picture.draw(sheet, x, within, 160, 40, 5)
    for i, kernel in enumerate(KERNELS):
        y = answer(convolution(kernel[..., None, None]), x[..., None])[..., 0]
        left = 16 + 184 * i
        middle = left + 80
        sheet.curve((280, 284), (middle, 330), "kernel.line", 2)
        weights = Grid(middle - 64, 332, 44)
        for place in np.ndindex(kernel.shape):
            text = str(Fraction(kernel[place]).limit_denominator(99)).replace("-", "\u2212")
            weights.cell(sheet, place, text, "kernel", size=sheet.smallest)
        sheet.arrow((middle, 468), (middle, 494), "kernel.line", 2)
        # black is below 0 and grey is 0 where a kernel's weights sum to 0: it shows differences
        limits = within if kernel.sum() else (-within[1], within[1])
        picture.draw(sheet, y, limits, left, 498, 160 / len(y))
        picture.scale(sheet, y, limits, left, 668, 160, sheet.smallest)
    return sheet
