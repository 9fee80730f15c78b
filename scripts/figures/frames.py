"""Takes nothing; gives the figures of TimeDistributed and ConvLSTM, asked of real layers."""

import keras
import numpy as np
import tensorflow as tf

from scripts.figures.grid import Grid
from scripts.figures.strip import Strip, factor, show
from scripts.figures.style import Sheet

WIDTH = 480


def _moving_dot(size=4, count=3):
    """Frames with a dot that moves along the diagonal, shape (1, count, size, size, 1)."""
    x = np.zeros((1, count, size, size, 1), "float32")
    for t in range(count):
        x[0, t, t, t] = 1
    return x


def steps():
    """TimeDistributed(Dense): one kernel for three time steps."""
    x = np.array([[[1, 2], [0, 3], [4, 1]]], "float32")
    layer = keras.layers.TimeDistributed(keras.layers.Dense(1, use_bias=False))
    layer.build(x.shape)
    layer.set_weights([np.array([[2], [-1]])])
    kernel, outputs = layer.get_weights()[0][:, 0], np.asarray(layer(x))[0, :, 0]
    sheet = Sheet(WIDTH, 330)
    middles = [88, 240, 392]
    for step, middle in enumerate(middles):
        sheet.curve((middle, 78), (240, 132), "input.line", 2)
        sheet.curve((240, 176), (middle, 236), "output.line", 2)
        sheet.text(middle, 16, f"x[0, {step}]", 14, "input.text")
        Strip(sheet, middle - 43, 34, 40).cells(x[0, step], "input")
        Strip(sheet, middle - 24, 238, 48).cells(outputs[step:step + 1], "output")
        tokens = []
        for weight, value in zip(kernel, x[0, step], strict=True):
            tokens += [(" + ", "muted")] if tokens else []
            tokens += [(factor(weight), "kernel.text"), ("·", "muted"),
                       (show(value), "input.text")]
        sheet.tokens(middle, 310, tokens, 15, weight="bold")
    Strip(sheet, 194, 134, 43).cells(kernel, "kernel")
    sheet.text(300, 155, "kernel", 14, "kernel.text", "left")
    return sheet


def frames():
    """TimeDistributed(Conv2D): three frames, one kernel, three outputs."""
    x = _moving_dot()
    conv = keras.layers.Conv2D(1, 2, kernel_initializer="ones")
    outputs = np.asarray(keras.layers.TimeDistributed(conv)(x))[0, ..., 0]
    sheet = Sheet(WIDTH, 466)
    for step, middle in enumerate((80, 240, 400)):
        sheet.curve((middle, 162), (240, 206), "input.line", 2)
        sheet.curve((240, 274), (middle, 318), "output.line", 2)
        sheet.text(middle, 14, f"x[0, {step}]", 14, "input.text")
        top, low = Grid(middle - 66, 30, 33), Grid(middle - 58, 320, 39)
        _fill(sheet, top, x[0, step, ..., 0], "input")
        _fill(sheet, low, outputs[step], "output")
        sheet.text(middle, 452, f"y[0, {step}]", 14, "output.text")
    kernel = np.asarray(conv.kernel)[..., 0, 0]
    Grid(208, 208, 33).fill(sheet, kernel, "kernel")
    sheet.text(282, 240, "kernel", 14, "kernel.text", "left")
    return sheet


def _fill(pen, grid, values, role, size=None, faded=False):
    """Cells of a grid; a 0 stays pale, so that the rest stands out; faded: the less, the paler."""
    for place, value in np.ndenumerate(values):
        look = {} if value else {"fill": f"{role}.veil", "colour": "muted", "line": "hair"}
        if value and faded:
            look = {"fill": f"{role}.{round(8 * float(value)):02d}"}
        text = show(value).replace("0.", ".").rstrip("0") if value % 1 else show(value)
        grid.cell(pen, place, text, role, size=size, **look)


def _remember(kind, x, forget, shift=False):
    """ConvLSTM for x with open gates: forget is that gate's bias; shift moves the state on."""
    rank = x.ndim - 3
    layer = kind(1, 3, padding="same", activation=None, return_sequences=True,
                 recurrent_activation="hard_sigmoid")
    layer.build(x.shape)
    kernel, recurrent = np.zeros((2, *(3,) * rank, 1, 4))
    kernel[(1,) * rank + (0, 2)] = 1
    if shift:
        recurrent[(0,) * rank + (0, 2)] = 1
    layer.set_weights([kernel, recurrent, np.array([3, forget, 0, 3])])
    return layer


