"""Takes the worked numbers; gives the Conv1DTranspose figures, each asked of a real layer."""

import numpy as np

from scripts.figures.scatter import scatter
from scripts.figures.strip import Strip, factor, output_of, show, sizes, taps_of
from scripts.figures.style import Sheet
from scripts.figures.worked import convolution

INPUT = [1, 2, 3]
KERNEL = [2, 1, -1]
LONG = [1, 2, 0, 3, 1, 2, 0]
WIDTH = 480


def window(moving=False):
    """Each input cell stamps its multiple of the kernel; what lies in a column is added up."""
    made = scatter(INPUT, KERNEL, strides=2)
    sheet = Sheet(WIDTH, 424)
    _window_rows(sheet, made)
    if moving:
        for number in range(len(INPUT)):
            _window_step(sheet.frame(), made, number)
        _window_sum(sheet.frame(), made, (2,))
    else:
        _window_sum(sheet, made, (2,))
    return sheet


def _window_rows(sheet, made):
    """What stands still: kernel, input, and the names of the rows."""
    strip = Strip(sheet, 112, 20, 44)
    for name, y in (("kernel", 42), ("input", 110), ("output", 354)):
        sheet.text(96, y, name, 15, f"{name}.text", ha="right")
    for place, weight in enumerate(made.kernel):
        strip.cell(place, weight, "kernel")
    for number, value in enumerate(made.input):
        tokens = [(show(value), "input.text"), (" · kernel", "kernel.text")]
        sheet.tokens(96, 183 + 46 * number, tokens, 14, ha="right")
        low = Strip(sheet, 115, 164 + 46 * number, 38, 12)
        for place in range(len(made.output)):
            low.cell(place, None, fill=None, line="hair", width=0.75)


def _stamp(pen, made, number, strong=True):
    row = Strip(pen, 115, 164 + 46 * number, 38, 12)
    for tap, place in made.reach[number,].items():
        fill = "kernel" if strong else "kernel.veil"
        row.cell(place[0], made.kernel[tap] * made.input[number], "kernel", fill=fill)
    return row


def _spread(made, number):
    """Where an input cell stands: over the middle of the cells that it goes to."""
    goes = [place for (place,) in made.reach[number,].values()]
    return sum(goes) / len(goes)


def _inputs(pen, made, focus=None):
    top = Strip(pen, 112, 88, 44)
    for number, value in enumerate(made.input):
        lit = number == focus
        top.cell(_spread(made, number), value, width=3 if lit else 1.25,
                 fill="input" if focus is None or lit else "input.veil")
    return top


def _outputs(pen, values, reached, focus=None):
    low = Strip(pen, 112, 332, 44)
    for place, value in enumerate(values):
        if place in reached:
            low.cell(place, value, "output", width=3 if place == focus else 1.25)
        else:
            low.cell(place, None, "output", fill=None, line="hair")


def _window_step(pen, made, number):
    """One input cell on its way to its stamp; earlier stamps are pale."""
    goes = [place for (place,) in made.reach[number,].values()]
    top, row = Strip(pen, 112, 88, 44), Strip(pen, 115, 164 + 46 * number, 38, 12)
    middle = _spread(made, number)
    pen.funnel(top.left(middle), top.left(middle) + 44, 130, row.left(goes[0]) - 3,
               row.left(goes[-1]) + 41, row.y)
    _inputs(pen, made, number)
    for other in range(number + 1):
        _stamp(pen, made, other, other == number)
    row.outline(goes[0], goes[-1], grow=4)
    cells = [(other,) for other in range(number + 1)]
    reached = {place for cell in cells for (place,) in made.reach[cell].values()}
    _outputs(pen, made.upto(cells), reached)
    tokens = [(show(made.input[number]), "input.text"), (" · [", "muted"),
              (", ".join(show(weight) for weight in made.kernel), "kernel.text"), ("]", "muted")]
    pen.tokens(WIDTH / 2, 402, tokens, 19, weight="bold")


