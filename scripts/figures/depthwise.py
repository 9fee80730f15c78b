"""Takes nothing; gives the depthwise figures, each a sheet drawn from what a real layer answers."""

import keras
import numpy as np

from scripts.figures.grid import Grid
from scripts.figures.probe import probe, windows
from scripts.figures.strip import Strip, equals, products, show
from scripts.figures.style import Sheet
from scripts.figures.worked import IMAGE, KERNEL_2D, answer

STEPS = np.array([[1, 2, 0, 3, 1, 2], [0, 1, 2, 1, 0, 1], [2, 0, 1, 1, 3, 0]]).T
STEP_KERNELS = np.array([[2, 1, -1], [1, -1, 1], [1, 0, -1]]).T
IMAGES = np.stack([IMAGE, IMAGE.T[::-1], (IMAGE + np.eye(5, dtype=int)) % 3], axis=-1)
KERNELS = np.stack([KERNEL_2D, [[0, 1, 0], [1, -1, 1], [0, 1, 0]],
                    [[1, 0, 0], [0, 1, 0], [0, 0, 1]]], axis=-1)
SMALL = np.stack([[[1, 0, 2, 1], [0, 1, 1, 0], [2, 1, 0, 1], [1, 0, 1, 2]],
                  [[0, 2, 1, 0], [1, 1, 0, 2], [0, 1, 2, 1], [2, 0, 1, 1]]], axis=-1)
SMALL_KERNELS = np.array([[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[1, -1], [0, 0]], [[1, 0], [-1, 0]]])


def depthwise(kernel):
    """DepthwiseConv1D or 2D with a kernel of Keras's shape (…, channels, depth_multiplier)."""
    kind = {1: keras.layers.DepthwiseConv1D, 2: keras.layers.DepthwiseConv2D}[kernel.ndim - 2]
    layer = kind(kernel.shape[:-2], depth_multiplier=kernel.shape[-1], use_bias=False)
    layer.build((None,) * (kernel.ndim - 1) + (kernel.shape[-2],))
    layer.set_weights([kernel])
    return layer


def feeds(layer, shape):
    """Table output channel × input channel: whether the one reads the other."""
    count = probe(layer, shape).count
    rank = len(shape) - 1
    return count.any(axis=(*range(rank), *range(rank + 1, 2 * rank + 1)))


def one_channels():
    """Three channels of a sequence, each with a kernel of its own and an output of its own."""
    layer = depthwise(STEP_KERNELS[..., None])
    outputs = answer(layer, STEPS)
    taken = [tap for (tap,) in windows(layer, STEPS.shape).taps[0,].values()]
    links = feeds(layer, STEPS.shape)
    sheet = Sheet(500, 396)
    heads = [("input", STEPS.shape, 14), ("kernel", tuple(layer.kernel.shape), 240),
             ("output", outputs.shape, 364)]
    for name, shape, x in heads:
        sheet.text(x, 16, name, 15, name + ".text", ha="left", weight="bold")
        sheet.text(x, 38, shape, 14, "muted", ha="left")
    for output, channel in zip(*np.nonzero(links), strict=True):
        y = 66 + 112 * output
        _draw_row(sheet, y, channel, taken, outputs[:, output])
        terms = zip(STEP_KERNELS[:, channel], STEPS[taken, channel], strict=True)
        tokens = products(terms, [f"channel{channel}.text"] * len(taken))
        tokens += equals(outputs[0, output])
        sheet.tokens(240, y + 62, tokens, 15, weight="bold")
    return sheet


