"""Takes the worked 2D numbers; gives the figures of the Conv2D page, each asked of a layer."""

import numpy as np

from scripts.figures.channels import channels, edges, groups, receptive_field
from scripts.figures.grid import Grid, label, short_sum, written_sum
from scripts.figures.strip import show
from scripts.figures.style import Sheet
from scripts.figures.worked import IMAGE, KERNEL_2D, run

__all__ = ["channels", "dilation", "edges", "groups", "padding", "positions", "receptive_field",
           "same_lopsided", "strides", "window"]


def window(moving=False):
    """One window over the input, or all nine in turn: weights in the corners, the sum written."""
    made = run(IMAGE, KERNEL_2D)
    sheet = Sheet(560, 530)
    source, target, kernel = Grid(18, 46, 61), Grid(363, 107, 61), Grid(18, 396, 42)
    label(sheet, 18, 34, "input", "input", made.shapes["input"])
    label(sheet, 363, 95, "output", "output", made.shapes["output"])
    label(sheet, 18, 384, "kernel", "kernel", made.shapes["kernel"])
    source.fill(sheet, IMAGE, "input", shift=0.06, fill="input.veil")
    kernel.fill(sheet, KERNEL_2D, "kernel")
    for place in made.windows.taps:
        target.cell(sheet, place, None, "output", fill="output.veil")
    places = sorted(made.windows.taps)
    for place in places if moving else places[:1]:
        pen = sheet.frame() if moving else sheet
        _show_step(pen, made, place, source, target)
        for other in places:
            if other < place or not moving and other > place:
                target.number(pen, other, show(made.output[other]), "output.text")
    return sheet


def _show_step(pen, made, place, source, target):
    """The window of one output cell over the input, and its sum."""
    terms = made.terms(place)
    cells = [cell for _, _, cell, _ in terms]
    beam(pen, made, source, target, place, behind=False)
    for _, weight, cell, value in terms:
        source.cell(pen, cell, show(value), shift=0.06)
        source.weight(pen, cell, weight)
    source.window(pen, cells)
    target.cell(pen, place, show(made.output[place]), "output")
    target.window(pen, [place], "output")
    written_sum(pen, 160, 416, [(w, v) for _, w, _, v in terms], made.output[place], 20, step=2.1)


def beam(pen, made, source, target, place, behind=True):
    """Band from one window to its output cell; if not `behind` the cells, only between the grids."""
    first = source.span([cell for _, _, cell, _ in made.terms(place)])
    last = target.span([place])
    left = sum(source.span(made.windows.places())[0::2]) + 4
    x0, x1 = first[0] + first[2], last[0]
    edges = []
    for a, b in ((first[1], last[1]), (first[1] + first[3], last[1] + last[3])):
        edges.append([(x, a + (b - a) * (x - x0) / (x1 - x0)) for x in (left, x1 if behind else target.x - 6)])
    pen.polygon([*edges[0], *reversed(edges[1])], "kernel.veil")


def positions():
    """The same kernel at the four corners of the input, each with its short sum."""
    made = run(IMAGE, KERNEL_2D)
    sheet = Sheet(560, 500)
    last = max(made.windows.taps)
    for i, place in enumerate([(0, 0), (0, last[1]), (last[0], 0), last]):
        x, y = 14 + i % 2 * 280, 40 + i // 2 * 246
        label(sheet, x, y - 10, f"output[{place[0]}, {place[1]}]", "output")
        source, target = Grid(x, y, 31), Grid(x + 172, y + 31, 31)
        beam(sheet, made, source, target, place)
        _panel(sheet, made, source, target, place)
        terms = [(w, v) for _, w, _, v in made.terms(place)]
        sheet.tokens(x - 2, y + 178, short_sum(terms, made.output[place]), sheet.smallest, "left",
                     "bold")
    return sheet


def strides():
    """strides 1, 2 and 3 on one input: the first window, and by how much the second is ahead."""
    sheet = Sheet(560, 440)
    for i in range(3):
        made = run(IMAGE, KERNEL_2D, strides=i + 1)
        x = 14 + i * 184
        label(sheet, x, 30, f"strides={i + 1}")
        source, target = Grid(x, 78, 33), Grid(x, 330, 33)
        _panel(sheet, made, source, target, (0, 0))
        _step(sheet, made, source)
        sheet.arrow((x + 14, 252), (x + 14, 282))
        label(sheet, x, 316, "output", "output", made.shapes["output"], sheet.smallest)
    return sheet


