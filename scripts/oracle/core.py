"""Dense, Flatten, Dropout and merging layers; Masking, which changes nothing but what is read from it."""

import math

import numpy as np

from .activations import ACTIVATIONS
from .case import Call, Refusal, Shape
from .windows import channels_last

MISMATCH = "the shapes differ along another axis"
NO_BROADCAST = "the shapes do not broadcast"
UNEQUAL = "the axes to multiply have different lengths"


def dense_weights(arguments: dict, shapes: tuple[Shape, ...]) -> list[Shape]:
    units = arguments["units"]
    return [(shapes[0][-1], units)] + [(units,)] * arguments.get("use_bias", True)


def dense(arguments: dict, weights: list[np.ndarray], inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """x·W + b along the last axis, whatever stands before it."""
    kernel, *bias = weights
    return [ACTIVATIONS[arguments.get("activation")](inputs[0] @ kernel + (bias[0] if bias else 0))]


def flatten(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """Row by row as if channels came last; a batch of single numbers becomes a batch of vectors of one."""
    x = channels_last(inputs[0], arguments) if inputs[0].ndim > 2 else inputs[0]
    return [x.reshape(len(x), -1)]


def dropout(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """Not in training: nothing happens."""
    return [inputs[0]]


def dropped(arguments: dict, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, int, int]:
    """In training: (what y must be, zeros drawn, draws), given which of the draws show as zeros in y.

    One draw for each cell of noise_shape; an axis of length 1 there shares its draw along the whole axis.
    """
    rate = arguments["rate"]
    noise = arguments.get("noise_shape") or x.shape
    noise = [n if given is None else given for n, given in zip(x.shape, noise, strict=True)]
    first = tuple(slice(0, 1) if given == 1 else slice(None) for given in noise)
    kept = y[first] != 0
    expected = x * kept / (1 - rate) if rate < 1 else np.zeros_like(x)
    return expected, int((~kept).sum()), kept.size


def concatenate(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    axis = arguments.get("axis", -1)
    others = [np.delete(x.shape, axis).tolist() for x in inputs]
    if any(other != others[0] for other in others):
        raise Refusal(MISMATCH)
    return [np.concatenate(inputs, axis)]


def _aligned(inputs: list[np.ndarray]) -> list[np.ndarray]:
    """Of one rank: one that is lower gains axes of length 1 behind the batch axis."""
    rank = max(x.ndim for x in inputs)
    found = [x.reshape(len(x), *(1,) * (rank - x.ndim), *x.shape[1:]) for x in inputs]
    try:
        np.broadcast_shapes(*(x.shape for x in found))
    except ValueError:
        raise Refusal(NO_BROADCAST) from None
    return found


def add(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """The sum, shapes broadcast. Steps that a mask leaves out are added like the others."""
    return [sum(_aligned(inputs))]


def multiply(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """The product, shapes broadcast; a step left out counts as 1, and as 0 where every input leaves it out."""
    product = math.prod(_aligned([np.where(kept[..., None], x, 1) for x, kept in zip(inputs, call.mask, strict=True)]
                                 if call.mask else inputs))
    return [np.where(np.any(call.mask, axis=0)[..., None], product, 0) if call.mask else product]


def dot(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """Σ over one axis of each; the others of the first input, then those of the second, stay."""
    x, y = inputs
    axes = arguments["axes"]
    first, second = axes if isinstance(axes, tuple) else (axes, axes)
    if x.shape[first] != y.shape[second]:
        raise Refusal(UNEQUAL)
    if arguments.get("normalize"):
        x, y = (part / np.sqrt(np.maximum((part**2).sum(axis, keepdims=True), 1e-12))
                for part, axis in ((x, first), (y, second)))
    x, y = np.moveaxis(x, first, -1), np.moveaxis(y, second, -1)
    found = np.stack([np.tensordot(a, b, (-1, -1)) for a, b in zip(x, y, strict=True)])
    return [found.reshape(len(found), 1) if found.ndim == 1 else found]


def masking(arguments: dict, weights: list, inputs: list[np.ndarray], call: Call) -> list[np.ndarray]:
    """Steps in which every feature has the value are set to 0, and named in the mask, which is told after it."""
    kept = (inputs[0] != np.float32(arguments.get("mask_value", 0.0))).any(axis=-1)
    return [np.where(kept[..., None], inputs[0], 0), kept]
