"""Convolutions: each output is the sum, over the taps of its window, of what the tap reads times the tap's weight."""

import numpy as np

from .activations import ACTIVATIONS
from .case import Call, Refusal, Shape
from .windows import as_given, channels_last, channels_of, each, taps

BOTH = "strides and dilation above 1 together"


def convolve(x: np.ndarray, kernel: np.ndarray, strides=1, dilation=1, padding="valid", groups=1) -> np.ndarray:
    """Σ over taps t and channels c of x[…, window·stride + t·dilation, c] · kernel[t, c, filter].

    With groups, the channels and the filters are cut into as many equal parts, and each part of the filters reads
    only its part of the channels.
    """
    size = kernel.shape[: x.ndim - 2]
    filters = np.split(kernel, groups, axis=-1)
    total = 0
    for index, read in taps(x, size, strides, dilation, padding):
        parts = np.split(read, groups, axis=-1)
        total = total + np.concatenate([part @ f[index] for part, f in zip(parts, filters, strict=True)], axis=-1)
    return total


def depthwise(x: np.ndarray, kernel: np.ndarray, strides=1, dilation=1, padding="valid") -> np.ndarray:
    """Each channel has `depth_multiplier` filters of its own; the results of a channel lie side by side."""
    total = 0
    for index, read in taps(x, kernel.shape[: x.ndim - 2], strides, dilation, padding):
        total = total + read[..., None] * kernel[index]
    return total.reshape(*total.shape[:-2], -1)


def _settings(arguments: dict) -> tuple:
    return (arguments.get("strides", 1), arguments.get("dilation_rate", 1), arguments.get("padding", "valid"))


def _finish(y: np.ndarray, bias: list[np.ndarray], arguments: dict) -> list[np.ndarray]:
    """Bias, activation, and back to the format of the input; softmax runs along the channels of either."""
    y = y + bias[0] if bias else y
    return [as_given(ACTIVATIONS[arguments.get("activation")](y), arguments)]


def _refuse_both(arguments: dict, rank: int) -> None:
    strides, dilation = (each(arguments.get(name, 1), rank) for name in ("strides", "dilation_rate"))
    if max(strides) > 1 and max(dilation) > 1:
        raise Refusal(BOTH)


def _bias(arguments: dict, length: int) -> list[Shape]:
    return [(length,)] if arguments.get("use_bias", True) else []


def conv_weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    (shape,) = shapes
    rank, groups, filters = len(shape) - 2, arguments.get("groups", 1), arguments["filters"]
    if filters % groups:
        raise Refusal("the groups do not divide the filters")
    _refuse_both(arguments, rank)
    channels = channels_of(arguments, shape)
    if channels % groups:
        raise Refusal("the groups do not divide the channels")
    return [(*each(arguments["kernel_size"], rank), channels // groups, filters), *_bias(arguments, filters)]


def conv(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    kernel, *bias = weights
    y = convolve(channels_last(inputs[0], arguments), kernel, *_settings(arguments), arguments.get("groups", 1))
    return _finish(y, bias, arguments)


def depthwise_weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    (shape,) = shapes
    channels, multiplier = channels_of(arguments, shape), arguments.get("depth_multiplier", 1)
    return [(*each(arguments["kernel_size"], len(shape) - 2), channels, multiplier),
            *_bias(arguments, channels * multiplier)]


def depthwise_conv(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray],
                   call: Call) -> list[np.ndarray]:
    kernel, *bias = weights
    return _finish(depthwise(channels_last(inputs[0], arguments), kernel, *_settings(arguments)), bias, arguments)


def separable_weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    inside, *_ = depthwise_weights(arguments, shapes)
    between, filters = inside[-2] * inside[-1], arguments["filters"]
    return [inside, (*(1,) * (len(inside) - 2), between, filters), *_bias(arguments, filters)]


def separable_conv(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray],
                   call: Call) -> list[np.ndarray]:
    """A depthwise convolution, then a mixture of its channels at every place."""
    first, second, *bias = weights
    y = depthwise(channels_last(inputs[0], arguments), first, *_settings(arguments))
    return _finish(convolve(y, second), bias, arguments)
