"""Takes the worked 2D numbers; gives the Conv2DTranspose figures, each asked of a real layer."""

import keras
import numpy as np

from scripts.figures.grid import Grid, label, merge
from scripts.figures.overview import landscape
from scripts.figures.scatter import scatter
from scripts.figures.strip import factor, show
from scripts.figures.style import Sheet
from scripts.figures.worked import KERNEL_2D

IMAGE = np.array([[1, 2], [3, 1]])
PLACE = (2, 2)  # the output cell that all four stamps reach
WIDTH = 560


def window(moving=False):
    """Each input cell stamps its multiple of the kernel; where stamps overlap they add up."""
    made = scatter(IMAGE, KERNEL_2D, strides=2)
    sheet = Sheet(WIDTH, 430)
    source, target = Grid(18, 46, 58), Grid(240, 46, 61)
    for name, grid in (("input", source), ("output", target)):
        label(sheet, grid.x, grid.y - 12, name, name, made.shapes[name])
    if not moving:
        _kernel(sheet, made)
    source.fill(sheet, IMAGE, "input", fill="input.veil")
    for place in np.ndindex(made.output.shape):
        target.cell(sheet, place, None, "output", fill="output.veil")
    if moving:
        for number in range(IMAGE.size):
            _stamp(sheet.frame(), made, number, source, target)
        last = sheet.frame()
        _kernel(last, made)
        _overlap(last, made, source, target)
    else:
        _overlap(sheet, made, source, target)
    return sheet


def _kernel(pen, made):
    """The kernel; in front of the beam, so that it belongs to every frame."""
    label(pen, 18, 212, "kernel", "kernel", made.shapes["kernel"])
    Grid(18, 224, 46).fill(pen, KERNEL_2D, "kernel")


def _stamp(pen, made, number, source, target):
    """One input cell times the kernel, added to what is there."""
    cells = sorted(made.reach)
    cell = cells[number]
    goes = made.reach[cell]
    after = made.upto(cells[:number + 1])
    _beam(pen, source, target, cell, goes.values())
    _kernel(pen, made)
    source.fill(pen, made.input, "input", fill="input.veil")
    source.cell(pen, cell, show(made.input[cell]), width=3)
    seen = {place for other in cells[:number] for place in made.reach[other].values()}
    for place in seen - set(goes.values()):
        target.cell(pen, place, show(after[place]), "output")
    for tap, place in goes.items():
        added = made.kernel[tap] * made.input[cell]
        target.cell(pen, place, show(after[place]), "output", shift=0.08)
        sign = "+" if added >= 0 else ""
        _note(pen, target, place, f"{sign}{show(added)}")
    target.window(pen, list(goes.values()))
    tokens = [("output += ", "output.text"), (show(made.input[cell]), "input.text"),
              (" · kernel", "kernel.text")]
    pen.tokens(target.x, 396, tokens, 21, "left", "bold")


def _note(pen, target, place, text):
    """What has just been added, in the lower right corner of a cell."""
    x, y = target.corner(place)
    size = pen.sheet.smallest
    pen.text(x + target.side - 4, y + target.side - 10, text, size, "kernel.text", "right",
             weight="bold")


def _beam(pen, source, target, cell, goes):
    first, last = source.span([cell]), target.span(list(goes))
    pen.polygon([(first[0] + first[2], first[1]), (last[0] - 3, last[1]),
                 (last[0] - 3, last[1] + last[3]), (first[0] + first[2], first[1] + first[3])],
                "kernel.veil")


def _overlap(pen, made, source, target):
    """All four stamps, and the cell where they meet added up."""
    source.fill(pen, made.input, "input")
    for place in np.ndindex(made.output.shape):
        target.cell(pen, place, show(made.output[place]), "output")
    for goes in made.reach.values():
        target.window(pen, list(goes.values()), width=2.25, grow=1)
    target.window(pen, [PLACE], "output", width=3.5, grow=1)
    tokens = []
    for weight, value in made.parts(PLACE):
        tokens += [(" + ", "muted")] if tokens else []
        tokens += [(factor(value), "input.text"), ("·", "muted"), (factor(weight), "kernel.text")]
    tokens += [(" = ", "muted"), (show(made.output[PLACE]), "output.text")]
    pen.tokens(WIDTH / 2, 396, merge(tokens), 21, weight="bold")


