"""Windows along an axis: how many there are, where they lie, and what stands outside the input."""

import numpy as np

from .case import Refusal

LONGER = "the window is longer than the input"


def each(value, rank: int) -> tuple:
    """One value per axis, where one was given for all."""
    return tuple(value) if isinstance(value, tuple | list) else (value,) * rank


def reach(size: int, dilation: int) -> int:
    """How many cells a window spans, from its first tap to its last."""
    return (size - 1) * dilation + 1


def place(length: int, size: int, stride: int, dilation: int, padding: str) -> tuple[int, int, int]:
    """(cells added before, cells added after, windows) along one axis.

    "valid" adds nothing; "same" adds as few as give ⌈length / stride⌉ windows, an odd one at the end; "causal" adds
    only before, so that a window ends at its own step.
    """
    span = reach(size, dilation)
    if padding == "valid":
        if length < span:
            raise Refusal(LONGER)
        return 0, 0, (length - span) // stride + 1
    windows = -(-length // stride)
    if padding == "causal":
        return span - 1, 0, windows
    added = max((windows - 1) * stride + span - length, 0)
    return added // 2, added - added // 2, windows


def taps(x: np.ndarray, size, strides, dilation, padding: str, outside: float = 0.0):
    """For each tap of a window: its index, and what it reads in every window, (batch, *windows, channels)."""
    rank = x.ndim - 2
    size, strides, dilation = (each(v, rank) for v in (size, strides, dilation))
    placed = [place(*along, padding) for along in zip(x.shape[1:-1], size, strides, dilation, strict=True)]
    padded = np.pad(x, [(0, 0), *(p[:2] for p in placed), (0, 0)], constant_values=outside)
    for index in np.ndindex(*size):
        cut = (slice(i * d, i * d + (windows - 1) * s + 1, s)
               for i, d, s, (_, _, windows) in zip(index, dilation, strides, placed, strict=True))
        yield index, padded[(slice(None), *cut)]


def channels_last(x: np.ndarray, arguments: dict) -> np.ndarray:
    """The input as (batch, …, channels), whichever way it was given."""
    return np.moveaxis(x, 1, -1) if arguments.get("data_format") == "channels_first" else x


def as_given(y: np.ndarray, arguments: dict) -> np.ndarray:
    """An output put back the way the input was given."""
    return np.moveaxis(y, -1, 1) if arguments.get("data_format") == "channels_first" else y


def channels_of(arguments: dict, shape: tuple[int, ...]) -> int:
    return shape[1] if arguments.get("data_format") == "channels_first" else shape[-1]
