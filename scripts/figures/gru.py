"""Takes nothing; gives the GRU figures, each drawn from what a real layer answers."""

import keras
import numpy as np

from scripts.figures.recurrent import INPUT, Table, build, run, sigmoid, words
from scripts.figures.recurrent import steps as draw_steps

# columns z, r, h
KERNEL, RECURRENT = [[0.5, -0.5, 1]], [-1, 2, -2]
BIAS = [[-1.0, 0, -1], [0, 0, 0]]


def gates(layer, values):
    """{"z", "r", "g", "h": numbers over the steps}, from the layer's own weights, as it answers."""
    kernel, recurrent, (bias, inner) = layer.get_weights()
    found, h = {name: [] for name in "zrgh"}, 0.0
    for value in np.asarray(values, float).reshape(len(values), -1):
        one, two = value @ kernel + bias, h * recurrent[0] + inner
        z, r = sigmoid(one[0] + two[0]), sigmoid(one[1] + two[1])
        g = np.tanh(one[2] + r * two[2])
        h = z * h + (1 - z) * g
        for name, number in zip("zrgh", (z, r, g, h), strict=True):
            found[name].append(float(number))
    asked = np.array(run(layer, values))[:, 0]
    assert np.allclose(found["h"], asked, atol=1e-6), "not Keras's order"
    return found


def steps(moving=False):
    """Six steps of one unit: gates z and r, candidate g, state h."""
    found = gates(build(keras.layers.GRU, KERNEL, RECURRENT, BIAS), INPUT)
    table = Table([("x", "input", INPUT, 14), ("r", "kernel", found["r"], 70),
                   ("g", "channel2", found["g"], 108), ("z", "kernel", found["z"], 146),
                   ("h", "output", found["h"], 202)])

    def sums(step):
        z, g, h = (found[name][step] for name in "zgh")
        before = found["h"][step - 1] if step else 0
        return [words("h = z·h + (1 \u2212 z)·g"),
                words("= ", (z, "kernel"), "·", (before, "output"), " + ", (1 - z, "kernel"), "·",
                      (g, "channel2"), " = ", (h, "output"))]

    return draw_steps(table, {"h": "output.line"}, sums, 304, moving, 3)
