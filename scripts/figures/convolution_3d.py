"""Takes the worked 3D numbers; gives the figures of the Conv3D page, each asked of a layer."""

import numpy as np

from scripts.figures.grid import label, short_sum
from scripts.figures.strip import show
from scripts.figures.style import Sheet
from scripts.figures.volume import Volume
from scripts.figures.worked import KERNEL_3D, VOLUME, run


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
    for cell in cells:
        source.cell(pen, cell)
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
    sheet = Sheet(560, 614)
    for i, steps in enumerate((1, 2, (1, 2, 2))):
        made = run(VOLUME, KERNEL_3D, strides=steps)
        x = 12 + i * 184
        label(sheet, x, 32, f"strides={steps}")
        _pair(sheet, made, Volume(x + 36, 50, 34, 26, 9, 126), Volume(x + 36, 436, 34, 26, 9, 98))
    return sheet


def padding():
    """The two paddings on one volume; "same" adds a hatched slice, row and column at the end."""
    sheet = Sheet(560, 900)
    for i, kind in enumerate(("valid", "same")):
        made = run(VOLUME, KERNEL_3D, padding=kind)
        x = 12 + i * 264
        label(sheet, x, 32, f'padding="{kind}"')
        _pair(sheet, made, Volume(x + 40, 50, 41, 27, 8, 152), Volume(x + 40, 520, 41, 27, 8, 126),
              (2, 2, 2))
    return sheet


def _pair(sheet, made, source, target, place=(0, 0, 0)):
    """Input with its padding and unused cells, one window in it, and the output."""
    unused, taps = made.windows.unused(), made.windows.taps
    place = place if place in taps else max(taps)
    cells = [cell for _, _, cell, _ in made.terms(place)]
    for cell in made.padding():
        source.cell(sheet, cell, None if cell in cells else None, "padding")
    for cell in sorted(np.ndindex(made.input.shape)):
        role = "unused" if cell in unused else "input"
        fill = role if cell in unused or cell in cells else "input.veil"
        source.cell(sheet, cell, None, role, fill=fill)
    source.uprights(sheet, cells, made.input.shape[1:])
    for cell in np.ndindex(made.input.shape):
        colour = "unused.text" if cell in unused else "input.text"
        source.number(sheet, cell, show(made.input[cell]), colour)
    source.window(sheet, cells)
    for cell in np.ndindex(made.output.shape):
        lit = cell == place
        target.cell(sheet, cell, show(made.output[cell]), "output",
                    fill="output" if lit else "output.veil")
    target.window(sheet, [place], "output")


def channels():
    """Two channels through two filters: each filter has a block of weights for each channel."""
    return None
