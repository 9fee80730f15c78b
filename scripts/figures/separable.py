"""Takes nothing; gives the separable figures, each a sheet drawn from what a real layer answers."""

import keras
import numpy as np

from scripts.figures.depthwise import SMALL, SMALL_KERNELS, STEP_KERNELS, STEPS, depthwise, feeds
from scripts.figures.grid import Grid
from scripts.figures.probe import windows
from scripts.figures.strip import Strip, equals, products, show
from scripts.figures.style import Sheet
from scripts.figures.worked import answer, convolution

POINTWISE = np.array([[1, 0, 1], [1, -1, 2]])  # input channels × filters
CHANNELS = 32
FILTERS = (8, 16, 32, 64, 128)


def separable(depthwise_kernel, pointwise_kernel):
    """SeparableConv1D or 2D with two kernels of Keras's shapes."""
    rank = depthwise_kernel.ndim - 2
    kind = {1: keras.layers.SeparableConv1D, 2: keras.layers.SeparableConv2D}[rank]
    layer = kind(pointwise_kernel.shape[-1], depthwise_kernel.shape[:rank], use_bias=False)
    layer.build((None,) * (rank + 1) + (depthwise_kernel.shape[-2],))
    layer.set_weights([depthwise_kernel, pointwise_kernel])
    return layer


def take_steps(depthwise_kernel, x):
    """The whole layer, its first step and its second; ValueError if two steps are not the whole."""
    rank = x.ndim - 1
    pointwise_kernel = POINTWISE.reshape(*[1] * rank, *POINTWISE.shape)
    whole = separable(depthwise_kernel, pointwise_kernel)
    first, second = depthwise(depthwise_kernel), convolution(pointwise_kernel)
    middle = answer(first, x)
    outputs = answer(second, middle)
    if not np.array_equal(outputs, answer(whole, x)):
        raise ValueError("the depthwise and the pointwise step do not give what the layer gives")
    return whole, first, second, middle, outputs


def one_steps():
    """A sequence through the depthwise step, then through the pointwise step."""
    x = STEPS[:, :2]
    whole, first, second, middle, outputs = take_steps(STEP_KERNELS[:, :2, None], x)
    taken = [tap for (tap,) in windows(first, x.shape).taps[0,].values()]
    sheet = Sheet(480, 572)
    top, mid, low = (_stack_strips(sheet, 16 + 37 * (len(x) - len(table)) / 2, y, table.shape[1])
                     for table, y in ((x, 36), (middle, 234), (outputs, 432)))
    _fall(sheet, top, taken, mid, 0)
    _fall(sheet, mid, [0], low, 0)
    for rows, table, role in ((top, x, "channel"), (mid, middle, "channel"), (low, outputs, "")):
        for number, row in enumerate(rows):
            row.cells(table[:, number], f"channel{number}" if role else "output")
    for rows, first_cell, last_cell in ((top, taken[0], taken[-1]), (mid, 0, 0)):
        left, right = rows[0].left(first_cell), rows[0].left(last_cell) + 32
        sheet.outline(left, rows[0].y, right - left, rows[-1].bottom - rows[0].y)
    for number, row in enumerate(mid):
        colour = f"channel{number}.text"
        terms = zip(STEP_KERNELS[:, number], x[taken, number], strict=True)
        _write(row, products(terms, [colour] * len(taken)) + equals(middle[0, number], colour))
    for number, row in enumerate(low):
        terms = zip(POINTWISE[:, number], middle[0], strict=True)
        _write(row, products(terms, ["channel0.text", "channel1.text"])
               + equals(outputs[0, number]))
    _name(sheet, 16, 18, "input", x.shape)
    _name(sheet, 252, 132, "depthwise_kernel", whole.depthwise_kernel.shape)
    _name(sheet, 252, 330, "pointwise_kernel", whole.pointwise_kernel.shape)
    _name(sheet, low[0].left(0), 554, "output", outputs.shape)
    for table, y in ((STEP_KERNELS[:, :2].T, 146), (POINTWISE, 344)):
        for number, weights in enumerate(table):
            row = Strip(sheet, 252, y + 36 * number, 32, 5)
            row.cells(weights, "kernel", line=f"channel{number}.line", width=2)
    return sheet


def _stack_strips(sheet, x, y, count):
    return [Strip(sheet, x, y + 37 * number, 32, 5) for number in range(count)]


def _fall(sheet, rows, taken, below, place):
    """Soft band from a window over all rows down to one column of the rows below."""
    upper, lower = rows[-1], below[0]
    sheet.funnel(upper.left(taken[0]) - 4, upper.left(taken[-1]) + 36, upper.bottom,
                 lower.left(place) - 4, lower.left(place) + 36, lower.y)


