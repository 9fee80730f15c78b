"""Takes nothing; gives the Conv1D figures, each a sheet drawn from what a real layer answers."""

import numpy as np
import tensorflow as tf

from scripts.figures.probe import probe, windows
from scripts.figures.strip import (
    Panel,
    Strip,
    equals,
    output_of,
    products,
    show,
    sizes,
    taps_of,
)
from scripts.figures.style import Sheet
from scripts.figures.worked import convolution

INPUT = [1, 2, 0, 3, 1, 2]
KERNEL = [2, 1, -1]
LONGER = [1, 2, 0, 3, 1, 2, 0, 1, 3]
WIDTH = 480


def convolve(kernel, **settings):
    """Conv1D of one channel and one filter with these weights."""
    return convolution(np.reshape(kernel, (-1, 1, 1)), **settings)


def window(moving=False):
    """The kernel on the input strip: still on the first window, moving over all of them."""
    layer = convolve(KERNEL)
    taps, _ = taps_of(layer, len(INPUT))
    outputs = output_of(layer, INPUT)
    sheet = Sheet(WIDTH, 330)
    labels = [("input", 45), ("kernel", 116), ("output", 229)]
    for label, y in labels:
        sheet.text(76, y, label, 15, label + ".text", ha="right")
    Strip(sheet, 96, 20, 50).cells(INPUT)
    if moving:
        for number in range(len(outputs)):
            _draw_window(sheet.frame(), taps, outputs, number, upto=number + 1)
    else:
        _draw_window(sheet, taps, outputs, 0, upto=len(outputs))
    return sheet


def _draw_window(pen, taps, outputs, number, upto):
    size, gap, x = 50, 6, 96
    top, low = Strip(pen, x, 20, size, gap), Strip(pen, x, 204, size, gap)
    places = [sum(window) / len(window) for window in taps]
    taken, place = taps[number], places[number]
    pen.funnel(top.left(taken[0]) - 3, top.left(taken[-1]) + size + 3, 70,
               low.left(place), low.left(place) + size, 208)
    for value, tap in zip(KERNEL, taken, strict=True):
        pen.cell(top.left(tap) + 4, 98, size - 8, 36, "kernel", show(value), 19)
        pen.text(top.middle(tap), 84, "×", 18, "kernel.text")
        pen.curve((top.middle(tap), 134), (low.middle(place), 204), "kernel.line", 2)
    pen.outline(top.left(taken[0]), 20, 3 * size + 2 * gap, 118, grow=6, radius=12)
    for other, (spot, value) in enumerate(zip(places, outputs, strict=True)):
        if other < upto:
            low.cell(spot, value, "output", width=3 if other == number else 1.25)
        else:
            low.cell(spot, None, "output", fill=None, line="hair")
    terms = zip(KERNEL, (INPUT[tap] for tap in taken), strict=True)
    tokens = products(terms, ["input.text"] * len(taken)) + equals(outputs[number])
    pen.tokens(WIDTH / 2, 298, tokens, 21, weight="bold")


def channels():
    """Two input channels and two filters: each filter sums over both channels."""
    x = np.array([INPUT, [0, 1, 2, 1, 0, 1]], "float32").T
    kernel = np.array([[KERNEL, [1, 0, 1]], [[1, 0, -1], [0, 2, 1]]], "float32").T
    layer = convolution(kernel)
    outputs = np.asarray(layer(x[None]))[0]
    taken = [place for (place,) in windows(layer, x.shape).taps[0,].values()]
    sheet = Sheet(WIDTH, 516)
    rows = [Strip(sheet, 108, 20 + 44 * channel, 38) for channel in range(2)]
    left, right = rows[0].left(taken[0]), rows[0].left(taken[-1]) + 38
    for number in range(2):
        middle = 120 + 240 * number
        sheet.funnel(left - 5, right + 5, 104, middle - 66, middle + 66, 190)
        _draw_filter(sheet, middle, number, kernel[:, :, number], outputs[:, number])
        _draw_sum(sheet, middle, x[taken], kernel[:, :, number], outputs[0, number])
    for channel, row in enumerate(rows):
        sheet.text(96, row.y + 19, f"x[0, :, {channel}]", 14, f"channel{channel}.text", ha="right")
        row.cells(x[:, channel], f"channel{channel}")
    sheet.outline(left, 20, right - left, 82, grow=5, radius=11)
    for shape, spot, role in [(x.shape, (464, 61), "input"), (kernel.shape, (240, 224), "kernel"),
                              (outputs.shape, (240, 352), "output")]:
        ha = "right" if role == "input" else "center"
        sheet.text(*spot, tuple(shape), 14, role + ".text", ha=ha)
    return sheet


