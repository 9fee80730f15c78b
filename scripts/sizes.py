"""Output sizes along one axis by rule, family by family, and which settings a page shows and a sweep compares.

A rule is written from the textbook; `tables.py` holds it against the real layer.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

SHOWN = {1: ((7,), (8,)), 2: ((7, 8), (28, 28)), 3: ((4, 6, 8), (16, 16, 16))}
SWEPT = {1: (12, 5), 2: (9, 4), 3: (7, 3)}  # rank: longest input, widest window


@dataclass(frozen=True)
class Sizes:
    """How long the output is. `rule(n, **setting)` gives None where nothing fits.

    A convolution refuses that with a ValueError, which counts as agreement. A pooling layer may end the whole
    process instead; with refuses=False such settings are not tried.
    """

    rank: int
    rule: Callable[..., int | None]
    formula: Callable[..., str]
    shown: tuple[dict, ...]
    swept: tuple[dict, ...]
    refuses: bool = True

    @property
    def inputs(self) -> tuple[tuple[int, ...], ...]:
        """Input sizes that the page shows."""
        return SHOWN[self.rank]

    def grid(self) -> list[tuple[tuple[int, ...], dict]]:
        """(input size, setting) of the whole sweep."""
        longest, _ = SWEPT[self.rank]
        return [((n, 8, 7)[: self.rank], setting)
                for n, setting in product(range(1, longest + 1), self.swept)
                if self.refuses or self.rule(n, **setting) is not None]


def window(rank: int, size: str, paddings: tuple[str, ...] = ("valid", "same"), dilated: bool = True,
           both: bool = False) -> Sizes:
    """Convolution and pooling: `size` names the window; `both` allows strides with dilation."""
    pairs = [(1, 1), (2, 1), (3, 1)] + ([(1, 2), (1, 3)] if dilated else []) + ([(2, 2)] if both else [])

    def setting(k: int, s: int, padding: str, d: int) -> dict:
        return {size: k, "strides": s, "padding": padding} | ({"dilation_rate": d} if dilated else {})

    def rule(n: int, strides: int, padding: str, dilation_rate: int = 1, **window: int) -> int | None:
        reach = dilation_rate * (window[size] - 1) + 1
        if padding != "valid":
            return math.ceil(n / strides)
        return (n - reach) // strides + 1 if n >= reach else None

    def formula(strides: int, padding: str, dilation_rate: int = 1, **window: int) -> str:
        reach = dilation_rate * (window[size] - 1) + 1
        if padding != "valid":
            return "*n*" if strides == 1 else f"⌈*n* / {strides}⌉"
        if strides > 1:
            return f"⌊(*n* − {reach}) / {strides}⌋ + 1"
        return f"*n* − {reach - 1}" if reach > 1 else "*n*"

    cases = [(1, 1, 1), (2, 1, 1), (3, 1, 1), (3, 2, 1), (3, 3, 1), (3, 1, 2), (3, 2, 2)]
    shown = [setting(k, s, p, d) for p in paddings for k, s, d in cases if d == 1 or (s, d) in pairs]
    widest = SWEPT[rank][1]
    swept = [setting(k, s, p, d) for k, (s, d), p in product(range(1, widest + 1), pairs, paddings)]
    return Sizes(rank, rule, formula, tuple(shown), tuple(swept), refuses=dilated)


def transposed(rank: int) -> Sizes:
    """Conv*Transpose with output_padding=None."""
    cases = [(1, 1), (2, 1), (3, 1), (2, 2), (3, 2), (4, 2), (1, 3), (3, 3), (5, 3)]

    def rule(n: int, kernel_size: int, strides: int, padding: str) -> int:
        return n * strides if padding == "same" else (n - 1) * strides + max(kernel_size, strides)

    def formula(kernel_size: int, strides: int, padding: str) -> str:
        if padding == "same":
            return "*n*" if strides == 1 else f"*n* · {strides}"
        return f"(*n* − 1) · {strides} + {max(kernel_size, strides)}"

    def settings(pairs: list[tuple[int, int]]) -> tuple[dict, ...]:
        return tuple({"kernel_size": k, "strides": s, "padding": p} for p in ("valid", "same") for k, s in pairs)

    widest = SWEPT[rank][1]
    return Sizes(rank, rule, formula, settings(cases), settings(list(product(range(1, widest + 1), (1, 2, 3)))))


def repeated(rank: int) -> Sizes:
    """UpSampling: each cell `size` times."""
    settings = tuple({"size": size} for size in (1, 2, 3))
    return Sizes(rank, lambda n, size: n * size, lambda size: f"*n* · {size}", settings, settings)
