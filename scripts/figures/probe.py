"""Takes a layer and an input shape; gives what feeds what, by asking the layer alone."""

from dataclasses import dataclass
from itertools import product

import keras
import numpy as np
import tensorflow as tf

OFFSETS = ("bias", "beta", "moving_mean")
KERNELS = ("kernel", "depthwise_kernel")


@dataclass(frozen=True)
class Connections:
    """What each output cell reads. Shapes are without the batch axis.

    weight: derivative of each output by each input, shape output_shape + input_shape.
    count: whole number of paths from each input to each output, same shape.
    """

    input_shape: tuple
    output_shape: tuple
    weight: np.ndarray
    count: np.ndarray

    def reads(self, output):
        """{input cell: (weight, count)} of one output cell, cells given as index tuples."""
        cells = zip(*np.nonzero(self.count[output]), strict=True)
        places = [tuple(int(i) for i in cell) for cell in cells]
        return {cell: (float(self.weight[output][cell]), int(self.count[output][cell]))
                for cell in places}

    def uses(self):
        """How many output cells read each input cell; shape input_shape."""
        axes = tuple(range(len(self.output_shape)))
        return np.count_nonzero(self.count, axis=axes)


def probe(layer, input_shape, at=None):
    """Connections of a layer, model or function for one input of `input_shape` (no batch axis).

    at: the input at which a non-linear layer's weights are taken; default zeros plus a ramp,
    so that no two cells tie. The layer keeps its weights.
    """
    ramp = np.arange(1, 1 + np.prod(input_shape)).reshape(input_shape) / 1024
    point = ramp if at is None else np.asarray(at)
    weight = _jacobian(layer, point.astype("float32"))
    with _plain(layer):
        count = _count_paths(_respond(layer, input_shape), weight, len(input_shape))
    size = len(input_shape)
    return Connections(tuple(input_shape), weight.shape[:-size], weight, count)


def _jacobian(layer, point):
    """Derivative of each output cell by each input cell, one copy of the input per output."""
    output_shape = tuple(layer(point[None]).shape[1:])
    cells = int(np.prod(output_shape))
    x = tf.constant(np.repeat(point[None], cells, axis=0))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reshape(layer(x), (cells, cells))
        own = tf.linalg.diag_part(y)
    rows = tape.gradient(own, x, unconnected_gradients="zero")
    return rows.numpy().reshape(output_shape + point.shape)


def _respond(layer, input_shape):
    """Change of each output when one input cell goes from 0 to 1; output + input axes."""
    cells = int(np.prod(input_shape))
    lit = np.eye(cells, dtype="float32").reshape(cells, *input_shape)
    dark = np.zeros((1, *input_shape), "float32")
    change = np.asarray(layer(lit)) - np.asarray(layer(dark))
    return np.moveaxis(change, 0, -1).reshape(change.shape[1:] + tuple(input_shape))


def _count_paths(response, weight, rank):
    """Whole numbers from responses; where a layer averages, its weakest path counts as one."""
    size = np.abs(response)
    if not np.allclose(size, np.rint(size), atol=1e-4):
        inputs = tuple(range(response.ndim - rank, response.ndim))
        size = size / np.min(size, axis=inputs, keepdims=True, where=size > 1e-6, initial=np.inf)
    whole = np.rint(size)
    feeds = (size > 1e-6) | (weight != 0)
    return np.where(feeds, np.maximum(whole, 1), 0).astype(int)


class _plain:
    """While open, a layer's kernels are ones, its biases zeros, its activations linear."""

    def __init__(self, layer):
        known = isinstance(layer, keras.layers.Layer)
        self.layers = layer._flatten_layers() if known else []
        self.layers = list(self.layers)
        self.weights = list(layer.weights) if known else []

    def __enter__(self):
        self.kept = [weight.numpy() for weight in self.weights]
        self.activations = [getattr(layer, "activation", None) for layer in self.layers]
        for weight in self.weights:
            weight.assign(tf.fill(weight.shape, 0.0 if weight.name in OFFSETS else 1.0))
        for layer, activation in zip(self.layers, self.activations, strict=True):
            if activation is not None:
                layer.activation = keras.activations.linear

    def __exit__(self, *_):
        for weight, kept in zip(self.weights, self.kept, strict=True):
            weight.assign(kept)
        for layer, activation in zip(self.layers, self.activations, strict=True):
            if activation is not None:
                layer.activation = activation


