"""Two answers held against each other: how far apart, as a share of the larger of 1 and the largest number."""

import numpy as np

# float32 keeps 24 bits, about 6e-8 of a number. The sums here have up to a hundred terms and recurrences take a few
# steps; the largest deviation measured over all layers and backends was 8e-7. A wrong tap, gate or edge is off by 1e-2.
TOLERANCE = 1e-5
# TensorFlow takes the weights of bicubic interpolation from a table of 1024 steps per cell: off by up to a half step.
TABLE = 2e-3


def tolerance(case) -> float:
    return TABLE if case.arguments.get("interpolation") == "bicubic" else TOLERANCE


def deviation(found: list[np.ndarray], expected: list[np.ndarray]) -> float:
    """Infinite where the number of outputs, a shape, or a place of something not finite differs."""
    if [np.shape(a) for a in found] != [np.shape(b) for b in expected]:
        return np.inf
    return max((_apart(np.asarray(a, "float64"), b) for a, b in zip(found, expected, strict=True)), default=0.0)


def _apart(a: np.ndarray, b: np.ndarray) -> float:
    if not a.size:
        return 0.0
    difference = np.abs(a - b).max()
    return float(difference / max(1.0, np.abs(b).max())) if np.isfinite(difference) else np.inf
