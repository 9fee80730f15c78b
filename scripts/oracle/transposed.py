"""Transposed convolutions, which write windows where convolutions read them, and upsampling."""

import numpy as np

from .activations import ACTIVATIONS
from .case import Call, Refusal, Shape
from .convolution import _bias, _refuse_both
from .windows import as_given, channels_last, channels_of, each, reach

TOO_FAR = "output_padding is not smaller than strides"


def cut(length: int, size: int, stride: int, dilation: int, padding: str, extra: int | None) -> tuple[int, int]:
    """(first cell kept, cells kept) of all that the windows reach, along one axis. `extra` is output_padding.

    "valid" keeps all, and a stride longer than the window to its end. "same" keeps length · stride cells, taking as
    much from the front as a "same" convolution over the result would have added there.
    """
    span = reach(size, dilation)
    if padding == "valid":
        return 0, (length - 1) * stride + (max(span, stride) if extra is None else span + extra)
    kept = length * stride if extra is None else (length - 1) * stride + span % 2 + extra
    return max((length - 1) * stride + span - kept, 0) // 2, kept


def transpose(x: np.ndarray, kernel: np.ndarray, strides=1, dilation=1, padding="valid", extra=None) -> np.ndarray:
    """Input cell i adds x[i] · kernel[t] to output cell i · stride + t · dilation; kernel is (*size, filters, c)."""
    rank = x.ndim - 2
    size = kernel.shape[:rank]
    strides, dilation, extra = (each(v, rank) for v in (strides, dilation, extra))
    cuts = [cut(*along, padding, e) for *along, e in zip(x.shape[1:-1], size, strides, dilation, extra, strict=True)]
    lengths = [max((n - 1) * s + reach(k, d), first + kept)
               for n, k, s, d, (first, kept) in zip(x.shape[1:-1], size, strides, dilation, cuts, strict=True)]
    total = np.zeros((len(x), *lengths, kernel.shape[rank]))
    for index in np.ndindex(*size):
        places = (slice(t * d, t * d + (n - 1) * s + 1, s)
                  for t, d, s, n in zip(index, dilation, strides, x.shape[1:-1], strict=True))
        total[(slice(None), *places)] += x @ kernel[index].T
    return total[(slice(None), *(slice(first, first + kept) for first, kept in cuts))]


def transpose_weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    (shape,) = shapes
    rank = len(shape) - 2
    _refuse_both(arguments, rank)
    if (extra := arguments.get("output_padding")) is not None and any(
            e >= s for e, s in zip(each(extra, rank), each(arguments.get("strides", 1), rank), strict=True)):
        raise Refusal(TOO_FAR)
    filters = arguments["filters"]
    return [(*each(arguments["kernel_size"], rank), filters, channels_of(arguments, shape)),
            *_bias(arguments, filters)]


def conv_transpose(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray],
                   call: Call) -> list[np.ndarray]:
    kernel, *bias = weights
    y = transpose(channels_last(inputs[0], arguments), kernel, arguments.get("strides", 1),
                  arguments.get("dilation_rate", 1), arguments.get("padding", "valid"),
                  arguments.get("output_padding"))
    y = y + bias[0] if bias else y
    return [as_given(ACTIVATIONS[arguments.get("activation")](y), arguments)]


def _cubic(d: np.ndarray) -> np.ndarray:
    """Keys' cubic with a = −1/2, without the pieces beyond 2."""
    near, far = (1.5 * d - 2.5) * d**2 + 1, ((-0.5 * d + 2.5) * d - 4) * d + 2
    return np.where(d <= 1, near, np.where(d < 2, far, 0))


def _lanczos(radius: int):
    return lambda d: np.where(d < radius, np.sinc(d) * np.sinc(d / radius), 0)


KERNELS = {"bilinear": lambda d: np.maximum(1 - d, 0), "bicubic": _cubic, "lanczos3": _lanczos(3),
           "lanczos5": _lanczos(5)}


def resample(x: np.ndarray, axis: int, times: int, kernel) -> np.ndarray:
    """Cells are `times` smaller but cover the same ground; each is a mean of the old cells, weighted by distance.

    Weights of places outside the input are left out, and the others made to sum to 1 again.
    """
    old = np.arange(x.shape[axis])
    new = (np.arange(x.shape[axis] * times) + 0.5) / times - 0.5
    weights = kernel(np.abs(new[:, None] - old))
    weights = weights / weights.sum(1, keepdims=True)
    return np.moveaxis(np.tensordot(weights, x, (1, axis)), 0, axis)


def upsample(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """Every cell `size` times over ("nearest", and "area": a small cell lies within one old cell), or resampled."""
    y = channels_last(inputs[0], arguments)
    interpolation = arguments.get("interpolation", "nearest")
    for axis, times in enumerate(each(arguments.get("size", 2), y.ndim - 2), 1):
        if interpolation in ("nearest", "area"):
            y = np.repeat(y, times, axis)
        else:
            y = resample(y, axis, times, KERNELS[interpolation])
    return [as_given(y, arguments)]


def no_weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    return []
