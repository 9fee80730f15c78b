"""An HTML table becomes one of the book, its columns as wide as their words need and the page allows."""

from itertools import permutations

from .inline import Inline
from .measure import cell_lines, code_size, height, narrowest, natural, tighten, unbroken
from .source import array

MEASURE = 442.0  # points: the width of the text
LOOKS = ((8.8, 4.0), (8.6, 4.0), (7.6, 3.0))  # (size of the text, space beside it), the first that fits is taken
NARROW = 0.28  # of the measure: columns up to that width keep it
LONG = 12  # rows from which on they stand closer
ALIGN = {"right": "right", "center": "center"}


class Tables:
    """Writes the tables of one page; `kind` is the class of the box a table stands in."""

    def __init__(self, inline: Inline):
        self.inline, self.kind = inline, ""

    def write(self, table) -> str:
        """The table; its first row repeats on every page that it runs over."""
        head = table.findall("thead/tr/*")
        rows = [row.findall("td") for row in table.findall("tbody/tr")]
        if any(len(row) != len(head) for row in rows):
            self.inline.page.refuse("a table whose rows differ in length", "give every row the same number of cells",
                                    head[0].text_content() if head else "<table")
        aligns = [ALIGN.get(_alignment(cell), "left") for cell in head]
        cells = [*head, *(cell for row in rows for cell in row)]
        for number, (size, inset) in enumerate(LOOKS[self.kind == "sheet":]):
            if number:
                for cell in cells:
                    tighten(cell)
            columns, padding = _columns(head, rows), 2 * inset + 1
            if sum(narrowest(column, size) + padding for column in columns) <= MEASURE:
                break
        widths = [f"{width:.1f}pt" for width in _widths(columns, size, padding, aligns[-1] == "right")]
        cells = [self._cell(cell) for row in rows for cell in row]
        titles = [f"[{self.inline(cell)}]" for cell in head]
        tight = len(rows) > LONG or self.kind == "sheet"
        return (f"#sheet({array([*widths[:-1], '1fr'])}, {array(aligns)}, {array(titles)}, {', '.join(cells)}, "
                f"size: {size:.1f}pt, code: {code_size(size):.2f}pt, beside: {inset}pt, tight: {str(tight).lower()})")

    def _cell(self, cell) -> str:
        written = self.inline(cell)
        return f"[#box[{written}]]" if unbroken(cell) else f"[{written}]"


def _alignment(cell) -> str:
    return (cell.get("style") or "").partition("text-align:")[2].strip(" ;")


def _columns(head, rows) -> list[list]:
    return [list(column) for column in zip(head, *rows, strict=True)]


def _widths(columns: list[list], size: float, padding: float, spread: bool) -> list[float]:
    """Column widths in points: natural where all fit, else those that make the table lowest.

    From what every column needs, whichever column gains most height for its points gets the next ones.
    """
    wants = [natural(column, size) + padding for column in columns]
    if sum(wants) <= MEASURE:
        spare = (MEASURE - sum(wants)) / len(wants)
        return [want + spare for want in wants] if spread else wants
    texts = [[cell_lines(cell, size) for cell in column] for column in columns]
    widths = [min(narrowest(column, size) + padding, want) for column, want in zip(columns, wants, strict=True)]
    for number in sorted(range(len(wants)), key=wants.__getitem__):  # narrow columns are not worth a broken line
        if wants[number] <= NARROW * MEASURE and sum(widths) + wants[number] - widths[number] <= MEASURE:
            widths[number] = wants[number]
    heights = [[height(text, width - padding) for text in column] for column, width in zip(texts, widths, strict=True)]
    while True:
        spare, total, best = MEASURE - sum(widths), _total(heights), (0.0, 0, 0.0)
        for number, column in enumerate(texts):
            for step in range(6, int(min(spare, wants[number] - widths[number])) + 7, 6):
                wider = min(widths[number] + step, wants[number])
                tried = [*heights]
                tried[number] = [height(text, wider - padding) for text in column]
                if wider - widths[number] <= spare:
                    best = max(best, ((total - _total(tried)) / step, number, wider))
        if best[0] <= 0:
            widths = _traded(texts, widths, padding)
            return [width + spare * (want - width) / (sum(wants) - sum(widths))
                    for width, want in zip(widths, wants, strict=True)]
        widths[best[1]] = best[2]
        heights[best[1]] = [height(text, best[2] - padding) for text in texts[best[1]]]


def _traded(texts: list, widths: list[float], padding: float) -> list[float]:
    """Widths after every trade between two columns that makes the table lower: the greedy search stops too soon."""
    def lines(tried):
        return _total([[height(text, width - padding) for text in column]
                       for column, width in zip(texts, tried, strict=True)])

    needs = [max((word for text in column for line in text for word in line), default=0.0) + padding
             for column in texts]
    best, changed = lines(widths), True
    while changed:
        changed = False
        for giver, taker in permutations(range(len(widths)), 2):
            for points in (6, 18, 42, 84):
                tried = [*widths]
                tried[giver], tried[taker] = tried[giver] - points, tried[taker] + points
                if tried[giver] >= needs[giver] and (found := lines(tried)) < best:
                    widths, best, changed = tried, found, True
    return widths


def _total(heights: list[list[int]]) -> int:
    """Lines of the whole table: each row is as high as its highest cell."""
    return sum(map(max, zip(*heights, strict=True)))