def _draw_row(sheet, y, channel, taken, outputs):
    role = f"channel{channel}"
    row, kernel, low = (Strip(sheet, x, y, 30, 4) for x in (14, 240, 364))
    sheet.line([(row.left(6), y + 15), (kernel.left(0) - 4, y + 15)], role + ".line", 2)
    sheet.arrow((kernel.left(3), y + 15), (low.left(0) - 4, y + 15), role + ".line", 2)
    row.cells(STEPS[:, channel], role)
    kernel.cells(STEP_KERNELS[:, channel], "kernel", line=role + ".line", width=2)
    low.cells(outputs, "output", line=role + ".line")
    low.cell(0, outputs[0], "output", line=role + ".line", width=2.5)
    row.outline(taken[0], taken[-1], grow=4, radius=8)


def two_channels():
    """Three channels of a picture, each with a kernel of its own and an output of its own."""
    layer = depthwise(KERNELS[..., None])
    outputs = answer(layer, IMAGES)
    taken = list(windows(layer, IMAGES.shape).taps[0, 0].values())
    sheet = Sheet(480, 596)
    heads = [("input", IMAGES.shape, 16), ("kernel", tuple(layer.kernel.shape), 208),
             ("output", outputs.shape, 370)]
    for name, shape, x in heads:
        sheet.text(x, 16, name, 15, name + ".text", ha="left", weight="bold")
        sheet.text(x, 38, shape, 14, "muted", ha="left")
    for output, channel in zip(*np.nonzero(feeds(layer, IMAGES.shape)), strict=True):
        role, y = f"channel{channel}", 62 + 182 * output
        source, kernel, target = Grid(16, y, 32), Grid(208, y + 32, 32), Grid(370, y + 32, 32)
        middle = y + 78
        sheet.line([(176, middle), (204, middle)], role + ".line", 2)
        sheet.arrow((304, middle), (364, middle), role + ".line", 2)
        source.fill(sheet, IMAGES[..., channel], role)
        kernel.fill(sheet, KERNELS[..., channel], "kernel", line=role + ".line", width=2)
        target.fill(sheet, outputs[..., output], "output", line=role + ".line")
        source.window(sheet, taken)
        target.cell(sheet, (0, 0), show(outputs[0, 0, output]), "output", width=2.5,
                    line=role + ".line")
    return sheet


def two_depth_multiplier():
    """Two channels with one kernel each, and with two kernels each."""
    sheet = Sheet(480, 690)
    for row, multiplier in enumerate((1, 2)):
        kernel = np.stack([SMALL_KERNELS[:multiplier], SMALL_KERNELS[2:2 + multiplier]])
        layer = depthwise(np.moveaxis(kernel, (0, 1), (2, 3)))
        y = 350 * row
        sheet.text(16, y + 18, f"depth_multiplier={multiplier}", 16, ha="left", weight="bold")
        sheet.text(464, y + 18, tuple(layer.kernel.shape), 15, "kernel.text", "right",
                   weight="bold")
        _draw_copies(sheet, y + 44, layer, answer(layer, SMALL))
    return sheet


def _draw_copies(sheet, y, layer, outputs):
    """Input maps, the kernel of each output and the output maps, in three storeys."""
    links = feeds(layer, SMALL.shape)
    kernels = np.asarray(layer.kernel).reshape(*layer.kernel.shape[:2], -1)
    room = 420 / len(links)
    sources = [Grid(30 + 420 * (channel + 0.5) / 2 - 46, y, 24) for channel in range(2)]
    for output, channel in zip(*np.nonzero(links), strict=True):
        middle = 30 + room * (output + 0.5)
        role = f"channel{channel}"
        sheet.curve((sources[channel].x + 46, y + 94), (middle, y + 142), role + ".line", 2)
        sheet.arrow((middle, y + 190), (middle, y + 214), role + ".line", 2)
        Grid(middle - 24, y + 142, 26).fill(sheet, kernels[..., output], "kernel",
                                            line=role + ".line", width=2)
        Grid(middle - 37, y + 218, 26).fill(sheet, outputs[..., output], "output",
                                            line=role + ".line")
    for channel, source in enumerate(sources):
        source.fill(sheet, SMALL[..., channel], f"channel{channel}")
