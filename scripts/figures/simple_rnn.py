"""Takes nothing; gives the SimpleRNN figures, each drawn from what a real layer answers."""

import keras
import numpy as np

from scripts.figures.recurrent import INPUT, WIDTH, Table, build, run, words
from scripts.figures.recurrent import steps as draw_steps
from scripts.figures.style import Sheet

KERNEL, RECURRENT = 0.5, 0.5


def layer_of(**settings):
    """The worked SimpleRNN: kernel 0.5, recurrent_kernel 0.5, bias 0."""
    return build(keras.layers.SimpleRNN, [[KERNEL]], [RECURRENT], [0.0], **settings)


def steps(moving=False):
    """Six steps: each h from x and the h before it."""
    h = [states[0] for states in run(layer_of(), INPUT)]
    table = Table([("x", "input", INPUT, 16), ("h", "output", h, 104)])

    def sums(step):
        before = h[step - 1] if step else 0
        assert abs(np.tanh(KERNEL * INPUT[step] + RECURRENT * before) - h[step]) < 1e-6
        return [words("tanh( ", (KERNEL, "kernel"), "·", (INPUT[step], "input"), " + ",
                      (RECURRENT, "kernel"), "·", (before, "output"), " ) = ",
                      (h[step], "output"))]

    sheet = draw_steps(table, {"h": "output.line"}, sums, 196, moving, 1)
    for step in range(len(INPUT)):
        middle = table.middle(step)
        sheet.arrow((middle, 54), (middle, 98), "input.line", 1.75, 6)
    return sheet


def echo():
    """One 1, then zeros: how long the state remembers it, for three recurrent weights."""
    values = [1, 0, 0, 0, 0, 0]
    sheet = Sheet(WIDTH, 286)
    table = Table([("x", "input", values, 12)])
    table.names(sheet)
    for step in range(len(values)):
        table.cell(sheet, "x", step)
    for number, weight in enumerate((0.5, 1.0, -0.9)):
        layer = build(keras.layers.SimpleRNN, [[1]], [weight], [0.0], activation="linear")
        h = [states[0] for states in run(layer, values)]
        y = 92 + 68 * number
        row = Table([("h", "output", h, y)])
        sheet.text(12, y - 12, f"recurrent_kernel = {weight:g}".replace("-", "\u2212"), 14,
                   "kernel.text", ha="left")
        row.names(sheet)
        for step in range(len(values)):
            row.cell(sheet, "h", step)
            if step + 1 < len(values):
                row.carry(sheet, "h", step, "output.line")
    return sheet