def trail():
    """ConvLSTM2D that forgets half at each step: a dot leaves a fading trail in the state."""
    x = _moving_dot()
    outputs = np.asarray(_remember(keras.layers.ConvLSTM2D, x, 0)(x))[0, ..., 0]
    sheet = Sheet(WIDTH, 412)
    for step, left in enumerate((12, 176, 340)):
        middle = left + 64
        sheet.text(middle, 14, f"x[0, {step}]", 14, "input.text")
        _fill(sheet, Grid(left, 30, 33), x[0, step, ..., 0], "input")
        sheet.arrow((middle, 166), (middle, 196), "input.line", 2, 7)
        _fill(sheet, Grid(left, 202, 33), outputs[step], "output", 14, True)
        sheet.text(middle, 350, f"h[0, {step}]", 14, "output.text")
        if step:
            sheet.arrow((left - 31, 266), (left - 6, 266), "output.line", 2, 7)
    tokens = [("h = ", "muted"), ("0.5", "kernel.text"), ("·", "muted"), ("h", "output.text"),
              (" + ", "muted"), ("1", "kernel.text"), ("·", "muted"), ("x", "input.text")]
    sheet.tokens(WIDTH / 2, 388, tokens, 19, weight="bold")
    return sheet


def moves():
    """ConvLSTM1D whose recurrent kernel reads the cell to the left: the state moves on."""
    x = np.zeros((1, 4, 5, 1), "float32")
    x[0, 0, 0] = 1
    outputs = np.asarray(_remember(keras.layers.ConvLSTM1D, x, -3, True)(x))[0, ..., 0]
    sheet = Sheet(WIDTH, 246)
    left, right = Grid(54, 44, 38), Grid(284, 44, 38)
    sheet.text(54 + 93, 22, "x", 16, "input.text", weight="bold")
    sheet.text(284 + 93, 22, "h", 16, "output.text", weight="bold")
    _fill(sheet, left, x[0, ..., 0], "input")
    _fill(sheet, right, outputs, "output")
    for step in range(4):
        sheet.text(44, 44 + 38 * step + 17, f"t={step}", 14, "muted", "right")
    dots = [tuple(place) for place in np.argwhere(outputs)]
    for start, end in zip(dots, dots[1:], strict=False):
        (x0, y0), (x1, y1) = right.corner(start), right.corner(end)
        sheet.arrow((x0 + 29, y0 + 29), (x1 + 6, y1 + 6), "kernel.line", 2, 7)
    sheet.text(WIDTH / 2, 222, "recurrent_kernel = [1, 0, 0]", 15, "kernel.text", weight="bold")
    return sheet


def reach():
    """ConvLSTM1D: the inputs one cell of the last time step sees, by its gradient."""
    keras.utils.set_random_seed(0)
    layer = keras.layers.ConvLSTM1D(2, 3, padding="same")
    x = tf.constant(np.random.default_rng(0).normal(size=(1, 4, 11, 1)), "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        cell = tf.reduce_sum(layer(x)[0, 5])
    seen = np.abs(tape.gradient(cell, x).numpy()[0, :, :, 0]) > 0
    sheet = Sheet(WIDTH, 268)
    for step, row in enumerate(seen):
        strip = Strip(sheet, 62, 16 + 44 * step, 30, 4)
        name = f"t-{3 - step}".replace("-", "\u2212") if step < 3 else "t"
        sheet.text(48, strip.y + 15, name, 15, "muted", "right")
        for place, hit in enumerate(row):
            look = {} if hit else {"fill": None, "line": "hair"}
            strip.cell(place, None, "input", **look)
        sheet.text(446, strip.y + 15, int(row.sum()), 17, "input.text", weight="bold")
    low = Strip(sheet, 62, 16 + 44 * 4 + 26, 30, 4)
    first, final = np.flatnonzero(seen[-1])[[0, -1]]
    for place in range(first, final + 1):
        sheet.curve((low.middle(place), 180), (low.middle(5), low.y), "kernel.line", 2)
    low.cell(5, None, "output", width=2.5)
    sheet.text(48, low.y + 15, "h", 15, "output.text", "right", weight="bold")
    return sheet
