"""An HTML table becomes one of the book, its columns as wide as their words need and the page allows."""

from .inline import Inline
from .measure import cell_lines, height, narrowest, natural
from .source import array

MEASURE = 442.0  # points: the width of the text
PADDING = 8.0
USUAL, SMALLEST = 8.8, 8.6  # points; code in a cell is set at 0.88 of this, never below 7.5
LONG = 12  # rows from which on they stand closer
ALIGN = {"right": "right", "center": "center"}


class Tables:
    """Writes the tables of one page; `kind` is the class of the box a table stands in."""

    def __init__(self, inline: Inline):
        self.inline, self.kind = inline, ""

    def write(self, table) -> str:
        """The table; its first row repeats on every page that it runs over."""
        head = table.findall("thead/tr/th")
        rows = [row.findall("td") for row in table.findall("tbody/tr")]
        if any(len(row) != len(head) for row in rows):
            self.inline.page.refuse("a table whose rows differ in length", "give every row the same number of cells",
                                    head[0].text_content() if head else "<table")
        aligns = [ALIGN.get(_alignment(cell), "left") for cell in head]
        size = SMALLEST if self.kind == "sheet" else USUAL
        if sum(narrowest(column, size) + PADDING for column in _columns(head, rows)) > MEASURE:
            size = SMALLEST
        widths = [f"{width:.1f}pt" for width in _widths(_columns(head, rows), size)]
        cells = [f"[{self.inline(cell)}]" for row in rows for cell in row]
        titles = [f"[{self.inline(cell)}]" for cell in head]
        tight = len(rows) > LONG or self.kind == "sheet"
        return (f"#sheet({array([*widths[:-1], '1fr'])}, {array(aligns)}, {array(titles)}, {', '.join(cells)}, "
                f"size: {size:.1f}pt, tight: {str(tight).lower()})")


def _alignment(cell) -> str:
    return (cell.get("style") or "").partition("text-align:")[2].strip(" ;")


def _columns(head, rows) -> list[list]:
    return [list(column) for column in zip(head, *rows, strict=True)]


def _widths(columns: list[list], size: float) -> list[float]:
    """Column widths in points: natural where all fit, else those that make the table lowest.

    From what every column needs, whichever column gains most height for its points gets the next ones.
    """
    padding = PADDING + 1
    wants = [natural(column, size) + padding for column in columns]
    if sum(wants) <= MEASURE:
        return wants
    texts = [[cell_lines(cell, size) for cell in column] for column in columns]
    widths = [min(narrowest(column, size) + padding, want) for column, want in zip(columns, wants, strict=True)]
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
            return [width + spare * (want - width) / (sum(wants) - sum(widths))
                    for width, want in zip(widths, wants, strict=True)]
        widths[best[1]] = best[2]
        heights[best[1]] = [height(text, best[2] - padding) for text in texts[best[1]]]


def _total(heights: list[list[int]]) -> int:
    """Lines of the whole table: each row is as high as its highest cell."""
    return sum(map(max, zip(*heights, strict=True)))
