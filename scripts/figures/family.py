"""Takes nothing; gives the convolution layers side by side, each asked what one cell reads."""

from dataclasses import dataclass

import keras
import numpy as np

from scripts.figures.depthwise import feeds
from scripts.figures.probe import windows
from scripts.figures.strip import Strip, taps_of
from scripts.figures.style import Pen, Sheet
from scripts.figures.volume import Volume


def family():
    """Conv1D, Conv2D, Conv3D, DepthwiseConv2D and SeparableConv2D in two columns."""
    sheet = Sheet(480, 742)
    for number, draw in enumerate((_conv1d, _conv2d, _conv3d, _depthwise, _separable)):
        x, y = 16 + 244 * (number % 2), 18 + 250 * (number // 2)
        layer, shape, result = draw(sheet, x, y + 28)
        sheet.text(x, y, type(layer).__name__, 16, ha="left", weight="bold")
        _write_shapes(sheet, x, y + 212, shape, result)
    return sheet


def _write_shapes(sheet, x, y, shape, result):
    sheet.text(x, y, tuple(shape), 14, "input.text", ha="left")
    end = x + 8.4 * len(str(tuple(shape)))
    sheet.arrow((end + 6, y), (end + 22, y), "muted", 1.5, 5)
    sheet.text(end + 28, y, tuple(result), 14, "output.text", ha="left")


def _ask(layer, shape):
    """Shape of the output and, for each output place, the input places of its window."""
    result = tuple(layer(np.zeros((1, *shape), "float32")).shape[1:])
    taps = windows(layer, shape).taps
    return result, {place: list(window.values()) for place, window in taps.items()}


def _conv1d(sheet, x, y, focus=1):
    layer, shape = keras.layers.Conv1D(1, 3), (6, 1)
    taps, _ = taps_of(layer, *shape)
    top, low = Strip(sheet, x, y + 22, 29, 5), Strip(sheet, x, y + 112, 29, 5)
    places = [sum(window) / len(window) for window in taps]
    first, last, place = taps[focus][0], taps[focus][-1], places[focus]
    sheet.funnel(top.left(first) - 4, top.left(last) + 33, top.bottom,
                 low.left(place), low.left(place) + 29, low.y)
    top.cells([None] * shape[0])
    for other in places:
        low.cell(other, None, "output", fill="output" if other == place else "output.veil")
    top.outline(first, last, width=2.5)
    low.outline(place, place, role="output", grow=0, radius=5, width=2.5)
    return layer, shape, (len(places), 1)


@dataclass(frozen=True)
class Plane:
    """A small table of cells without numbers, `pitch` pixels apart."""

    pen: Pen
    x: float
    y: float
    pitch: float

    def span(self, places):
        """Left, top, right and bottom of the block of cells that holds the places."""
        rows, columns = zip(*places, strict=True)
        gap = self.pitch * 0.14
        return (self.x + min(columns) * self.pitch, self.y + min(rows) * self.pitch,
                self.x + (max(columns) + 1) * self.pitch - gap,
                self.y + (max(rows) + 1) * self.pitch - gap)

    def draw(self, shape, role, fill=None, width=1):
        for place in np.ndindex(*shape):
            self.cell(place, role, fill, width)

    def cell(self, place, role, fill=None, width=1):
        left, top, right, _ = self.span([place])
        self.pen.cell(left, top, right - left, role=role, fill=fill or role, width=width)

    def frame(self, places, role="kernel", grow=2.5, width=2.5):
        left, top, right, bottom = self.span(places)
        self.pen.outline(left, top, right - left, bottom - top, role, width, grow, 5)


def _beam(pen, first, last):
    """Soft band from the right side of one span to the left side of another."""
    pen.polygon([(first[2], first[1]), (last[0], last[1]), (last[0], last[3]),
                 (first[2], first[3])], "kernel.veil")


def _conv2d(sheet, x, y, focus=(0, 2)):
    layer, shape = keras.layers.Conv2D(1, 3), (5, 5, 1)
    result, taps = _ask(layer, shape)
    source, target = Plane(sheet, x + 3, y + 20, 23), Plane(sheet, x + 144, y + 43, 23)
    _beam(sheet, source.span(taps[focus]), target.span([focus]))
    source.draw(shape[:2], "input")
    target.draw(result[:2], "output", "output.veil")
    source.frame(taps[focus], grow=3)
    target.cell(focus, "output", width=2.5)
    return layer, shape, result


def _conv3d(sheet, x, y, focus=(0, 0, 1)):
    layer, shape = keras.layers.Conv3D(1, 2), (3, 4, 4, 1)
    result, taps = _ask(layer, shape)
    source, target = Volume(x + 34, y + 6, 23, 10, 8, 52), Volume(x + 166, y + 32, 17, 10, 8, 52)
    cells = taps[focus]
    for volume, table, role in ((source, shape, "input"), (target, result, "output")):
        for place in reversed(list(np.ndindex(*table[:3]))):
            fill = role if role == "input" or place == focus else role + ".veil"
            volume.cell(sheet, place, role=role, fill=fill)
    source.uprights(sheet, cells, shape[1:3])
    source.window(sheet, cells, width=2.5)
    target.window(sheet, [focus], role="output", width=2.5)
    start, end = source.slice(0).point(1, 4), target.slice(0).point(0.5, 0)
    sheet.arrow((start[0] + 6, y + 80), (end[0] - 16, y + 80), "kernel.line", 2)
    return layer, shape, result


def _depthwise(sheet, x, y, focus=(0, 2)):
    layer, shape = keras.layers.DepthwiseConv2D(3), (5, 5, 3)
    result, taps = _ask(layer, shape)
    links = feeds(layer, shape)
    _draw_depthwise(sheet, x, y, layer, taps[focus], focus, links, result, "output")
    return layer, shape, result


def _draw_depthwise(sheet, x, y, layer, taken, focus, links, result, role):
    """Each channel's plane, the kernel of its own and its output plane, from left to right."""
    for output, channel in zip(*np.nonzero(links), strict=True):
        tone, top = f"channel{channel}", y + 56 * output
        source, kernel = Plane(sheet, x + 3, top, 10), Plane(sheet, x + 98, top + 7, 12)
        target = Plane(sheet, x + 176, top + 7, 12)
        sheet.line([(x + 58, top + 24.5), (x + 94, top + 24.5)], tone + ".line", 2)
        sheet.arrow((x + 137, top + 24.5), (x + 172, top + 24.5), tone + ".line", 2, 6)
        source.draw((5, 5), tone)
        kernel.draw(tuple(layer.kernel.shape[:2]), "kernel")
        target.draw(result[:2], role or tone, None)
        source.frame(taken)
        target.cell(focus, role or tone, width=2.5)


def _separable(sheet, x, y, focus=(0, 2)):
    layer, shape = keras.layers.SeparableConv2D(4, 3), (5, 5, 3)
    result, taps = _ask(layer, shape)
    first, second = keras.layers.DepthwiseConv2D(3), keras.layers.Conv2D(4, 1)
    middle = tuple(first(np.zeros((1, *shape), "float32")).shape[1:])
    _draw_depthwise(sheet, x, y, first, taps[focus], focus, feeds(first, shape), middle, "")
    for output, channel in zip(*np.nonzero(feeds(second, middle)), strict=True):
        start, end = (x + 216, y + 56 * channel + 24.5), (x + 330, y + 42 * output + 16)
        sheet.flow(start, end, f"channel{channel}.line", 1.75)
    for output in range(result[-1]):
        sheet.cell(x + 332, y + 42 * output + 8, 16, role="kernel", width=1)
        sheet.arrow((x + 352, y + 42 * output + 16), (x + 384, y + 42 * output + 16),
                    "kernel.line", 2, 6)
        target = Plane(sheet, x + 390, y + 42 * output - 1, 12)
        target.draw(result[:2], "output")
        target.cell(focus, "output", width=2.5)
    return layer, shape, result