def _draw_filter(sheet, middle, number, kernel, outputs):
    taps, channels = kernel.shape
    sheet.text(middle, 164, f"kernel[:, :, {number}]", 14, "kernel.text")
    for channel in range(channels):
        row = Strip(sheet, middle - 60, 188 + 40 * channel, 34, 9)
        row.cells(kernel[:, channel], "kernel", line=f"channel{channel}.line", width=2)
    sheet.outline(middle - 60, 188, 120, 74, grow=6, radius=11)
    sheet.curve((middle, 268), (middle - 60, 334), "kernel.line", 2)
    low = Strip(sheet, middle - 77, 334, 34)
    low.cells(outputs, "output")
    low.cell(0, outputs[0], "output", width=2.5)
    sheet.text(middle, 388, f"y[0, :, {number}]", 14, "output.text")


def _draw_sum(sheet, middle, x, kernel, output):
    """The products of one output cell, one line for each channel, and their sum."""
    for channel in range(x.shape[1]):
        tokens = products(zip(kernel[:, channel], x[:, channel], strict=True),
                          [f"channel{channel}.text"] * len(x))
        tokens = [("+ " if channel else "  ", "muted"), *tokens]
        sheet.tokens(middle - 96, 426 + 26 * channel, tokens, 15, ha="left")
    tokens = [("= ", "muted"), (show(output), "output.text")]
    sheet.tokens(middle - 96, 426 + 26 * x.shape[1] + 4, tokens, 19, ha="left", weight="bold")


def groups():
    """Which of four input channels feed which of four filters, for groups 1, 2 and 4."""
    sheet = Sheet(WIDTH, 486)
    for row, number in enumerate((1, 2, 4)):
        layer = tf.keras.layers.Conv1D(4, 3, groups=number)
        feeds = probe(layer, (3, 4)).count[0].sum(axis=1)
        y = 20 + 160 * row
        facts = [(f"groups={number}", 17, "ink", "bold"), ("kernel.shape", 14, "muted", "normal"),
                 (str(tuple(layer.kernel.shape)), 15, "kernel.text", "bold"),
                 ("count_params()", 14, "muted", "normal"),
                 (str(layer.count_params()), 15, "kernel.text", "bold")]
        for line, (text, size, colour, weight) in enumerate(facts):
            drop = (12, 46, 67, 94, 115)[line]
            sheet.text(16, y + drop, text, size, colour, ha="left", weight=weight)
        _draw_feeds(sheet, 170, y, feeds)
    return sheet


def _draw_feeds(sheet, x, y, feeds):
    """Channels above filters, a line where feeds[filter, channel] is not zero."""
    top, low = Strip(sheet, x, y, 36, 16), Strip(sheet, x, y + 92, 36, 16)
    for place, channel in zip(*np.nonzero(feeds), strict=True):
        ends = (top.middle(channel), top.bottom), (low.middle(place), low.y)
        sheet.curve(*ends, f"channel{channel}.line", 2)
    for number in range(4):
        top.cell(number, number, f"channel{number}")
        low.cell(number, number, "output")
    sheet.text(464, y + 18, "channels", 14, "muted", ha="right")
    sheet.text(464, y + 110, "filters", 14, "muted", ha="right")


