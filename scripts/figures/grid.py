"""Takes a place on a sheet and a cell size; draws a flat grid, its window and the written sum."""

from dataclasses import dataclass

from scripts.figures.strip import factor, show
from scripts.figures.style import LETTER

GAP = 4  # between two cells, in pixels


@dataclass(frozen=True)
class Grid:
    """Cells in rows and columns; cell (0, 0) has its top left corner at (x, y).

    Padding lies at negative places or past the end, so it needs no account of its own.
    """

    x: float
    y: float
    pitch: float

    @property
    def side(self):
        return self.pitch - GAP

    def corner(self, place):
        """Top left corner of a cell (row, column)."""
        return self.x + place[1] * self.pitch, self.y + place[0] * self.pitch

    def span(self, places):
        """(x, y, width, height) of the rectangle around some cells."""
        rows, columns = zip(*places, strict=True)
        x, y = self.corner((min(rows), min(columns)))
        return (x, y, (max(columns) - min(columns) + 1) * self.pitch - GAP,
                (max(rows) - min(rows) + 1) * self.pitch - GAP)

    def fill(self, pen, values, role, **look):
        """Every cell of a table of numbers."""
        for row, numbers in enumerate(values):
            for column, value in enumerate(numbers):
                self.cell(pen, (row, column), show(value), role, **look)

    def cell(self, pen, place, text=None, role="input", shift=0.0, **look):
        """One cell; shift moves its number up and to the left, to make room for a weight."""
        x, y = self.corner(place)
        line = look.get("line", None if look.get("fill", "").endswith(".veil") else f"{role}.line")
        pen.cell(x, y, self.side, role=role, **{**look, "line": line, "size": None})
        if text is not None:
            self.number(pen, place, text, look.get("colour", f"{role}.text"), look.get("size"), shift)

    def number(self, pen, place, text, colour, size=None, shift=0.0):
        """The number of a cell without the cell."""
        x, y = self.corner(place)
        size = size or max(self.side * 0.42, pen.sheet.smallest)
        middle = self.side * (0.5 - shift)
        pen.text(x + middle, y + middle, text, size, colour, weight="bold")

    def window(self, pen, places, role="kernel", **look):
        """Frame around the cells that a window covers."""
        pen.outline(*self.span(places), role=role, **({"grow": 3, "width": 3} | look))

    def weight(self, pen, place, weight):
        """Small chip with a kernel weight in the lower right corner of a cell."""
        x, y = self.corner(place)
        chip(pen, x + self.side - 1, y + self.side - 1, weight)


def chip(pen, right, bottom, weight):
    """A kernel weight on a small ground; a weight of 0 has none."""
    size = pen.sheet.smallest
    width, height = size * (1.55 if weight < 0 else 1.05), size * 1.12
    x, y = right - width, bottom - height
    if weight:
        pen.box(x, y, width, height, "kernel", "kernel.line", 1)
    pen.text(x + width / 2, y + height / 2, show(weight), size,
             "kernel.text" if weight else "muted", weight="bold" if weight else "normal")


def written_sum(pen, x, y, terms, result, size=20, per_line=3, step=1.7):
    """The sum of weight·value over (weight, value) pairs, `per_line` terms to a line.

    Terms stand below each other as the weights do in the kernel. A value None is padding and
    written as 0; a term of weight 0 is grey.
    """
    words = [f"{factor(weight)}·{factor(value or 0)}" for weight, value in terms]
    room = [max(map(len, words[column::per_line])) for column in range(per_line)]
    for start in range(0, len(terms), per_line):
        tokens = []
        for i in range(start, min(start + per_line, len(terms))):
            tokens += [(" + " if i else "   ", "muted")]
            tokens += _term(*terms[i], words[i], room[i - start])
        if start + per_line >= len(terms):
            tokens[-1] = (tokens[-1][0].rstrip(), "muted")
            tokens += [(" = ", "muted"), (show(result), "output.text")]
        level = y + start // per_line * step * size
        pen.tokens(x, level, merge(tokens), size, ha="left", weight="bold")


def _term(weight, value, word, room):
    rest = (" " * (room - len(word)), "muted")
    if not weight:
        return [(word, "muted"), rest]
    return [(factor(weight), "kernel.text"), ("·", "muted"),
            (factor(value or 0), "padding.text" if value is None else "input.text"), rest]


def short_sum(terms, result):
    """Tokens of a sum in one line, without the terms of weight 0."""
    kept = [term for term in terms if term[0]]
    tokens = []
    for i, (weight, value) in enumerate(kept):
        word = f"{factor(weight)}·{factor(value or 0)}"
        tokens += [(" + " if i else "", "muted"), *_term(weight, value, word, len(word))]
    return merge([*tokens, (" = ", "muted"), (show(result), "output.text")])


def merge(tokens):
    """The same tokens, neighbours of one colour made one."""
    merged = []
    for text, colour in tokens:
        if merged and (merged[-1][1] == colour or not text.strip()):
            merged[-1] = (merged[-1][0] + text, merged[-1][1])
        elif text:
            merged.append((text, colour))
    return merged


def label(pen, x, y, text, role=None, shape=None, size=None):
    """Code name above a drawing, with its lower edge at y; a shape after it in grey."""
    size = size or pen.sheet.smallest * 1.05
    pen.text(x, y, text, size, f"{role}.text" if role else "ink", "left", "bottom", "bold")
    if shape is not None:
        at = x + (len(text) + 1) * LETTER * size
        pen.text(at, y, shape, max(size * 0.9, pen.sheet.smallest), "muted", "left", "bottom")
