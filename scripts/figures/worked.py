"""Takes a kernel and settings; gives a Keras layer with these weights, and what it answers."""

from dataclasses import dataclass

import keras
import numpy as np

from scripts.figures.probe import Windows, windows

IMAGE = np.array([[1, 0, 2, 1, 0], [0, 1, 1, 0, 2], [2, 1, 0, 1, 1], [1, 0, 1, 2, 0],
                  [0, 2, 1, 0, 1]])
KERNEL_2D = np.array([[1, 0, -1], [0, 2, 0], [0, 1, 0]])
VOLUME = np.fromfunction(lambda d, h, w: (d + 2 * h + 3 * w) % 4, (3, 4, 4), dtype=int)
KERNEL_3D = np.array([[[1, 0], [0, 1]], [[0, -1], [1, 0]]])


@dataclass(frozen=True)
class Run:
    """One channel through one filter: input, kernel and output without batch and channel axes."""

    input: np.ndarray
    kernel: np.ndarray
    output: np.ndarray
    windows: Windows
    shapes: dict  # of input, kernel and output as the layer has them, without the batch axis

    def terms(self, place):
        """(kernel position, weight, input position, input value or None on padding), in order."""
        return [(tap, self.kernel[tap], cell, self.input[cell] if self.windows.inside(cell) else None)
                for tap, cell in sorted(self.windows.taps[place].items())]

    def padding(self):
        """Positions outside of the input that some window covers."""
        return sorted(p for p in self.windows.places() if not self.windows.inside(p))


def convolution(kernel, bias=None, **settings):
    """Built Conv1D, Conv2D or Conv3D with a kernel of Keras's shape (…, inputs, filters)."""
    kind = {1: keras.layers.Conv1D, 2: keras.layers.Conv2D, 3: keras.layers.Conv3D}[kernel.ndim - 2]
    inputs, filters = kernel.shape[-2] * settings.get("groups", 1), kernel.shape[-1]
    layer = kind(filters, kernel.shape[:-2], use_bias=bias is not None, **settings)
    layer.build((None,) * (kernel.ndim - 1) + (inputs,))
    layer.set_weights([kernel] if bias is None else [kernel, np.asarray(bias)])
    return layer


def answer(layer, values):
    """Output of a layer for one input without batch axis; whole numbers where they all are."""
    y = np.asarray(layer(np.asarray(values, "float32")[None]))[0]
    whole = np.rint(y)
    return whole.astype(int) if np.allclose(y, whole, atol=1e-5) else y


def run(values, kernel, **settings):
    """One channel through one filter of a convolution layer."""
    layer = convolution(kernel[..., None, None], **settings)
    output = answer(layer, values[..., None])
    shapes = {"input": (*values.shape, 1), "kernel": tuple(layer.kernel.shape),
              "output": output.shape}
    return Run(values, kernel, output[..., 0], windows(layer, shapes["input"]), shapes)

