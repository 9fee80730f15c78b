"""How wide words are in the book's fonts, in points: what a table needs to know before Typst sees it."""

import re
from functools import cache

from fontTools.ttLib import TTFont

from .fonts import BOLD, MONO, REGULAR, font_path

CODE, LEAST = 0.88, 7.5  # the size of code in a cell, of the text's, and the smallest in points
SUM, LONGEST = re.compile(r"[\d\s×+\-−⌊⌋⌈⌉()/÷,.=·n]+"), 24  # what is not torn in a cell, up to so many characters
SIGN = re.compile(r" ([×+−/÷]) (?=[\d(⌊])|(?<=[\d)⌋]) ([×+−/÷]) ")
PAGE_NUMBER = 20.0  # points that a link's page number takes


def natural(cells: list, size: float) -> float:
    """The width of a column of cells when nothing is broken."""
    return max((max(map(sum, cell_lines(cell, size)), default=0.0) for cell in cells), default=0.0)


def narrowest(cells: list, size: float) -> float:
    """The width below which some word of the column would stick out."""
    return max((word for cell in cells for line in cell_lines(cell, size) for word in line), default=0.0)


def code_size(size: float) -> float:
    """The size of code in text of a size."""
    return max(LEAST, CODE * size)


@cache
def _advances(name: str) -> tuple[dict[int, str], dict, int]:
    font = TTFont(font_path(name))
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def width(text: str, size: float, mono: bool, bold: bool = False) -> float:
    """The width of a run of text."""
    total = 0.0
    for char in text:
        for name in ((MONO, REGULAR) if mono else (BOLD if bold else REGULAR,)):
            cmap, metrics, units = _advances(name)
            if ord(char) in cmap:
                total += metrics[cmap[ord(char)]][0] / units
                break
        else:
            total += 0.6
    return total * (code_size(size) if mono else size)


def height(lines: list[list[float]], room: float) -> int:
    """How many lines a cell takes in a column with that much room."""
    count = 0
    for words in lines:
        count, filled = count + 1, words[0]
        for space, word in zip(words[1::2], words[2::2], strict=True):
            filled += space + word
            if filled > room:
                count, filled = count + 1, word
    return count


def tighten(cell) -> None:
    """Set the sums of a cell without spaces: 16×16×16 where there is no room for 16 × 16 × 16."""
    for node in cell.iter():
        node.text = SIGN.sub(_sign, node.text or "")
        if node is not cell:
            node.tail = SIGN.sub(_sign, node.tail or "")


def _sign(found) -> str:
    return found[1] or found[2]


def unbroken(cell) -> bool:
    """Whether a cell is one short sum or shape, which no line break shall tear."""
    return len(cell.text_content()) <= LONGEST and bool(SUM.fullmatch(cell.text_content()))


def cell_lines(cell, size: float) -> list[list[float]]:
    """The widths of the cell's words and the spaces between them, line by line: [word, space, word, …]."""
    lines, bold = [[0.0]], cell.tag == "th"

    def add(text, mono):
        for number, part in enumerate(" ".join((text or "").split("\n")).split(" ")):
            if number:
                lines[-1] += [width(" ", size, mono, bold), 0.0]
            lines[-1][-1] += width(part, size * 1.01, mono, bold)

    def walk(node, mono):
        mono = mono or node.tag == "code"
        if node.tag == "br":
            lines.append([0.0])
        add(node.text, mono)
        for child in node:
            if isinstance(child.tag, str):
                walk(child, mono)
            add(child.tail, mono)
        if node.tag == "a":
            lines[-1][-1] += PAGE_NUMBER

    walk(cell, False)
    return [[sum(line)] for line in lines] if unbroken(cell) else lines
