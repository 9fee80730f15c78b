"""Takes nothing; gives the layers that enlarge side by side, each asked where one cell goes."""

import keras
import numpy as np

from scripts.figures.family import Plane
from scripts.figures.strip import Strip
from scripts.figures.style import Sheet
from scripts.figures.volume import Volume

WIDTH = 504


def family():
    """Conv1DTranspose to 3D on the left, UpSampling1D to 3D on the right."""
    layers = keras.layers
    rows = [((layers.Conv1DTranspose(1, 3, strides=2), layers.UpSampling1D(2)), (3,), _strips),
            ((layers.Conv2DTranspose(1, 3, strides=2), layers.UpSampling2D(2)), (3, 3), _planes),
            ((layers.Conv3DTranspose(1, 2, strides=(1, 2, 2)), layers.UpSampling3D((1, 2, 2))),
             (2, 2, 2), _volumes)]
    sheet = Sheet(WIDTH, 676)
    for row, (pair, shape, draw) in enumerate(rows):
        for column, layer in enumerate(pair):
            x, y = 12 + 252 * column, (20, 200, 426)[row]
            focus = (1,) * (len(shape) - 1) + (0,) if len(shape) > 1 else (1,)
            result, goes = _ask(layer, shape, focus)
            sheet.text(x, y, type(layer).__name__, 16, ha="left", weight="bold")
            draw(sheet, x, y + 24, shape, result, focus, goes)
            _write_shapes(sheet, x, y + (146, 190, 232)[row], (*shape, 1), (*result, 1))
    return sheet


def _ask(layer, shape, focus):
    """Shape of the output, and the output places that one input cell changes."""
    x = np.zeros((2, *shape, 1), "float32")
    x[(1, *focus, 0)] = 1
    layer(x)
    layer.set_weights([np.ones_like(weight) for weight in layer.get_weights()])
    dark, lit = np.asarray(layer(x))[..., 0]
    return dark.shape, [tuple(place) for place in np.argwhere(lit != dark).tolist()]


def _strips(sheet, x, y, shape, result, focus, goes):
    size = 25 if result[0] > 6 else 28
    top, low = Strip(sheet, x, y, size, 5), Strip(sheet, x, y + 78, size, 5)
    step = result[0] // shape[0]
    shift = (goes[0][0] + goes[-1][0]) / 2 - step * focus[0]
    place = shift + step * focus[0]
    sheet.funnel(top.left(place), top.left(place) + size, top.bottom,
                 low.left(goes[0][0]) - 3, low.left(goes[-1][0]) + size + 3, low.y)
    for cell in range(shape[0]):
        lit = (cell,) == focus
        top.cell(shift + step * cell, None, fill="input" if lit else "input.veil",
                 width=2.5 if lit else 1.25)
    for cell in range(result[0]):
        low.cell(cell, None, "output", fill="output" if (cell,) in goes else "output.veil")
    low.outline(goes[0][0], goes[-1][0], width=2.5)


def _planes(sheet, x, y, shape, result, focus, goes):
    source, target = Plane(sheet, x + 2, y + 38, 21), Plane(sheet, x + 88, y + 6, 20)
    first, last = source.span([focus]), target.span(goes)
    sheet.polygon([(first[2], first[1]), (last[0] - 2, last[1]), (last[0] - 2, last[3]),
                   (first[2], first[3])], "kernel.veil")
    source.draw(shape, "input", "input.veil")
    target.draw(result, "output", "output.veil")
    source.cell(focus, "input", width=2.5)
    for place in goes:
        target.cell(place, "output")
    target.frame(goes)


def _volumes(sheet, x, y, shape, result, focus, goes):
    source, target = Volume(x + 16, y + 30, 22, 12, 6, 66), Volume(x + 118, y + 4, 22, 12, 6, 66)
    for volume, table, lit, role in ((source, shape, [focus], "input"),
                                     (target, result, goes, "output")):
        for place in reversed(list(np.ndindex(*table))):
            volume.cell(sheet, place, role=role, fill=role if place in lit else role + ".veil")
    target.uprights(sheet, goes, result[1:])
    target.window(sheet, goes, width=2.5)
    source.window(sheet, [focus], "input", width=2.5)
    sheet.arrow((x + 66, y + 88), (x + 92, y + 88), "kernel.line", 2)


def _write_shapes(sheet, x, y, shape, result):
    sheet.text(x, y, shape, 14, "input.text", ha="left")
    end = x + 8.4 * len(str(shape))
    sheet.arrow((end + 6, y), (end + 22, y), "muted", 1.5, 5)
    sheet.text(end + 28, y, result, 14, "output.text", ha="left")
