"""Pooling: the largest or the mean of a window, of a share of the input, or of everything. No weights."""

import numpy as np

from .case import Call
from .windows import as_given, channels_last, each, taps


def largest(x: np.ndarray, size, strides, padding: str) -> np.ndarray:
    """Cells outside the input count as −∞: they never win."""
    return np.max([read for _, read in taps(x, size, strides, 1, padding, -np.inf)], axis=0)


def mean(x: np.ndarray, size, strides, padding: str) -> np.ndarray:
    """Cells outside the input do not count, neither in the sum nor in the number of cells."""
    total = sum(read for _, read in taps(x, size, strides, 1, padding))
    return total / sum(read for _, read in taps(np.ones_like(x), size, strides, 1, padding))


def pool(take):
    def forward(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
        size = arguments.get("pool_size", 2)
        strides = size if arguments.get("strides") is None else arguments["strides"]
        y = take(channels_last(inputs[0], arguments), size, strides, arguments.get("padding", "valid"))
        return [as_given(y, arguments)]
    return forward


def share(x: np.ndarray, axis: int, parts: int, take) -> np.ndarray:
    """Part i of `parts` runs from ⌊i·n / parts⌋ to ⌈(i+1)·n / parts⌉: parts may share a cell, none is empty."""
    n = x.shape[axis]
    found = [take(np.take(x, range(i * n // parts, -(-(i + 1) * n // parts)), axis), axis=axis, keepdims=True)
             for i in range(parts)]
    return np.concatenate(found, axis)


def adaptive(take):
    """Along one axis after the other: a largest of largest is the largest, a mean of equal means the mean."""
    def forward(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
        y = channels_last(inputs[0], arguments)
        for axis, parts in enumerate(each(arguments["output_size"], y.ndim - 2), 1):
            y = share(y, axis, parts, take)
        return [as_given(y, arguments)]
    return forward


def over_everything(take):
    """GlobalAveragePooling1D leaves out the steps that a mask leaves out; GlobalMaxPooling1D takes no mask."""
    def forward(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
        x = channels_last(inputs[0], arguments)
        if call.mask is None:
            y = take(x, axis=tuple(range(1, x.ndim - 1)), keepdims=True)
        else:
            y = np.stack([take(row[kept], axis=0, keepdims=True) for row, kept in zip(x, call.mask, strict=True)])
        y = as_given(y, arguments)
        return [y if arguments.get("keepdims") else y.reshape(len(y), -1)]
    return forward