def _window_sum(pen, made, place):
    """All stamps, and the column of one output cell added up."""
    _inputs(pen, made)
    rows = [_stamp(pen, made, number) for number in range(len(made.input))]
    _outputs(pen, made.output, set(range(len(made.output))), place[0])
    x = rows[0].left(place[0])
    pen.outline(x, 164, 38, rows[-1].bottom - 164, grow=5)
    pen.arrow((x + 19, rows[-1].bottom + 8), (x + 19, 328), "kernel.line", 2)
    tokens = []
    for weight, value in made.parts(place):
        tokens += [(" + ", "muted")] if tokens else []
        tokens += [(factor(value), "input.text"), ("·", "muted"), (factor(weight), "kernel.text")]
    tokens += [(" = ", "muted"), (show(made.output[place]), "output.text")]
    pen.tokens(WIDTH / 2, 402, tokens, 19, weight="bold")


def gather_scatter():
    """Conv1D gathers three cells into one; Conv1DTranspose sends one to three on these lines."""
    layer = convolution(np.array(KERNEL)[:, None, None], strides=2)
    taps, _ = taps_of(layer, len(LONG))
    short = output_of(layer, LONG)
    made = scatter(np.array(short, int), KERNEL, strides=2)
    goes = [[place for (place,) in made.reach[cell,].values()] for cell in range(len(short))]
    sheet = Sheet(WIDTH, 436)
    for y, name in ((24, "Conv1D"), (236, "Conv1DTranspose")):
        sheet.text(16, y, name, 16, ha="left", weight="bold")
    sizes(sheet, 464, 24, len(LONG), len(short), 16)
    sizes(sheet, 464, 236, len(short), len(made.output), 16)
    rows = [Strip(sheet, 60, y, 46) for y in (46, 162, 258, 374)]
    _fan(sheet, rows[0], rows[1], taps, below=True)
    rows[0].cells(LONG)
    _fan(sheet, rows[3], rows[2], goes, below=False)
    rows[3].cells(made.output, "output")
    for places, row, role in ((taps, rows[1], "output"), (goes, rows[2], "input")):
        for number, value in enumerate(short):
            row.cell(sum(places[number]) / 3, value, role, width=3 if number == 1 else 1.25)
    for row, places in ((rows[0], taps[1]), (rows[3], goes[1])):
        row.outline(places[0], places[-1], grow=4)
    return sheet


def _fan(sheet, long, short, places, below, focus=1):
    """Lines between the three cells of a long strip and the one cell of a short strip."""
    near, far = (long.bottom, short.y) if below else (long.y, short.bottom)
    for number in sorted(range(len(places)), key=lambda number: number == focus):
        middle = short.middle(sum(places[number]) / len(places[number]))
        lit = number == focus
        for weight, place in zip(KERNEL, places[number], strict=True):
            colour, width = ("kernel.line", 2.25) if lit else ("hair", 1.25)
            sheet.curve((long.middle(place), near), (middle, far), colour, width)
            if lit:
                x = long.middle(place) + 0.28 * (middle - long.middle(place))
                y = near + 0.36 * (far - near)
                sheet.cell(x - 15, y - 12, 30, 24, "kernel", show(weight), 15)


def strides():
    """strides 1 to 4 with one kernel: more room between the stamps, and gaps at last."""
    rows = [(f"strides={n}", scatter(INPUT, KERNEL, strides=n)) for n in (1, 2, 3, 4)]
    return _stack(rows, 31, 5)


def padding():
    """What "same" cuts off of "valid", for strides 1 and 2."""
    rows = [(f'strides={n}, padding="{kind}"', scatter(INPUT, KERNEL, strides=n, padding=kind))
            for n in (1, 2) for kind in ("valid", "same")]
    return _stack(rows)


def output_padding():
    """output_padding None, 0 and 1 under both paddings; a cell that nothing reaches is hatched."""
    rows = [(f'"{kind}", output_padding={extra}',
             scatter(INPUT, KERNEL, strides=2, padding=kind, output_padding=extra))
            for kind, extra in (("valid", None), ("valid", 1), ("same", None), ("same", 0),
                                ("same", 1))]
    return _stack(rows, 36)


