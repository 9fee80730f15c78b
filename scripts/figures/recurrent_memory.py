"""Takes nothing; gives the plot of how gradients shrink with distance in recurrent layers."""

import keras
import numpy as np
import tensorflow as tf

from scripts.figures.strip import MINUS
from scripts.figures.style import Sheet

UNITS, FEATURES, STEPS, SEEDS = 16, 8, 41, 10
LOWEST = -9
OPEN = 5.0


def norms(kind, opened=None):
    """Geometric mean over seeds of |d last output / d input k steps back|, shape (STEPS,).

    Frobenius norm of the (units, features) Jacobian, new weights and a new random normal input
    for each seed. opened: number of the gate whose bias is set to OPEN.
    """
    logs = []
    for seed in range(SEEDS):
        keras.utils.set_random_seed(seed)
        layer = kind(UNITS, dtype="float64")
        layer.build((None, STEPS, FEATURES))
        if opened is not None:
            *weights, bias = layer.get_weights()
            np.atleast_2d(bias)[0, opened * UNITS:(opened + 1) * UNITS] = OPEN
            layer.set_weights([*weights, bias])
        x = np.random.default_rng(seed).normal(size=(1, STEPS, FEATURES))
        logs.append(np.log10(_norms(layer, x)))
    return np.round(np.mean(logs, axis=0), 3)


def _norms(layer, x):
    """One copy of the input for each unit, so that one backward pass gives the Jacobian."""
    copies = tf.constant(np.repeat(x, UNITS, axis=0))
    with tf.GradientTape() as tape:
        tape.watch(copies)
        total = tf.linalg.trace(layer(copies))
    jacobian = tape.gradient(total, copies).numpy()
    return np.sqrt((jacobian ** 2).sum(axis=(0, 2)))[::-1]


def memory():
    """Five curves over k on a logarithmic scale: three layers as they start, two gates opened."""
    layers = keras.layers
    curves = [("SimpleRNN", "channel1", norms(layers.SimpleRNN), False),
              ("GRU", "output", norms(layers.GRU), False),
              ("LSTM", "channel0", norms(layers.LSTM), False),
              ("GRU z=5", "output", norms(layers.GRU, 0), True),
              ("LSTM f=5", "channel0", norms(layers.LSTM, 1), True)]
    sheet = Sheet(480, 400)
    _draw_axes(sheet)
    for name, role, curve, dash in curves:
        points = [_place(k, value) for k, value in enumerate(curve)]
        sheet.line(points, f"{role}.line", 2.75, dash)
        x, y = points[-1]
        sheet.text(x + 8, y, name, 14, f"{role}.text", ha="left", weight="bold")
    return sheet


def _place(k, value):
    return 60 + 8 * k, round(24 + 34 * (1 - value), 1)


def _draw_axes(sheet):
    for power in range(1, LOWEST - 1, -2):
        (x, y), (end, _) = _place(0, power), _place(STEPS - 1, power)
        sheet.line([(x, y), (end, y)], "hair", 1)
        text = f"1e{power}".replace("-", MINUS)
        sheet.text(x - 8, y, text, 14, "muted", ha="right")
    for k in range(0, STEPS, 10):
        x, y = _place(k, LOWEST)
        sheet.text(x, y + 16, k, 14, "muted")
    sheet.text(x + 24, y + 16, "k", 14, weight="bold")
