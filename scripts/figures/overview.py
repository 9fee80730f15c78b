"""Takes nothing; gives the home picture and the social card, drawn from what Conv2D answers."""

import numpy as np

from scripts.figures.probe import windows
from scripts.figures.strip import show
from scripts.figures.style import Sheet
from scripts.figures.worked import answer, convolution

HERO_KERNELS = np.array([
    [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
])


def landscape(size=28, fine=8):
    """A sun over two hills, brightness 0 to 1, drawn finer with numpy and averaged."""
    row, column = (np.mgrid[:size * fine, :size * fine] + 0.5) / (size * fine)
    sky = 0.12 + 0.35 * row
    sun = np.hypot(row - 0.30, column - 0.66) < 0.17
    far = row > 0.46 + 0.85 * np.abs(column - 0.30)
    near = row > 0.72 + 0.10 * np.cos(8 * (column - 0.25))
    drawn = np.select([near, far, sun], [0.62, 0.84, 1.0], sky)
    return drawn.reshape(size, fine, size, fine).mean(axis=(1, 3))


def hero():
    """One picture, three kernels, three feature maps."""
    sheet = Sheet(640, 452)
    draw_maps(sheet, 8, 10, 1.0)
    return sheet


def draw_maps(pen, x, y, scale, place=(4, 14)):
    """A picture through Conv2D with three kernels, 624 × 432 pixels at scale 1.

    The window of the output cell `place` is framed in the picture, the cell in each map.
    """
    picture = landscape()
    layer = convolution(np.moveaxis(HERO_KERNELS, 0, 2)[:, :, None], activation="relu")
    maps = answer(layer, picture[..., None])
    cells = windows(layer, (*picture.shape, 1)).taps[place].values()
    unit, pixel = 252 * scale / len(picture), 132 * scale / len(maps)
    top = y + 90 * scale
    pen.pixels(x, top, unit, picture, "input", low=0)
    pen.box(x, top, 252 * scale, 252 * scale, None, "input.line", scale)
    rows, columns = zip(*cells, strict=True)
    corner = x + min(columns) * unit, top + min(rows) * unit
    span = (max(columns) - min(columns) + 1) * unit
    start = (corner[0] + span + 4 * scale, corner[1] + span / 2)
    left, right = x + 346 * scale, x + 490 * scale
    for number in range(3):
        middle = y + (66 + 150 * number) * scale
        high = middle - 66 * scale
        pen.flow(start, (left - 8 * scale, middle), "kernel.line", 2.25 * scale)
        draw_kernel(pen, left, middle - 45 * scale, 30 * scale, HERO_KERNELS[number])
        pen.pixels(right, high, pixel, maps[..., number], "output")
        pen.box(right, high, 132 * scale, 132 * scale, None, "output.line", scale)
        cell = right + place[1] * pixel, high + place[0] * pixel
        end = cell[0] - 3 * scale, cell[1] + pixel / 2
        pen.flow((left + 96 * scale, middle), end, "kernel.line", 2.25 * scale)
        pen.outline(*cell, pixel, pixel, grow=2.5 * scale, radius=3 * scale, width=2.5 * scale)
    pen.outline(*corner, span, span, grow=3 * scale, radius=5 * scale, width=3 * scale)


def draw_kernel(pen, x, y, pitch, kernel):
    """A kernel with its numbers, cells `pitch` pixels apart."""
    for (row, column), weight in np.ndenumerate(kernel):
        pen.cell(x + column * pitch, y + row * pitch, pitch * 0.9, role="kernel", text=show(weight),
                 size=pitch * 0.59)


def card():
    """Social card, 1200 × 630."""
    sheet = Sheet(1200, 630, "light", smallest=18)
    draw_maps(sheet, 470, 84, 1.07)
    for line, word in enumerate(("Keras", "Layer", "Atlas")):
        sheet.text(64, 226 + 94 * line, word, 80, ha="left", weight="bold")
    return sheet
