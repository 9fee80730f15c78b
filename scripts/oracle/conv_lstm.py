"""ConvLSTM: an LSTM whose products are convolutions, so that a state is a picture."""

import numpy as np

from .case import Call, Shape
from .convolution import _bias, _refuse_both, convolve
from .recurrent import _functions, walk
from .windows import as_given, channels_last, channels_of, each, place


def weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    (shape,) = shapes
    rank, filters = len(shape) - 3, arguments["filters"]
    _refuse_both(arguments, rank)
    size = each(arguments["kernel_size"], rank)
    channels = channels_of(arguments, (shape[0], *shape[2:]))
    return [(*size, channels, 4 * filters), (*size, filters, 4 * filters), *_bias(arguments, 4 * filters)]


def state_shapes(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    """As the layer gives and takes them: in its own format."""
    picture = (shapes[0][0], *shapes[0][2:])
    last = channels_last(np.empty(picture), arguments).shape
    rank = len(last) - 2
    settings = (each(arguments.get(name, 1), rank) for name in ("kernel_size", "strides", "dilation_rate"))
    sizes = [place(*along, arguments.get("padding", "valid"))[2] for along in zip(last[1:-1], *settings, strict=True)]
    return [as_given(np.empty((picture[0], *sizes, arguments["filters"])), arguments).shape] * 2


def forward(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """As in lstm_cell; the input is convolved by the settings, the state by a "same" convolution of stride 1."""
    kernel, recurrent, *bias = weights
    gate, act = _functions(arguments)
    settings = (arguments.get("strides", 1), arguments.get("dilation_rate", 1), arguments.get("padding", "valid"))

    def step(x: np.ndarray, states: list[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
        x, h, c = (channels_last(part, arguments) for part in (x, *states))
        total = convolve(x, kernel, *settings) + convolve(h, recurrent, padding="same") + (bias[0] if bias else 0)
        i, f, g, o = np.split(total, 4, axis=-1)
        c = gate(f) * c + gate(i) * act(g)
        h, c = (as_given(part, arguments) for part in (gate(o) * act(c), c))
        return h, [h, c]

    start = call.states or [np.zeros(shape) for shape in state_shapes(arguments, (inputs[0].shape,))]
    return walk(step, inputs[0], start, call.mask, arguments)
