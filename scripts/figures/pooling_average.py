"""Takes the worked numbers; gives the average pooling figures and the pooling family."""

import keras
import numpy as np

from scripts.figures.grid import Grid, label
from scripts.figures.palette import shade
from scripts.figures.pooled import Row, pool, short
from scripts.figures.pooling import INPUT, WIDTH, draw_window, stack, stack_gradients
from scripts.figures.strip import show
from scripts.figures.style import Sheet

RISING = [1, 2, 3, 4]
HILLS = np.array([[0, 4, 4, 0, 0, 0], [4, 8, 4, 0, 0, 4], [0, 4, 0, 0, 4, 8],
                  [0, 0, 0, 4, 8, 4], [4, 0, 0, 0, 4, 0], [0, 0, 4, 0, 0, 0]])


def window(moving=False):
    """A 2 × 2 window on the 5 × 5 input: still on the first place, moving over all of them."""
    return draw_window(keras.layers.AveragePooling2D(2), _write_mean, moving)


def _write_mean(pen, values, result):
    pen.tokens(280, 388, _mean(values, result), 22, weight="bold")


def _mean(values, result):
    """Tokens of (a + b + …) / n = result."""
    tokens = [("(", "kernel.text")]
    for i, value in enumerate(values):
        tokens += [(" + ", "muted")] * bool(i) + [(show(value), "input.text")]
    return [*tokens, (f") / {len(values)}", "kernel.text"), (" = ", "muted"),
            (short(result), "output.text")]


def window_1d(moving=False):
    """A window of three on the input row: still on the first place, moving over both of them."""
    made = pool(keras.layers.AveragePooling1D(3), INPUT)
    sheet = Sheet(WIDTH, 254)
    sheet.text(76, 49, "input", 15, "input.text", ha="right")
    sheet.text(76, 159, "output", 15, "output.text", ha="right")
    places = [place for (place,) in sorted(made.taps)]
    for number in places if moving else places[:1]:
        pen = sheet.frame() if moving else sheet
        Row(pen, 96, 24, 50, 60).draw(made, number, upto=number if moving else None)
        values = [made.input[cell] for cell in made.reads[number,]]
        pen.tokens(WIDTH / 2, 226, _mean(values, made.output[number]), 21, weight="bold")
    return sheet


def padding():
    """"same" on a rising row: how many cells each output shares out, at its edges and inside."""
    made = pool(keras.layers.AveragePooling1D(3, strides=1, padding="same"), RISING)
    sheet = Sheet(WIDTH, 276)
    sheet.text(16, 18, 'pool_size=3, padding="same"', 16, "ink", ha="left", weight="bold")
    row = Row(sheet, 112, 44, 58, 46)
    row.draw(made, 0)
    for (at,), cells in made.reads.items():
        values = [made.input[cell] for cell in cells]
        middle, size = row.low.middle(at), sheet.smallest
        sheet.text(middle, 230, "+".join(map(show, values)), size, "input.text", weight="bold")
        sheet.line([(middle - 26, 242), (middle + 26, 242)], "kernel.line", 1.75)
        sheet.text(middle, 256, len(values), size * 1.1, "kernel.text", weight="bold")
    sheet.text(96, 177, "output", 15, "output.text", ha="right")
    return sheet


def divisor():
    """2D "same": how many input cells each output divides by."""
    sheet = Sheet(560, 330)
    for i, step in enumerate((1, 2)):
        made = pool(keras.layers.AveragePooling2D(3, strides=step, padding="same"), np.ones((5, 5)))
        x = 16 + 280 * i
        label(sheet, x, 28, f"strides={step}")
        source = Grid(x + 34, 76, 34)
        for cell in made.padding():
            source.cell(sheet, cell, None, "padding")
        for cell in np.ndindex(made.input.shape):
            source.cell(sheet, cell, None, "input", fill="input.veil")
        for place, taps in made.taps.items():
            middle = tuple(np.mean(taps, axis=0))
            count = len(made.reads[place])
            source.cell(sheet, middle, str(count), "output", fill=shade("output", count / 18))
        source.window(sheet, made.taps[0, 0])
    return sheet


def gradient():
    """Each output's gradient, shared out equally over its window."""
    layers = keras.layers
    return stack_gradients([
        ("strides=None", layers.AveragePooling1D(3), INPUT),
        ("strides=1", layers.AveragePooling1D(3, strides=1), INPUT)])


def strides():
    """pool_size=3 with strides 1, 2 and 3."""
    layers = keras.layers
    return stack([(f"strides={n}", pool(layers.AveragePooling1D(3, strides=n), INPUT), 0, None)
                  for n in (1, 2, 3)])


def family():
    """One 6 × 6 input through the pooling layers: max on the left, average on the right."""
    sheet = Sheet(560, 636)
    for row, (words, settings) in enumerate((("", (2,)), ("Adaptive", (4,)), ("Global", ()))):
        for column, kind in enumerate(("Max", "Average")):
            name = f"{words}{kind}Pooling2D"
            layer = getattr(keras.layers, name)(*settings)
            inner = ", ".join(map(str, settings))
            _draw_member(sheet, 16 + 276 * column, 16 + 212 * row, layer, f"{name}({inner})")
    return sheet


def _draw_member(sheet, x, y, layer, text):
    """A shaded input with one window, and the shaded output that has its number in each cell."""
    if "Global" in text:  # which gives no place, only channels
        layer = keras.Sequential([layer, keras.layers.Reshape((1, 1, 1))])
    made = pool(layer, HILLS)
    label(sheet, x, y + 14, text, size=sheet.smallest * 0.99 + 0.2)
    pitch = 18
    source = Grid(x + 3, y + 40, pitch)
    rows, columns = made.output.shape
    wide = 34
    target = Grid(x + 130 + (4 - columns) * wide / 2, y + 94 - rows * wide / 2, wide)
    place = (0, min(1, columns - 1))
    first, last = source.span(made.reads[place]), target.span([place])
    for cell, value in np.ndenumerate(HILLS):
        source.cell(sheet, cell, None, fill=shade("input", value / 10))
    left, right = first[0] + first[2] + 3, last[0] - 2
    sheet.polygon([(left, first[1]), (right, last[1]), (right, last[1] + last[3]),
                   (left, first[1] + first[3])], "kernel.veil")
    source.window(sheet, made.reads[place], width=2.5, grow=2)
    for cell, value in np.ndenumerate(made.output):
        target.cell(sheet, cell, short(value), "output", fill=shade("output", value / 14))
    target.window(sheet, [place], "output", width=2.5, grow=0, radius=6)