def receptive_field():
    """One output cell of two stacked layers, back to the inputs: in each cell the paths to it."""
    length = 7
    inputs = tf.keras.Input((length, 1))
    hidden = tf.keras.layers.Conv1D(1, 3)(inputs)
    outputs = tf.keras.layers.Conv1D(1, 3)(hidden)
    first = probe(tf.keras.Model(inputs, hidden), (length, 1)).count[:, 0, :, 0]
    second = probe(tf.keras.Model(hidden, outputs), hidden.shape[1:]).count[:, 0, :, 0]
    paths = probe(tf.keras.Model(inputs, outputs), (length, 1)).count[:, 0, :, 0]
    focus = len(second) // 2
    sheet = Sheet(WIDTH, 386)
    rows = [Strip(sheet, 88 + 54 * depth, 16 + 124 * depth, 46, 8) for depth in range(3)]
    for label, row in zip(("input", "Conv1D", "Conv1D"), rows, strict=True):
        role = "input" if label == "input" else "output"
        sheet.text(72, row.y + 23, label, 15, role + ".text", ha="right")
    _join_field(sheet, rows, (first, second), focus)
    counts = (paths[focus], second[focus], np.eye(len(second), dtype=int)[focus])
    for row, values, role in zip(rows, counts, ("input", "output", "output"), strict=True):
        for place, value in enumerate(values):
            fill = f"{role}.{2 + 3 * min(int(value), 4):02d}" if value else None
            colour = role + ".text" if value else "muted"
            line = role + ".line" if value else "hair"
            row.cell(place, value, role, fill=fill, colour=colour, line=line)
    counts = [show(value) for value in paths[focus] if value]
    tokens = [(" + ".join(counts), "input.text"), *equals(paths[focus].sum())]
    sheet.tokens(273, 356, tokens, 20, weight="bold")
    return sheet


def _join_field(sheet, rows, layers, focus):
    """Lines of both layers; those on a way to the output `focus` stand out."""
    reached = [layers[1][focus] > 0, np.arange(len(layers[1])) == focus]
    for colour, width, wanted in (("hair", 1.25, False), ("kernel.line", 2, True)):
        for depth, counts in enumerate(layers):
            top, low = rows[depth], rows[depth + 1]
            for place, cell in zip(*np.nonzero(counts), strict=True):
                if bool(reached[depth][place]) == wanted:
                    ends = (top.middle(cell), top.bottom), (low.middle(place), low.y)
                    sheet.curve(*ends, colour, width)


def strides():
    """strides 1, 2, 3 on one input; cells that no window reads are dashed."""
    return _stack([(f"strides={n}", convolve(KERNEL, strides=n), INPUT, -1) for n in (1, 2, 3)])


def padding():
    """The three paddings on one input; each output of "causal" stands under its last tap."""
    rows = [(f'padding="{kind}"', convolve(KERNEL, padding=kind), INPUT, 0)
            for kind in ("valid", "same", "causal")]
    return _stack(rows)


def same_lopsided():
    """padding="same" that cannot be shared out evenly: more of it lies on the right."""
    lopsided = convolve(KERNEL, strides=2, padding="same")
    rows = [("kernel_size=3, strides=2", lopsided, INPUT, -1),
            ("kernel_size=2", convolve(KERNEL[:2], padding="same"), INPUT, -1),
            ("kernel_size=4", convolve([*KERNEL, 1], padding="same"), INPUT, -1)]
    return _stack(rows)


def dilation():
    """The same three weights, pulled apart."""
    return _stack([(f"dilation_rate={n}", convolve(KERNEL, dilation_rate=n), LONGER, 0)
                   for n in (1, 2, 3)])


def variable_length():
    """One layer, inputs of three lengths."""
    layer = convolve(KERNEL)
    inputs = [INPUT[:4], INPUT, LONGER]
    return _stack([(f"x.shape=(1, {len(x)}, 1)", layer, x, -1) for x in inputs])


def _stack(rows, size=36, high=178):
    """One panel below the other: [(label, layer, input, highlighted output), …]."""
    sheet = Sheet(WIDTH, high * len(rows) - 12)
    covered = [tap for _, layer, x, _ in rows for taps in taps_of(layer, len(x))[0] for tap in taps]
    first, last = min(covered), max(covered + [len(x) - 1 for _, _, x, _ in rows])
    left = (WIDTH - (last + first + 1) * (size + 6)) / 2
    for number, (label, layer, values, focus) in enumerate(rows):
        y = number * high
        anchor = "last" if "causal" in label else "middle"
        sheet.text(16, y + 18, label, 16, "ink", ha="left", weight="bold")
        outputs = output_of(layer, values)
        focus = focus % len(outputs)
        Panel(sheet, left, y + 42, size, anchor=anchor).draw(layer, values, focus)
        sizes(sheet, WIDTH - 16, y + 18, len(values), len(outputs), 16)
    return sheet
