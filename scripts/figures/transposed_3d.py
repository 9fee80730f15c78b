"""Takes the worked 3D numbers; gives the Conv3DTranspose figures, each asked of a real layer."""

import numpy as np

from scripts.figures.grid import label, merge
from scripts.figures.scatter import scatter
from scripts.figures.strip import factor, show
from scripts.figures.style import Sheet
from scripts.figures.volume import Volume
from scripts.figures.worked import KERNEL_3D

BLOCK = np.array([[[1, 3], [2, 1]], [[2, 1], [3, 2]]])
PLACE = (1, 1, 1)  # the output cell that all eight stamps reach
WIDTH = 560


def window(moving=False):
    """Each input cell stamps its multiple of the kernel into two slices of the output."""
    made = scatter(BLOCK, KERNEL_3D)
    sheet = Sheet(WIDTH, 590)
    source, kernel = Volume(44, 52, 58, 36, 12, 112), Volume(44, 330, 58, 36, 12, 100)
    target = Volume(292, 52, 72, 44, 14, 164)
    for x, y, name in ((14, 30, "input"), (14, 308, "kernel"), (246, 30, "output")):
        label(sheet, x, y, name, name, made.shapes[name])
    kernel.fill(sheet, KERNEL_3D, "kernel")
    source.fill(sheet, BLOCK, "input", fill="input.veil")
    for place in reversed(list(np.ndindex(made.output.shape))):
        target.cell(sheet, place, None, "output", fill="output.veil")
    for volume, values in ((source, BLOCK), (target, made.output), (kernel, KERNEL_3D)):
        volume.indices(sheet, range(len(values)), values.shape[1:])
    if moving:
        for number in range(BLOCK.size):
            _stamp(sheet.frame(), made, number, source, target)
    _overlap(sheet.frame() if moving else sheet, made, source, target)
    return sheet


def _stamp(pen, made, number, source, target):
    """One input cell times the kernel, added to what is there."""
    cells = sorted(made.reach)
    cell, goes = cells[number], sorted(made.reach[cells[number]].values())
    after = made.upto(cells[:number + 1])
    seen = {place for other in cells[:number + 1] for place in made.reach[other].values()}
    source.cell(pen, cell, show(made.input[cell]), width=3)
    target.wash(pen, goes, "output")
    target.uprights(pen, goes, made.output.shape[1:])
    for place in sorted(seen):
        target.number(pen, place, show(after[place]), "output.text")
    target.window(pen, goes)
    tokens = [("output += ", "output.text"), (show(made.input[cell]), "input.text"),
              (" · kernel", "kernel.text")]
    pen.tokens(WIDTH / 2, 560, tokens, 22, weight="bold")


def _overlap(pen, made, source, target):
    """All stamps added, and the cell where they meet written out."""
    source.fill(pen, made.input, "input")
    target.fill(pen, made.output, "output", fill="output.veil")
    target.cell(pen, PLACE, show(made.output[PLACE]), "output", width=3)
    tokens = []
    for weight, value in made.parts(PLACE):
        if weight:
            tokens += [(" + ", "muted")] if tokens else []
            tokens += [(factor(value), "input.text"), ("·", "muted"),
                       (factor(weight), "kernel.text")]
    tokens += [(" = ", "muted"), (show(made.output[PLACE]), "output.text")]
    pen.tokens(WIDTH / 2, 560, merge(tokens), 22, weight="bold")


def strides():
    """strides 1, 2 and (1, 2, 2): where the eight stamps of one input lie."""
    sheet = Sheet(WIDTH, 560)
    for i, steps in enumerate((1, 2, (1, 2, 2))):
        made = scatter(BLOCK, KERNEL_3D, strides=steps)
        x = 10 + (0, 160, 362)[i]
        label(sheet, x, 32, f"strides={steps}")
        label(sheet, x, 56, made.shapes["output"], "output", size=sheet.smallest)
        wide = (36, 36, 36)[i]
        volume = Volume(x + 6 * len(made.output[0]) + 4, 72, wide, 25, 6, 118)
        first = sorted(made.reach[0, 0, 0].values())
        for place in reversed(list(np.ndindex(made.output.shape))):
            fill = "output" if place in first else "output.veil"
            volume.cell(sheet, place, None, "output", fill=fill)
        volume.uprights(sheet, first, made.output.shape[1:])
        for place in np.ndindex(made.output.shape):
            volume.number(sheet, place, show(made.output[place]), "output.text")
        volume.window(sheet, first)
    return sheet
