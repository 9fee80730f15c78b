"""Takes the worked 3D numbers; gives the figures of the Conv3D page, each asked of a layer."""

import numpy as np

from scripts.figures.channels import add_up, only
from scripts.figures.grid import label, short_sum
from scripts.figures.probe import windows
from scripts.figures.strip import show
from scripts.figures.style import Sheet
from scripts.figures.volume import Volume
from scripts.figures.worked import KERNEL_3D, VOLUME, answer, convolution, run

VOLUMES = np.array([VOLUME[:2, :3, :3], VOLUME[1:, 1:, 1:]])  # one for each channel
BLOCKS = np.array([[KERNEL_3D, KERNEL_3D[::-1]],  # filter × channel × depth × height × width
                   [KERNEL_3D[:, ::-1], KERNEL_3D[:, :, ::-1]]])


def window(moving=False):
    """One window through the volume, or all eighteen in turn: two slices of it in each of two."""
    made = run(VOLUME, KERNEL_3D)
    sheet = Sheet(560, 716)
    source = Volume(62, 52, 66, 44, 12, 206)
    target, kernel = Volume(382, 52, 46, 34, 12, 132), Volume(382, 384, 46, 34, 12, 98)
    for x, y, name in ((14, 30, "input"), (346, 30, "output"), (346, 362, "kernel")):
        label(sheet, x, y, name, name, made.shapes[name])
    source.fill(sheet, VOLUME, "input", shift=0.17, fill="input.veil")
    kernel.fill(sheet, KERNEL_3D, "kernel")
    places = sorted(made.windows.taps)
    for place in places:
        target.cell(sheet, place, None, "output", fill="output.veil")
    for volume, values in ((source, VOLUME), (target, made.output), (kernel, KERNEL_3D)):
        volume.indices(sheet, range(len(values)), values.shape[1:])
    for place in places if moving else places[:1]:
        pen = sheet.frame() if moving else sheet
        _show_step(pen, made, place, source, target)
        for other in places:
            if other < place or not moving and other > place:
                target.number(pen, other, show(made.output[other]), "output.text")
    return sheet


def _show_step(pen, made, place, source, target):
    terms = made.terms(place)
    cells = [cell for _, _, cell, _ in terms]
    source.wash(pen, cells)
    source.uprights(pen, cells, VOLUME.shape[1:])
    for _, weight, cell, value in terms:
        source.number(pen, cell, show(value), "input.text", shift=0.17)
        source.weight(pen, cell, weight)
    source.window(pen, cells)
    target.cell(pen, place, show(made.output[place]), "output", width=3)
    tokens = short_sum([(w, v) for _, w, _, v in terms], made.output[place])
    pen.tokens(280, 684, tokens, 22, weight="bold")


def strides():
    """strides 1, 2 and (1, 2, 2) on one volume; cells that no window reads are dashed."""
    sheet = Sheet(560, 650)
    for i, steps in enumerate((1, 2, (1, 2, 2))):
        made = run(VOLUME, KERNEL_3D, strides=steps)
        x = 12 + i * 184
        label(sheet, x, 32, f"strides={steps}")
        label(sheet, x, 448, "output", "output", made.shapes["output"], sheet.smallest)
        _pair(sheet, made, Volume(x + 26, 50, 35, 26, 6, 126), Volume(x + 26, 466, 35, 26, 6, 98),
              (0, 0, 0))
    return sheet


def padding():
    """The two paddings on one volume; "same" adds a hatched slice, row and column at the end."""
    sheet = Sheet(560, 1000)
    for i, kind in enumerate(("valid", "same")):
        made = run(VOLUME, KERNEL_3D, padding=kind)
        x, below = 12 + i * 262, 52 + 142 * (3 + made.windows.after()[0])
        label(sheet, x, 32, f'padding="{kind}"')
        label(sheet, x, below + 16, "output", "output", made.shapes["output"])
        place = max(made.windows.taps) if made.padding() else (0, 0, 0)
        _pair(sheet, made, Volume(x + 40, 50, 42, 24, 8, 142),
              Volume(x + 40, below + 34, 42, 24, 8, 114), place)
    return sheet


def _pair(sheet, made, source, target, place):
    """Input with its padding and unused cells, one window in it, and the output."""
    unused, cells = made.windows.unused(), [cell for _, _, cell, _ in made.terms(place)]
    for cell in made.padding():
        source.cell(sheet, cell, None, "padding")
    for cell in np.ndindex(made.input.shape):
        role = "unused" if cell in unused else "input"
        fill = role if cell in unused or cell in cells else "input.veil"
        source.cell(sheet, cell, None, role, fill=fill)
    source.uprights(sheet, cells, np.add(made.input.shape, made.windows.after())[1:])
    for cell in np.ndindex(made.input.shape):
        colour = "unused.text" if cell in unused else "input.text"
        source.number(sheet, cell, show(made.input[cell]), colour)
    source.window(sheet, cells)
    for cell in np.ndindex(made.output.shape):
        fill = "output" if cell == place else "output.veil"
        target.cell(sheet, cell, show(made.output[cell]), "output", fill=fill)
    target.window(sheet, [place], "output")


def channels():
    """Two channels through two filters: each filter has a block of weights for each channel."""
    x = np.moveaxis(VOLUMES, 0, -1)
    layer = convolution(np.moveaxis(BLOCKS, (0, 1), (-1, -2)))
    outputs = answer(layer, x)
    cells = sorted(windows(layer, x.shape).taps[0, 0, 0].values())
    sheet = Sheet(560, 722)
    for number in range(2):
        sheet.box(196 + 180 * number, 8, 172, 590, "kernel.veil", radius=14)
    for channel in range(2):
        _channel_row(sheet, layer, x, channel, cells)
    for number in range(2):
        parts = [answer(layer, only(x, c))[0, 0, 0, number] for c in range(2)]
        left = 204 + 180 * number
        add_up(sheet, left, 572, parts, outputs[0, 0, 0, number])
        label(sheet, left, 628, f"output[..., {number}]", "output")
        target = Volume(left + 22, 642, 44, 30, 9, 92)
        target.fill(sheet, outputs[..., number], "output", fill="output.veil")
        target.cell(sheet, (0, 0, 0), show(outputs[0, 0, 0, number]), "output", width=3)
    return sheet


def _channel_row(sheet, layer, x, channel, cells):
    """One input channel and the blocks of weights that the two filters have for it."""
    y, role = 44 + 276 * channel, f"channel{channel}"
    source = Volume(44, y, 44, 30, 9, 118)
    label(sheet, 14, y - 14, f"input[..., {channel}]", role)
    for cell in np.ndindex(x.shape[:-1]):
        source.cell(sheet, cell, None, role, fill=role if cell in cells else f"{role}.veil")
    source.uprights(sheet, cells, x.shape[1:-1])
    for cell in np.ndindex(x.shape[:-1]):
        source.number(sheet, cell, show(x[(*cell, channel)]), f"{role}.text")
    source.window(sheet, cells)
    for number in range(2):
        left = 204 + 180 * number
        label(sheet, left - 2, y - 14, f"kernel[..., {channel}, {number}]", "kernel",
              size=sheet.smallest)
        block = Volume(left + 22, y, 44, 30, 9, 92)
        block.fill(sheet, layer.kernel.numpy()[..., channel, number], "kernel", line=f"{role}.line")
        part = answer(layer, only(x, channel))[0, 0, 0, number]
        sheet.arrow((left + 40, y + 166), (left + 40, y + 196))
        sheet.text(left + 40, y + 214, show(part), 20, f"{role}.text", weight="bold")