def same_lopsided():
    """An odd number of cells to cut off: one more goes at the end."""
    rows = [("kernel_size=3, strides=2", scatter(INPUT, KERNEL, strides=2, padding="same")),
            ("kernel_size=2, strides=1", scatter(INPUT, KERNEL[:2], padding="same")),
            ("kernel_size=4, strides=1", scatter(INPUT, [*KERNEL, 1], padding="same")),
            ("kernel_size=5, strides=2",
             scatter(INPUT, [*KERNEL, 1, 1], strides=2, padding="same"))]
    return _stack(rows)


def dilation():
    """The same three weights, stamped further apart."""
    return _stack([(f"dilation_rate={n}", scatter(INPUT, KERNEL, dilation_rate=n))
                   for n in (1, 2, 3)], 36)


def _stack(rows, size=36, gap=6, high=158):
    """One panel below the other: [(label, scatter), …]; the first input cell stands out."""
    sheet = Sheet(WIDTH, high * len(rows) - 8)
    spans = [(min(min(made.places())[0], 0), max(max(made.places())[0] + 1, len(made.output)))
             for _, made in rows]
    first, end = min(start for start, _ in spans), max(stop for _, stop in spans)
    left = (WIDTH - (end + first) * (size + gap)) / 2
    for number, (text, made) in enumerate(rows):
        y = 18 + number * high
        sheet.text(16, y, text, 15, ha="left", weight="bold")
        sizes(sheet, WIDTH - 16, y, len(made.input), len(made.output), 15)
        top, low = Strip(sheet, left, y + 20, size, gap), Strip(sheet, left, y + 92, size, gap)
        _panel(sheet, made, top, low)
    return sheet


def _panel(sheet, made, top, low):
    """Input cells over the outputs that they go to; cut off cells are dashed."""
    for number in reversed(range(len(made.input))):
        for place in made.reach[number,].values():
            lit = number == 0
            look = ("kernel.line", 2, False) if lit else ("hair", 1.25, not made.inside(place))
            sheet.curve((top.middle(_spread(made, number)), top.bottom),
                        (low.middle(place[0]), low.y), *look)
    for number, value in enumerate(made.input):
        top.cell(_spread(made, number), value, width=2.5 if number == 0 else 1.25)
    lit = {place for (place,) in made.reach[0,].values()}
    for place in made.cut():
        value = sum(weight * value for weight, value in made.parts(place))
        low.cell(place[0], value, "unused")
    for place, value in enumerate(made.output):
        role = "output" if made.parts((place,)) else "padding"
        line = "kernel.line" if place in lit else f"{role}.line"
        low.cell(place, value, role, line=line, width=2.25 if place in lit else 1.25)


def overlap():
    """All-ones kernels on all-ones inputs: bricks for the stamps, the layer's counts below."""
    sheet = Sheet(WIDTH, 520)
    for number, (kernel_size, step) in enumerate(((2, 2), (3, 2), (4, 2), (5, 2))):
        made = scatter(np.ones(5, int), np.ones(kernel_size, int), strides=step)
        y = 20 + 130 * number
        sheet.text(16, y, f"kernel_size={kernel_size}, strides={step}", 15, ha="left",
                   weight="bold")
        low = Strip(sheet, (WIDTH - 34 * len(made.output)) / 2, y + 66, 30, 4)
        lanes = -(-kernel_size // step)
        for cell, goes in made.reach.items():
            (first,), (last,) = min(goes.values()), max(goes.values())
            lane = y + 54 - 13 * (cell[0] % lanes)
            sheet.box(low.left(first) + 1, lane, low.left(last) - low.left(first) + 28, 9, "kernel",
                      "kernel.line", 1.25, 4)
        for place, value in enumerate(made.output):
            low.cell(place, value, "output", fill=f"output.{2 + 4 * min(int(value), 3):02d}",
                     colour="ink")
    return sheet