@dataclass(frozen=True)
class Windows:
    """Where each output position's window lies, padding included; positions are spatial tuples.

    taps: {output position: {kernel position: input position}}; an input position below 0 or
    past the end is padding. size: spatial input shape.
    """

    taps: dict
    size: tuple

    def inside(self, place):
        """Whether an input position is a cell of the input (else it is padding)."""
        return all(0 <= i < n for i, n in zip(place, self.size, strict=True))

    def places(self):
        """Every position that some window covers."""
        return {place for window in self.taps.values() for place in window.values()}

    def before(self):
        """Padding cells in front of the input, for each axis."""
        return tuple(max(0, -min(axis)) for axis in zip(*self.places(), strict=True))

    def after(self):
        """Padding cells behind the input, for each axis."""
        ends = zip(zip(*self.places(), strict=True), self.size, strict=True)
        return tuple(max(0, max(axis) - n + 1) for axis, n in ends)

    def unused(self):
        """Input positions that no window covers, sorted."""
        every = product(*(range(n) for n in self.size))
        return sorted(set(every) - self.places())


def windows(layer, input_shape):
    """Windows of a convolution layer, channels last; ValueError if they cannot be asked for.

    One kernel position at a time is set to one, so that each output answers which cell that
    position reads. A position that answers nothing is on padding: its place is read off the
    straight line through the answers of the others.
    """
    layer(np.zeros((1, *input_shape), "float32"))
    kernel = next((weight for weight in layer.weights if weight.name in KERNELS), None)
    if kernel is None:
        raise ValueError(f"{type(layer).__name__} has no weight named {' or '.join(KERNELS)}")
    size, shape = tuple(input_shape[:-1]), tuple(kernel.shape[:-2])
    answers = {}
    with _plain(layer):
        for tap in product(*(range(n) for n in shape)):
            hot = np.zeros(kernel.shape, "float32")
            hot[tap] = 1
            kernel.assign(hot)
            response = _respond(layer, input_shape)
            axes = (len(size), 2 * len(size) + 1)
            outputs = tuple(range(n) for n in response.shape[:len(size)])
            for cell in np.argwhere(response.any(axis=axes)):
                place = tuple(int(i) for i in cell)
                answers[place[:len(size)], tap] = place[len(size):]
    asked = list(product(product(*outputs), product(*(range(n) for n in shape))))
    places = _extend(answers, asked, len(size))
    taps = {}
    for (output, tap), place in zip(asked, places, strict=True):
        taps.setdefault(output, {})[tap] = place
    return Windows(taps, size)


def _extend(answers, asked, rank):
    """Input position for each asked (output, tap), on the line through the answers, per axis."""
    columns = []
    for axis in range(rank):
        known = np.array([(1, o[axis], t[axis]) for o, t in answers], float)
        cells = np.array([place[axis] for place in answers.values()], float)
        line, *_ = np.linalg.lstsq(known, cells, rcond=None)
        if not np.allclose(known @ line, cells):
            raise ValueError("the cells that the layer reads do not lie on a line")
        steps = np.array([(1, o[axis], t[axis]) for o, t in asked], float)
        _refuse_unknown_steps(known, steps, axis)
        columns.append(np.rint(steps @ line).astype(int).tolist())
    return list(zip(*columns, strict=True))


def _refuse_unknown_steps(known, steps, axis):
    if np.linalg.matrix_rank(np.vstack([known, steps])) > np.linalg.matrix_rank(known):
        raise ValueError(f"axis {axis}: the input is too short to learn where the window lies")
