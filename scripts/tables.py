"""Sizes and parameter counts, by formula and by measurement; a difference stops the build."""

import ast
import math
from dataclasses import dataclass

from . import layers
from .atlas.entry import Entry, Shape


@dataclass(frozen=True)
class Case:
    """One setting on several input sizes: sizes by the rule and as the layer gave them (None: refused)."""

    arguments: dict
    rule: tuple[Shape | None, ...]
    measured: tuple[Shape | None, ...]


def shown_sizes(entry: Entry) -> list[Case]:
    """The settings that the page speaks of."""
    cases = []
    for setting in entry.sizes.shown:
        sizes = [compare(entry, n, setting) for n in entry.sizes.inputs]
        cases.append(Case(setting, *map(tuple, zip(*sizes, strict=True))))
    return cases


def sweep(entry: Entry) -> int:
    """Compare rule and layer over the whole grid of settings; returns how many were compared."""
    grid = entry.sizes.grid()
    for inputs, setting in grid:
        compare(entry, inputs, setting)
    return len(grid)


def compare(entry: Entry, inputs: Shape, setting: dict) -> tuple[Shape | None, Shape | None]:
    """(size by rule, size as measured) for one input; ValueError where they differ."""
    by_rule = [entry.sizes.rule(n, **setting) for n in inputs]
    expected = None if None in by_rule else tuple(by_rule)
    needed = {"filters": 2} if "filters" in entry.example else {}
    try:
        measured = layers.work(entry.name, needed | setting, (1, *inputs, 1)).output_shape[1:-1]
    except ValueError:
        measured = None
    if measured != expected:
        raise ValueError(f"{entry.name}({setting}) on {inputs}: rule {expected}, layer {measured}")
    return expected, measured


def known(entry: Entry, arguments: dict, shapes: tuple[Shape, ...]) -> dict:
    """What the names in an entry's general shapes stand for: defaults, arguments and input axes."""
    defaults = {k: ast.literal_eval(v) for k, v in layers.signature(entry.name).items() if v and _literal(v)}
    found = defaults | arguments
    for names, shape in zip(entry.inputs, shapes, strict=True):
        found |= dict(zip(names, shape, strict=True))
    for name in ("kernel_size", "pool_size", "size"):
        axes = sum(f"{name}[{axis}]" in str(entry) for axis in range(3))
        if axes and isinstance(found.get(name), int):
            found[name] = (found[name],) * axes
    return found


def _literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True


def weight_shapes(entry: Entry, arguments: dict, shapes: tuple[Shape, ...]) -> dict[str, Shape]:
    """Weight shapes by the entry's general expressions."""
    names = known(entry, arguments, shapes)
    found = {}
    for weight, expressions in entry.weights.items():
        if not weight.endswith("bias") or names.get("use_bias", True):
            axes = [text.partition(" | ") for text in expressions]
            found[weight] = tuple(int(eval(length, {}, names)) for length, _, condition in axes
                                  if not condition or eval(condition, {}, names))
    return found


def output_shape(entry: Entry, shapes: tuple[Shape, ...]) -> tuple[int | None, ...]:
    """The worked example's output by the entry's general shape; None where that leaves an axis open."""
    names = known(entry, entry.example, shapes)
    return tuple(None if text.startswith("new_") else int(eval(text, {}, names)) for text in entry.output)


def parameter_cases(entry: Entry) -> list[tuple[str, Shape, str, int]]:
    """(call, input shape, formula with numbers, measured) for each case of the entry."""
    rows = []
    for arguments, axes in entry.parameter_cases:
        shapes = tuple(tuple(axes.get(name, length) for name, length in zip(names, shape, strict=True))
                       for names, shape in zip(entry.inputs, entry.shapes, strict=True))
        predicted = weight_shapes(entry, arguments, shapes)
        total = sum(math.prod(shape) for shape in predicted.values())
        measured = layers.work(entry.name, arguments, *shapes)
        if (measured.parameters, measured.weights) != (total, predicted):
            raise ValueError(f"{entry.name}({arguments}): rule {predicted}, layer {measured}")
        formula = " + ".join(" × ".join(map(str, shape)) for shape in predicted.values())
        rows.append((call(entry.name, arguments), shapes[0], f"{formula} = {total}", measured.parameters))
    return rows


def call(name: str, arguments: dict) -> str:
    """A call as one types it."""
    return f"{name}({', '.join(f'{k}={v!r}' for k, v in arguments.items())})".replace("'", '"')
