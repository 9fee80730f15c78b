"""Takes a place on a sheet and cell sizes; draws leaning slices of numbers, stacked by depth."""

from dataclasses import dataclass

from scripts.figures.grid import chip
from scripts.figures.strip import show


@dataclass(frozen=True)
class Slice:
    """A table seen from above and in front; the back left corner of cell (0, 0) is at (x, y).

    Each row lies `high` lower and `lean` further left than the one behind it.
    """

    x: float
    y: float
    wide: float
    high: float
    lean: float

    def point(self, row, column):
        """Where the lines before a row and a column cross."""
        return self.x + column * self.wide - row * self.lean, self.y + row * self.high

    def around(self, places):
        """Corners of the smallest block of cells that holds the places, from the back left on."""
        rows, columns = zip(*places, strict=True)
        r0, r1, c0, c1 = min(rows), max(rows) + 1, min(columns), max(columns) + 1
        return [self.point(*corner) for corner in ((r0, c0), (r0, c1), (r1, c1), (r1, c0))]

    def middle(self, place):
        return self.point(place[0] + 0.5, place[1] + 0.5)

    def cell(self, pen, place, text=None, role="input", shift=0.0, **look):
        """One cell; shift moves its number to the left by this share of its width."""
        fill, line = look.get("fill", role), look.get("line", f"{role}.line")
        pen.polygon(self.around([place]), fill, line, look.get("width", 1.25), role == "unused")
        if role == "padding":
            self._hatch(pen, place)
        if text is not None:
            self.number(pen, place, text, look.get("colour", f"{role}.text"), look.get("size"), shift)

    def number(self, pen, place, text, colour, size=None, shift=0.0):
        """The number of a cell without the cell."""
        x, y = self.middle(place)
        size = size or max(0.42 * self.high, pen.sheet.smallest)
        pen.text(x - shift * self.wide, y, text, size, colour, weight="bold")

    def _hatch(self, pen, place, strokes=3):
        """Strokes along one diagonal of a cell."""
        row, column = place
        for i in range(1, 2 * strokes):
            total = i / strokes
            low, high = max(0, total - 1), min(1, total)
            ends = [self.point(row + a, column + total - a) for a in (low, high)]
            pen.line(ends, "padding.line", 1)


@dataclass(frozen=True)
class Volume:
    """Slices one below the other; slice 0 starts at (x, y), slice d at (x, y + d · drop)."""

    x: float
    y: float
    wide: float = 58
    high: float = 40
    lean: float = 14
    drop: float = 190

    def slice(self, depth):
        return Slice(self.x, self.y + depth * self.drop, self.wide, self.high, self.lean)

    def cell(self, pen, place, text=None, role="input", **look):
        self.slice(place[0]).cell(pen, place[1:], text, role, **look)

    def fill(self, pen, values, role, **look):
        """Every cell of a block of numbers, the lowest slice first."""
        for depth in reversed(range(len(values))):
            for row in range(len(values[depth])):
                for column, value in enumerate(values[depth][row]):
                    self.cell(pen, (depth, row, column), show(value), role, **look)

    def weight(self, pen, place, weight):
        """Kernel weight in the lower right of a cell."""
        x, y = self.slice(place[0]).point(place[1] + 1, place[2] + 1)
        chip(pen, x - 3, y - 3, weight)

    def number(self, pen, place, text, colour, size=None, shift=0.0):
        self.slice(place[0]).number(pen, place[1:], text, colour, size, shift)

    def indices(self, pen, depths, shape):
        """`[d]` in the free corner at the front right of each slice of `shape` (rows, columns)."""
        for depth in depths:
            x, y = self.slice(depth).point(*shape)
            pen.text(x + self.lean, y - 0.3 * self.high, f"[{depth}]", pen.sheet.smallest, "muted",
                     "left")

    def wash(self, pen, places, role="input"):
        """A block of cells without their numbers, in fewer strokes than cell by cell."""
        for depth in sorted({place[0] for place in places}, reverse=True):
            cut, rows, columns = self.slice(depth), *zip(*self._cut(places, depth), strict=True)
            pen.polygon(cut.around(self._cut(places, depth)), role)
            first, last = min(columns), max(columns) + 1
            for row in range(min(rows) + 1, max(rows) + 1):
                pen.line([cut.point(row, first), cut.point(row, last)], f"{role}.line", 1.25)
            for column in range(first + 1, last):
                ends = [cut.point(row, column) for row in (min(rows), max(rows) + 1)]
                pen.line(ends, f"{role}.line", 1.25)

    def uprights(self, pen, places, shape, role="kernel", width=1.75):
        """Edges of a block of cells from slice to slice, of slices of `shape` (rows, columns).

        They start where one sees them: not behind the slice that they leave.
        """
        for depth in sorted({place[0] for place in places})[:-1]:
            for x, y in self.slice(depth).around(self._cut(places, depth)):
                start = max(self._leave(depth, x, shape), y)
                pen.line([(x, start), (x, y + self.drop)], f"{role}.line", width)

    def window(self, pen, places, role="kernel", width=3):
        """Frame around a block of cells, in each of its slices."""
        for depth in sorted({place[0] for place in places}):
            pen.polygon(self.slice(depth).around(self._cut(places, depth)), None, f"{role}.line", width)

    @staticmethod
    def _cut(places, depth):
        return [place[1:] for place in places if place[0] == depth]

    def _leave(self, depth, x, shape):
        """Height at which a line going down at x comes out from behind a slice."""
        cut = self.slice(depth)
        (right, bottom), (back, _) = cut.point(*shape), cut.point(0, shape[1])
        return bottom if x <= right else cut.y + (back - x) / self.lean * self.high