def _step(sheet, made, source):
    """The window of the second output, dashed, and an arrow from the first window to it."""
    if (0, 1) in made.windows.taps:
        first, second = (list(made.windows.taps[0, i].values()) for i in range(2))
        source.window(sheet, second, dash=True, width=2, grow=6)
        start, end = source.span(first)[0], source.span(second)[0]
        sheet.line([(start, 48), (start, 60)], "kernel.line", 2)
        sheet.arrow((start, 54), (end, 54), "kernel.line", 2)
        steps = second[0][1] - first[0][1]
        sheet.text(end + 12, 54, steps, sheet.smallest, "kernel.text", "left", weight="bold")


def padding():
    """The two paddings on one input; outputs that read padding are pale."""
    rows = [(f'padding="{kind}"', run(IMAGE, KERNEL_2D, padding=kind), (0, 0))
            for kind in ("valid", "same")]
    return _stack(rows)


def same_lopsided():
    """padding="same" that cannot be shared out evenly: more lies below and on the right."""
    even = np.fromfunction(lambda h, w: (2 * h + 3 * w) % 4, (6, 6), dtype=int)
    rows = [("kernel_size=3, strides=2", run(even, KERNEL_2D, strides=2, padding="same"), (2, 2)),
            ("kernel_size=2", run(IMAGE, KERNEL_2D[:2, :2], padding="same"), (4, 4))]
    return _stack(rows)


def dilation():
    """The same nine weights, side by side and pulled apart."""
    sheet = Sheet(560, 530)
    for i in range(2):
        made = run(IMAGE, KERNEL_2D, dilation_rate=i + 1)
        x = 14 + i * 276
        label(sheet, x, 30, f"dilation_rate={i + 1}")
        source, target = Grid(x, 46, 52), Grid(x, 394, 40)
        _panel(sheet, made, source, target, (0, 0), shift=0.13)
        for _, weight, cell, _ in made.terms((0, 0)):
            source.weight(sheet, cell, weight)
        terms = [(w, v) for _, w, _, v in made.terms((0, 0))]
        sheet.tokens(x, 332, short_sum(terms, made.output[0, 0]), sheet.smallest, "left", "bold")
        label(sheet, x, 382, "output", "output", made.shapes["output"])
    return sheet


def _stack(rows, pitch=40):
    """One input with its padding and its output below the other: [(label, run, lit place), …]."""
    depths = [30 + pitch * (len(made.input) + made.windows.before()[0] + made.windows.after()[0])
              for _, made, _ in rows]
    sheet = Sheet(560, sum(depths) + 30 * len(rows))
    y = 30
    for (text, made, place), depth in zip(rows, depths, strict=True):
        label(sheet, 16, y, text)
        before = made.windows.before()
        source = Grid(16 + before[1] * pitch, y + 14 + before[0] * pitch, pitch)
        target = Grid(340, source.y, pitch)
        beam(sheet, made, source, target, place)
        _panel(sheet, made, source, target, place)
        label(sheet, target.x, target.y - 12, "output", "output", made.shapes["output"])
        whole = [o for o in made.windows.taps
                 if all(value is not None for *_, value in made.terms(o))]
        if len(whole) < made.output.size:
            target.window(sheet, whole, "output", dash=True, width=1.75, grow=2)
        y += depth + 30
    return sheet


def _panel(sheet, made, source, target, place, shift=0.0):
    """Input with padding and unused cells, one window in it, and the output with one cell lit."""
    unused, terms = made.windows.unused(), made.terms(place)
    cells = [cell for _, _, cell, _ in terms]
    for cell in made.padding():
        source.cell(sheet, cell, "0", "padding")
    for cell in np.ndindex(made.input.shape):
        role = "unused" if cell in unused else "input"
        fill = role if cell in unused or cell in cells else "input.veil"
        source.cell(sheet, cell, show(made.input[cell]), role, shift, fill=fill)
    source.window(sheet, cells)
    for cell in np.ndindex(made.output.shape):
        target.cell(sheet, cell, show(made.output[cell]), "output",
                    fill="output" if cell == place else "output.veil")
    target.window(sheet, [place], "output")
