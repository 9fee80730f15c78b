"""Takes a pen and a one-dimensional layer; draws number strips and the windows that join them."""

from dataclasses import dataclass

import numpy as np

from scripts.figures.probe import windows
from scripts.figures.style import Pen

MINUS = "\u2212"


def show(value):
    """A number as it stands in a cell: whole if it is whole, else with two decimals."""
    value = float(value)
    text = f"{value:.0f}" if abs(value - round(value)) < 1e-5 else f"{value:.2f}"
    return text.replace("-", MINUS) if float(text) else text.lstrip("-")


def factor(value):
    """A number as it stands in a product: in brackets when it is negative."""
    return f"({show(value)})" if value < 0 else show(value)


def products(terms, colours):
    """Tokens of a sum over (weight, value) pairs, such as 2·1 + (−1)·0; a colour per value."""
    tokens = []
    for (weight, value), colour in zip(terms, colours, strict=True):
        tokens += [(" + ", "muted")] if tokens else []
        tokens += [(factor(weight), "kernel.text"), ("·", "muted"), (factor(value), colour)]
    return tokens


def equals(result, colour="output.text"):
    """Tokens that end a sum."""
    return [(" = ", "muted"), (show(result), colour)]


@dataclass(frozen=True)
class Strip:
    """Row of square cells on a pen; cell 0 starts at x, cells may have positions below 0."""

    pen: Pen
    x: float
    y: float
    size: float = 36
    gap: float = 6

    def left(self, place):
        return self.x + place * (self.size + self.gap)

    def middle(self, place):
        return self.left(place) + self.size / 2

    @property
    def bottom(self):
        return self.y + self.size

    def cell(self, place, value=None, role="input", **look):
        """One cell at a position (fractions lie between two cells), with its number."""
        text = None if value is None else value if isinstance(value, str) else show(value)
        self.pen.cell(self.left(place), self.y, self.size, role=role, text=text, **look)

    def cells(self, values, role="input", start=0, **look):
        """Cells from position `start` on."""
        for place, value in enumerate(values, start):
            self.cell(place, value, role, **look)

    def outline(self, first, last, pen=None, **look):
        """Window frame around the cells first … last."""
        width = self.left(last) + self.size - self.left(first)
        (pen or self.pen).outline(self.left(first), self.y, width, self.size, **look)


def output_of(layer, values):
    """First channel of what the layer gives for a row of numbers, as a list."""
    x = np.asarray(values, "float32").reshape(1, len(values), -1)
    return np.asarray(layer(x))[0, :, 0].tolist()


def taps_of(layer, length, channels=1):
    """[input positions of the window of output 0, of output 1, …], and the windows."""
    asked = windows(layer, (length, channels))
    return [[place for (place,) in window.values()] for window in asked.taps.values()], asked


@dataclass(frozen=True)
class Panel:
    """An input strip above an output strip, joined by lines for what the layer reads."""

    pen: Pen
    x: float
    y: float
    size: float = 36
    rise: float = 46
    anchor: str = "middle"

    def draw(self, layer, values, focus=0):
        """Ask the layer and draw; the window of output `focus` (None: no one) stands out."""
        top = Strip(self.pen, self.x, self.y, self.size)
        low = Strip(self.pen, self.x, top.bottom + self.rise, self.size)
        taps, asked = taps_of(layer, len(values))
        outputs = output_of(layer, values)
        places = [self._place(window) for window in taps]
        if focus is not None:
            self._wash(top, low, taps[focus], places[focus])
        for number, (window, place) in enumerate(zip(taps, places, strict=True)):
            if number != focus:
                self._join(top, low, window, place, "hair", 1.25)
        for place in sorted({tap for window in taps for tap in window} | set(range(len(values)))):
            self._input_cell(top, place, values, asked)
        if focus is not None:
            self._join(top, low, taps[focus], places[focus], "kernel.line", 2)
            for place in taps[focus]:
                top.outline(place, place, grow=0, radius=self.size * 0.16, width=2.5)
        for number, (place, value) in enumerate(zip(places, outputs, strict=True)):
            low.cell(place, value, "output", width=2.5 if number == focus else 1.25)
        return outputs

    def _place(self, window):
        return window[-1] if self.anchor == "last" else sum(window) / len(window)

    def _input_cell(self, top, place, values, asked):
        if not asked.inside((place,)):
            top.cell(place, 0, "padding")
        else:
            role = "unused" if (place,) in asked.unused() else "input"
            top.cell(place, values[place], role)

    def _wash(self, top, low, window, place):
        self.pen.funnel(top.left(window[0]), top.left(window[-1]) + top.size, top.bottom - 4,
                        low.left(place), low.left(place) + low.size, low.y + 4)

    def _join(self, top, low, window, place, colour, width):
        for tap in window:
            self.pen.curve((top.middle(tap), top.bottom), (low.middle(place), low.y), colour, width)


def sizes(pen, x, y, before, after, size=15):
    """`before` → `after`, right-aligned at x."""
    letter = 0.6 * size
    end = x - letter * len(str(after))
    pen.text(x, y, after, size, "output.text", ha="right", weight="bold")
    pen.arrow((end - 30, y), (end - 8, y), "muted", 1.5, 5)
    pen.text(end - 38, y, before, size, "input.text", ha="right", weight="bold")
