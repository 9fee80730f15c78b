"""Output sizes and parameter counts, by formula and by measurement; a difference stops the build."""

import math
from dataclasses import dataclass
from itertools import product

from . import layers
from .atlas import Entry


INPUTS = {1: ((7,), (8,)), 2: ((7, 8), (28, 28)), 3: ((4, 6, 8), (16, 16, 16))}


@dataclass(frozen=True)
class Case:
    """One setting on several input sizes: sizes by the rule and as the layer gave them (None: refused)."""

    arguments: dict
    rule: tuple[tuple[int, ...] | None, ...]
    measured: tuple[tuple[int, ...] | None, ...]


def rule(n: int, kernel_size: int, strides: int, padding: str, dilation_rate: int) -> int | None:
    """Output length along one axis; None where nothing fits."""
    reach = dilation_rate * (kernel_size - 1) + 1
    if padding != "valid":
        return math.ceil(n / strides)
    return (n - reach) // strides + 1 if n >= reach else None


def formula(kernel_size: int, strides: int, padding: str, dilation_rate: int) -> str:
    """The same rule as text, with the setting's own numbers in it."""
    reach = dilation_rate * (kernel_size - 1) + 1
    if padding != "valid":
        return "*n*" if strides == 1 else f"⌈*n* / {strides}⌉"
    return f"*n* − {reach} + 1" if strides == 1 else f"⌊(*n* − {reach}) / {strides}⌋ + 1"


def shown_sizes(entry: Entry) -> list[Case]:
    """The settings that the page speaks of."""
    settings = [(1, 1, 1), (2, 1, 1), (3, 1, 1), (3, 2, 1), (3, 3, 1), (3, 1, 2)]
    settings += [(3, 2, 2)] if entry.strides_with_dilation else []
    cases = []
    for padding, (k, s, d) in product(entry.paddings, settings):
        arguments = {"kernel_size": k, "strides": s, "padding": padding, "dilation_rate": d}
        sizes = [compare(entry, n, arguments) for n in INPUTS[entry.rank]]
        cases.append(Case(arguments, *map(tuple, zip(*sizes))))
    return cases


def sweep(entry: Entry) -> int:
    """Compare rule and layer over a whole grid of settings; returns how many were compared."""
    longest, widest = {1: (12, 5), 2: (9, 4), 3: (7, 3)}[entry.rank]
    pairs = [(1, 1), (2, 1), (3, 1), (1, 2), (1, 3)] + ([(2, 2)] if entry.strides_with_dilation else [])
    count = 0
    for n, k, (s, d), padding in product(range(1, longest + 1), range(1, widest + 1), pairs, entry.paddings):
        arguments = {"kernel_size": k, "strides": s, "padding": padding, "dilation_rate": d}
        compare(entry, (n, 8, 7)[: entry.rank], arguments)
        count += 1
    return count


def compare(entry: Entry, inputs: tuple[int, ...], arguments: dict) -> tuple:
    """(size by rule, size as measured) for one input; ValueError where they differ."""
    by_rule = [rule(n, **arguments) for n in inputs]
    expected = None if None in by_rule else tuple(by_rule)
    needed = {"filters": 2} if "filters" in entry.example else {}
    try:
        measured = layers.work(entry.name, needed | arguments, (1, *inputs, 1)).output_shape[1:-1]
    except ValueError:
        measured = None
    if measured != expected:
        raise ValueError(f"{entry.name}({arguments}) on {inputs}: rule {expected}, layer {measured}")
    return expected, measured


def values(entry: Entry, arguments: dict, channels: int) -> dict:
    """What the names in an entry's general shapes stand for, in one case."""
    found = {"groups": 1, "depth_multiplier": 1, "use_bias": True} | arguments | {"channels": channels}
    size = found["kernel_size"]
    if entry.rank > 1 and isinstance(size, int):
        found["kernel_size"] = (size,) * entry.rank
    return found


def weight_shapes(entry: Entry, arguments: dict, channels: int) -> dict[str, tuple[int, ...]]:
    """Weight shapes by the entry's general expressions."""
    known = values(entry, arguments, channels)
    shapes = {}
    for name, expressions in entry.weights.items():
        if name != "bias" or known["use_bias"]:
            shapes[name] = tuple(int(eval(text, {}, known)) for text in expressions)
    return shapes


def parameter_cases(entry: Entry) -> list[tuple[str, int, str, int]]:
    """(call, input channels, formula with numbers, measured) for each case of the entry."""
    rows = []
    for arguments, channels in entry.parameter_cases:
        shapes = weight_shapes(entry, arguments, channels)
        total = sum(math.prod(shape) for shape in shapes.values())
        inputs = (1, *(12,) * entry.rank, channels)
        measured = layers.work(entry.name, arguments, inputs)
        if (measured.parameters, measured.weights) != (total, shapes):
            raise ValueError(f"{entry.name}({arguments}): rule {shapes}, layer {measured}")
        formula = " + ".join(" × ".join(map(str, shape)) for shape in shapes.values())
        rows.append((call(entry.name, arguments), channels, f"{formula} = {total}", measured.parameters))
    return rows


def call(name: str, arguments: dict) -> str:
    """A call as one types it."""
    return f"{name}({', '.join(f'{k}={v!r}' for k, v in arguments.items())})".replace("'", '"')