def strides():
    """strides 1, 2, 3 and 4: four stamps, further and further apart."""
    sheet = Sheet(WIDTH, 530)
    for i in range(4):
        made = scatter(IMAGE, KERNEL_2D, strides=i + 1)
        x, y = 16 + i % 2 * 284, (30, 258)[i // 2]
        label(sheet, x, y, f"strides={i + 1}")
        label(sheet, x + 128, y, made.shapes["output"], "output", size=sheet.smallest)
        _written(sheet, made, Grid(x + 2, y + 14, (44, 36, 31, 31)[i]))
    return sheet


def padding():
    """What "same" keeps of "valid": cells that are cut off are dashed."""
    sheet = Sheet(WIDTH, 556)
    rows = [('padding="valid"', None, "valid"), ('padding="same"', None, "same"),
            ('padding="same",', 0, "same")]
    for i, (text, extra, kind) in enumerate(rows):
        made = scatter(IMAGE, KERNEL_2D, strides=2, padding=kind, output_padding=extra)
        x, y = 16 + i % 2 * 284, 30 + i // 2 * 276
        label(sheet, x, y, text)
        if extra == 0:
            label(sheet, x, y + 24, "output_padding=0")
            y += 24
        first = min(made.places())
        grid = Grid(x + 4 - 40 * min(first[1], 0), y + 18 - 40 * min(first[0], 0), 40)
        _written(sheet, made, grid)
        sheet.text(x + 214, y + 110, made.shapes["output"][0], 17, "output.text", "left",
                   weight="bold")
    return sheet


def _written(sheet, made, grid):
    """The output with its stamps framed; what no stamp reaches is hatched, what is cut dashed."""
    for place in made.cut():
        value = sum(weight * value for weight, value in made.parts(place))
        grid.cell(sheet, place, show(value), "unused", size=sheet.smallest)
    for place in np.ndindex(made.output.shape):
        role = "output" if made.parts(place) else "padding"
        grid.cell(sheet, place, show(made.output[place]), role, size=sheet.smallest)
    for goes in made.reach.values():
        grid.window(sheet, list(goes.values()), width=2, grow=1)


def checkerboard():
    """How often each output cell is written, counted by the layer with ones alone."""
    sheet = Sheet(WIDTH, 606)
    for i, (kernel_size, step) in enumerate(((2, 2), (3, 2), (4, 2), (5, 2))):
        layer = keras.layers.Conv2DTranspose(1, kernel_size, step, kernel_initializer="ones")
        counts = np.asarray(layer(np.ones((1, 4, 4, 1), "float32")))[0, :, :, 0].astype(int)
        x, y = 14 + i % 2 * 276, 30 + i // 2 * 296
        label(sheet, x, y, f"kernel_size={kernel_size}, strides={step}")
        pitch = 264 / len(counts) if len(counts) > 10 else 26
        sheet.pixels(x, y + 14, pitch, counts, "output", low=-1, high=13)
        for row, column in np.ndindex(counts.shape):
            spot = x + (column + 0.5) * pitch, y + 14 + (row + 0.5) * pitch
            sheet.text(*spot, counts[row, column], sheet.smallest, "ink")
    return sheet


def checkerboard_picture():
    """One picture through kernels of ones: 3 by strides of 2 leaves a pattern, 4 does not."""
    x = landscape(16)
    sheet = Sheet(WIDTH, 252)
    label(sheet, 14, 30, "input")
    sheet.pixels(14, 44, 7.5, x, "grey", low=0, high=1)
    for i, kernel_size in enumerate((3, 4)):
        layer = keras.layers.Conv2DTranspose(1, kernel_size, 2, kernel_initializer="ones")
        y = np.asarray(layer(x[None, :, :, None].astype("float32")))[0, :, :, 0]
        left = 154 + 204 * i
        label(sheet, left, 30, f"kernel_size={kernel_size}")
        sheet.pixels(left, 44, 190 / len(y), y, "grey", low=0, high=float(y.max()))
    return sheet


def channels():
    """Two input channels, two filters: each filter has a slice of weights for each channel."""
    x = np.array([IMAGE, [[0, 1], [1, 2]]])
    slices = np.array([[KERNEL_2D, np.eye(3, dtype=int)], [KERNEL_2D.T, 1 - np.eye(3, dtype=int)]])
    sheet = Sheet(WIDTH, 600)
    layer = keras.layers.Conv2DTranspose(2, 3, strides=2, use_bias=False)
    layer.build((None, 2, 2, 2))
    layer.set_weights([np.moveaxis(slices, (0, 1), (-2, -1))])
    outputs = np.rint(layer(np.moveaxis(x, 0, -1)[None].astype("float32"))[0]).astype(int)
    for number in range(2):
        left = 176 + 194 * number
        sheet.box(left - 8, 8, 184, 342, "kernel.veil", radius=14)
        for channel in range(2):
            role, y = f"channel{channel}", 42 + 164 * channel
            label(sheet, left, y - 8, f"kernel[:, :, {number}, {channel}]", "kernel",
                  size=sheet.smallest)
            Grid(left + 22, y + 6, 40).fill(sheet, slices[number, channel], "kernel",
                                            line=f"{role}.line")
        label(sheet, left, 392, f"output[:, :, {number}]", "output", size=sheet.smallest)
        Grid(left, 404, 36).fill(sheet, outputs[..., number], "output", size=sheet.smallest)
        sheet.arrow((left + 84, 352), (left + 84, 374), "kernel.line", 2)
    for channel in range(2):
        role, y = f"channel{channel}", 42 + 164 * channel
        label(sheet, 16, y - 8, f"input[:, :, {channel}]", role, size=sheet.smallest)
        Grid(16, y + 26, 48).fill(sheet, x[channel], role)
    return sheet
