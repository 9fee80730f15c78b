"""Takes a kernel and settings; gives a transposed convolution and where its input cells go."""

from dataclasses import dataclass

import keras
import numpy as np


@dataclass(frozen=True)
class Scatter:
    """One channel through one filter of a transposed convolution, without batch and channels.

    reach: {input place: {kernel position: output place}}; an output place below 0 or past the
    end was cut off. shapes: of input, kernel and output as the layer has them.
    """

    input: np.ndarray
    kernel: np.ndarray
    output: np.ndarray
    reach: dict
    shapes: dict

    def places(self):
        """Every output place that some input cell goes to, cut off or not."""
        return {place for goes in self.reach.values() for place in goes.values()}

    def inside(self, place):
        """Whether an output place is a cell of the output."""
        return all(0 <= i < n for i, n in zip(place, self.output.shape, strict=True))

    def cut(self):
        """Output places that were cut off, sorted."""
        return sorted(place for place in self.places() if not self.inside(place))

    def parts(self, place):
        """(weight, value) of every input cell that goes to an output place, in order."""
        return [(self.kernel[tap], self.input[cell]) for cell, goes in sorted(self.reach.items())
                for tap, at in goes.items() if at == place]

    def counts(self):
        """How many input cells go to each output cell; shape of the output."""
        return np.array([len(self.parts(place)) for place in np.ndindex(self.output.shape)]
                        ).reshape(self.output.shape)

    def upto(self, cells):
        """Output as it stands when only the given input cells have been added."""
        made = np.zeros(self.output.shape, self.output.dtype)
        for cell in cells:
            for tap, place in self.reach[cell].items():
                if self.inside(place):
                    made[place] += self.kernel[tap] * self.input[cell]
        return made


def scatter(values, kernel, **settings):
    """Ask a Conv1D-, 2D- or 3DTranspose layer; ValueError if its answer is no scattering."""
    values, kernel = np.asarray(values), np.asarray(kernel)
    kinds = keras.layers.Conv1DTranspose, keras.layers.Conv2DTranspose, keras.layers.Conv3DTranspose
    layer = kinds[values.ndim - 1](1, kernel.shape, use_bias=False, **settings)
    layer.build((None, *values.shape, 1))
    reach = _reach(layer, values.shape, kernel.shape)
    layer.set_weights([kernel[..., None, None]])
    output = np.rint(_answer(layer, values[None])[0]).astype(int)
    shapes = {"input": (*values.shape, 1), "kernel": tuple(layer.kernel.shape),
              "output": (*output.shape, 1)}
    made = Scatter(values, kernel, output, reach, shapes)
    if not np.array_equal(made.upto(reach), output):
        raise ValueError(f"{layer.name}: the stamps do not add up to the output")
    return made


def _answer(layer, batch):
    return np.asarray(layer(batch[..., None].astype("float32")))[..., 0]


def _reach(layer, size, kernel_shape):
    """One kernel position at a time is one: each input cell answers where that position lands.

    What is cut off answers nothing; its place is read off the line through the other answers.
    """
    cells = np.eye(int(np.prod(size))).reshape(-1, *size)
    places = list(np.ndindex(*size))
    known = {}
    for tap in np.ndindex(*kernel_shape):
        hot = np.zeros((*kernel_shape, 1, 1), "float32")
        hot[tap] = 1
        layer.set_weights([hot])
        for cell, *place in np.argwhere(_answer(layer, cells)).tolist():
            known[places[cell], tap] = place
    found = {cell: {} for cell in places}
    lines = [_line(known, axis) for axis in range(len(size))]
    for cell in places:
        for tap in np.ndindex(*kernel_shape):
            found[cell][tap] = tuple(
                round(float(line @ (1, cell[i], tap[i]))) for i, line in enumerate(lines))
    return found


def _line(known, axis):
    """Coefficients of output place = a + b · input place + c · kernel position on one axis."""
    steps = np.array([(1, cell[axis], tap[axis]) for cell, tap in known], float)
    places = np.array([place[axis] for place in known.values()], float)
    line, *_ = np.linalg.lstsq(steps, places, rcond=None)
    if not np.allclose(steps @ line, places):
        raise ValueError("the cells that the layer writes do not lie on a line")
    return line