def _write(row, tokens):
    row.pen.tokens(222, row.y + 16, tokens, 14.5, ha="left", weight="bold")


def _name(sheet, x, y, name, shape):
    role = "kernel" if "kernel" in name else name
    sheet.tokens(x, y, [(name, role + ".text")], 14, ha="left", weight="bold")
    sheet.text(x + 8.4 * (len(name) + 1), y, tuple(shape), 14, "muted", ha="left")


def two_steps():
    """A picture through the depthwise step, then through the pointwise step."""
    kernel = np.moveaxis(SMALL_KERNELS[[0, 2]], 0, 2)[..., None]
    whole, first, second, middle, outputs = take_steps(kernel, SMALL)
    sheet = Sheet(480, 560)
    labels = [("input", SMALL.shape, 56), ("depthwise_kernel", whole.depthwise_kernel.shape, 160),
              ("", middle.shape, 262), ("pointwise_kernel", whole.pointwise_kernel.shape, 410),
              ("output", outputs.shape, 500)]
    for name, shape, y in labels:
        role = name if name in ("input", "output") else "kernel"
        sheet.text(16, y - 10, name, 14, role + ".text", ha="left", weight="bold")
        sheet.text(16, y + 12, tuple(shape), 14, "muted", ha="left")
    for output, channel in zip(*np.nonzero(feeds(first, SMALL.shape)), strict=True):
        _draw_first(sheet, 232 + 156 * channel, channel, kernel[..., channel, 0],
                    middle[..., output])
    for output, channel in zip(*np.nonzero(feeds(second, middle.shape)), strict=True):
        ends = (232 + 156 * channel, 306), (199 + 111 * output - 14 + 28 * channel, 396)
        sheet.curve(*ends, f"channel{channel}.line", 2)
    for number in range(outputs.shape[-1]):
        _draw_second(sheet, 199 + 111 * number, POINTWISE[:, number], outputs[..., number])
    return sheet


def _draw_first(sheet, x, channel, kernel, middle):
    """One channel: input map, its kernel, what comes out of the depthwise step."""
    role = f"channel{channel}"
    sheet.line([(x, 110), (x, 136)], role + ".line", 2)
    sheet.arrow((x, 188), (x, 218), role + ".line", 2)
    Grid(x - 50, 10, 26).fill(sheet, SMALL[..., channel], role)
    Grid(x - 24, 136, 26).fill(sheet, kernel, "kernel", line=role + ".line", width=2)
    Grid(x - 37, 224, 26).fill(sheet, middle, role)


def _draw_second(sheet, x, weights, output):
    """One filter: its weight for each channel, and its output map."""
    for channel, weight in enumerate(weights):
        sheet.cell(x - 26 + 28 * channel, 398, 24, role="kernel", text=show(weight),
                   line=f"channel{channel}.line", width=2)
    sheet.arrow((x, 428), (x, 454), "kernel.line", 2)
    Grid(x - 37, 460, 26).fill(sheet, output, "output")


def two_cost():
    """Parameters of Conv2D and SeparableConv2D over the number of filters, counted by Keras."""
    kinds = {keras.layers.Conv2D: "kernel.12", keras.layers.SeparableConv2D: "kernel.03"}
    counts = {filters: [_count(kind, filters) for kind in kinds] for filters in FILTERS}
    longest = max(max(pair) for pair in counts.values())
    sheet = Sheet(480, 92 + 80 * len(counts))
    shape = f"input_shape=(None, None, {CHANNELS}), kernel_size=3"
    sheet.text(16, 18, shape, 14, "muted", ha="left")
    for number, (kind, fill) in enumerate(kinds.items()):
        x = 16 + 110 * number
        sheet.box(x, 42, 18, 18, fill, "kernel.line", radius=4)
        sheet.text(x + 26, 51, kind.__name__, 14, "ink", ha="left", weight="bold")
    for row, (filters, pair) in enumerate(counts.items()):
        y = 88 + 80 * row
        sheet.text(16, y + 8, f"filters={filters}", 14, ha="left", weight="bold")
        sheet.text(464, y + 8, f"÷ {pair[0] / pair[1]:.1f}", 15, "output.text", "right",
                   weight="bold")
        for number, (value, fill) in enumerate(zip(pair, kinds.values(), strict=True)):
            high, long = y + 22 + 23 * number, max(5, 380 * value / longest)
            sheet.box(16, high, long, 18, fill, "kernel.line", radius=2.5)
            sheet.text(26 + long, high + 9, value, 14, "kernel.text", ha="left")
    return sheet


def _count(kind, filters):
    layer = kind(filters, 3)
    layer.build((None, None, None, CHANNELS))
    return layer.count_params()
