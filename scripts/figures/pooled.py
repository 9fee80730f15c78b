"""Takes a pooling layer and numbers; gives what each output reads, and draws it in a row."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from scripts.figures.probe import probe
from scripts.figures.strip import MINUS, Strip
from scripts.figures.style import Pen
from scripts.figures.worked import answer

LOWEST = f"{MINUS}inf"  # what max pooling holds against a cell outside of the input


def short(value):
    """A number as it stands in a cell: at most two decimals, none that say nothing."""
    return f"{round(float(value), 2) + 0:g}".replace("-", MINUS)


@dataclass(frozen=True)
class Pooled:
    """One channel through a pooling layer; places are spatial tuples.

    reads: {output place: input cells in its window}. taps: the same with the places outside of
    the input. share: derivative of each output by each input at these numbers, output + input
    axes: for max pooling it marks the cell whose value came through.
    """

    input: np.ndarray
    output: np.ndarray
    reads: dict
    taps: dict
    share: np.ndarray
    shapes: dict

    def inside(self, place):
        """Whether a place is a cell of the input."""
        return all(0 <= i < n for i, n in zip(place, self.input.shape, strict=True))

    def padding(self):
        """Places outside of the input that some window covers, sorted."""
        return sorted({p for taps in self.taps.values() for p in taps if not self.inside(p)})

    def unused(self):
        """Input cells that no window covers, sorted."""
        read = {cell for cells in self.reads.values() for cell in cells}
        return sorted(set(np.ndindex(self.input.shape)) - read)

    def gradient(self):
        """Derivative of the sum of all outputs by each input, in the shape of the input."""
        return self.share.sum(axis=tuple(range(self.output.ndim)))


def pool(layer, values):
    """Ask a pooling layer about one channel of numbers; what it reads is found by probing."""
    values = np.asarray(values, "float32")
    shape = (*values.shape, 1)
    output = answer(layer, values[..., None])
    asked = probe(layer, shape, at=values[..., None])
    places = list(np.ndindex(output.shape[:-1]))
    reads = {place: [cell[:-1] for cell in asked.reads((*place, 0))] for place in places}
    return Pooled(values, output[..., 0], reads, _reach(layer, reads, values.shape),
                  asked.weight.reshape(output.shape[:-1] + values.shape),
                  {"input": shape, "output": output.shape})


def _reach(layer, reads, size):
    """Window of each output with its places outside of the input.

    A layer that has no pool_size cannot leave the input. Else a window that reads too few cells
    lies on the line through the windows that read enough.
    """
    lengths = getattr(layer, "pool_size", None)
    if lengths is None:
        return reads
    starts = [_starts(reads, axis, length, layer.strides[axis])
              for axis, length in enumerate(lengths)]
    return {place: list(product(*(range(start[i], start[i] + length) for start, i, length
                                  in zip(starts, place, lengths, strict=True))))
            for place in reads}


def _starts(reads, axis, length, step):
    """First input position of each output position along an axis."""
    spans = {place[axis]: sorted({cell[axis] for cell in cells})
             for place, cells in reads.items()}
    whole = [(at, span[0]) for at, span in spans.items() if len(span) == length]
    if not whole:
        raise ValueError(f"axis {axis}: no window of {length} lies inside of the input")
    first = whole[0][1] - step * whole[0][0]
    if any(start != first + step * at for at, start in whole):
        raise ValueError(f"axis {axis}: the windows are not {step} apart")
    return {at: first + step * at for at in spans}


@dataclass(frozen=True)
class Row:
    """An input strip above an output strip; each output stands below its window's middle."""

    pen: Pen
    x: float
    y: float
    size: float = 36
    rise: float = 46

    @property
    def top(self):
        return Strip(self.pen, self.x, self.y, self.size)

    @property
    def low(self):
        return Strip(self.pen, self.x, self.y + self.size + self.rise, self.size)

    def draw(self, made, focus=0, outside=None, winners=False, upto=None):
        """Windows and numbers of a Pooled; the window of output `focus` (None: none) stands out.

        outside: text in the padding. winners: the lines that carry a value stand out.
        upto: the last output that is known by now; later ones stay empty.
        """
        places = {at: sum(i for (i,) in taps) / len(taps) for (at,), taps in made.taps.items()}
        lit = made.taps.get((focus,))
        if lit:
            self._wash(places[focus], lit)
        for (at,), cells in made.reads.items():
            for (cell,) in cells:
                carries = not winners or made.share[at, cell] != 0
                if at != focus:
                    self._join(cell, places[at], *self._line(winners, carries))
        self._cells(made, outside)
        if lit:
            for (cell,) in made.reads[focus,]:
                strong = made.share[focus, cell] != 0
                self._join(cell, places[focus], "kernel.line" if strong else "hair", 2.25)
            self.top.outline(lit[0][0], lit[-1][0], width=2.5, grow=3)
        for (at,), value in np.ndenumerate(made.output):
            if upto is not None and at > upto:
                self.low.cell(places[at], None, "output", fill=None, line="hair")
            else:
                text = short(value)
                size = self.pen.sheet.smallest if len(text) > 3 else None
                self.low.cell(places[at], text, "output", size=size,
                              width=2.5 if at == focus else 1.25)

    @staticmethod
    def _line(winners, carries):
        return ("kernel.line", 2) if winners and carries else ("hair", 1.25)

    def _cells(self, made, outside):
        unused = made.unused()
        for (cell,), value in np.ndenumerate(made.input):
            self.top.cell(cell, value, "unused" if (cell,) in unused else "input")
        for (place,) in made.padding():
            self.top.cell(place, outside, "padding", size=self.pen.sheet.smallest)

    def _wash(self, place, lit):
        top, low = self.top, self.low
        self.pen.funnel(top.left(lit[0][0]), top.left(lit[-1][0]) + top.size, top.bottom - 4,
                          low.left(place), low.left(place) + low.size, low.y + 4)

    def _join(self, cell, place, colour, width):
        top, low = self.top, self.low
        self.pen.curve((top.middle(cell), top.bottom + 3), (low.middle(place), low.y), colour,
                         width)
