"""Takes nothing; gives the home picture, the family of layers and the social card, asked of Keras."""

import keras
import numpy as np

from scripts.figures.depthwise import depthwise, feeds
from scripts.figures.probe import windows
from scripts.figures.strip import Strip, output_of, show, taps_of
from scripts.figures.style import Sheet
from scripts.figures.volume import Volume
from scripts.figures.worked import IMAGE, KERNEL_2D, KERNEL_3D, VOLUME, answer, convolution, run

HERO_KERNELS = np.array([
    [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
])


def landscape(size=22):
    """A sun over two hills, brightness 0 to 1, drawn with numpy."""
    row, column = np.mgrid[:size, :size] / (size - 1)
    sky = 0.15 + 0.35 * row
    sun = np.hypot(row - 0.27, column - 0.68) < 0.17
    far = row > 0.50 + 0.9 * np.abs(column - 0.30)
    near = row > 0.62 + 0.5 * np.abs(column - 0.78)
    ground = row > 0.88
    return np.select([ground, near, far, sun], [0.72, 0.58, 0.85, 1.0], sky)


def hero():
    """One picture, three kernels, three feature maps."""
    sheet = Sheet(640, 452)
    draw_maps(sheet, 8, 10, 1.0)
    return sheet


def draw_maps(pen, x, y, scale):
    """A picture through Conv2D with three kernels, 624 × 432 pixels at scale 1."""
    picture = landscape()
    kernel = np.moveaxis(HERO_KERNELS, 0, 2)[:, :, None]
    maps = np.maximum(answer(convolution(kernel), picture[..., None]), 0)
    unit = 10.5 * scale
    top = y + (432 * scale - unit * len(picture)) / 2
    side = unit * len(picture)
    for number in range(3):
        middle = y + (66 + 150 * number) * scale
        left, right = x + 336 * scale, x + 480 * scale
        start = (x + side + 5 * scale, y + 216 * scale)
        pen.flow(start, (left - 8 * scale, middle), "kernel.line", 2.5 * scale)
        pen.arrow((left + 98 * scale, middle), (right - 10 * scale, middle), "kernel.line",
                  2.5 * scale, 8 * scale)
        draw_kernel(pen, left, middle - 45 * scale, 30 * scale, HERO_KERNELS[number])
        pixel = 132 * scale / len(maps)
        pen.pixels(right, middle - 66 * scale, pixel, maps[..., number], "output")
        pen.box(right, middle - 66 * scale, 132 * scale, 132 * scale, None, "output.line", scale)
    pen.pixels(x, top, unit, picture, "input", low=0)
    pen.box(x, top, side, side, None, "input.line", scale)


def draw_kernel(pen, x, y, pitch, kernel):
    """A kernel with its numbers, cells `pitch` pixels apart."""
    for (row, column), weight in np.ndenumerate(kernel):
        pen.cell(x + column * pitch, y + row * pitch, pitch * 0.9, role="kernel", text=show(weight),
                 size=pitch * 0.59)


def card():
    """Social card, 1200 × 630."""
    sheet = Sheet(1200, 630, "light")
    draw_maps(sheet, 500, 84, 1.07)
    sheet.text(60, 220, "Keras", 78, ha="left", weight="bold")
    sheet.text(60, 310, "Layer", 78, ha="left", weight="bold")
    sheet.text(60, 400, "Atlas", 78, ha="left", weight="bold")
    return sheet
