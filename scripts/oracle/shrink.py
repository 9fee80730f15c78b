"""A call that differs in; the smallest call found that still differs in the same way out."""

import dataclasses
from collections.abc import Callable, Iterator

from .case import Case, Nested

TRIES = 400


def smallest(case: Case, differs: Callable[[Case], bool]) -> Case:
    """Takes every smaller call that still differs, until none does."""
    tries, going = TRIES, True
    while going and tries > 0:
        going = False
        for smaller in _smaller(case):
            tries -= 1
            if differs(smaller):
                case, going = smaller, True
                break
            if tries <= 0:
                break
    return case


def _smaller(case: Case) -> Iterator[Case]:
    for name in ("states", "mask"):
        if getattr(case, name):
            yield case.smaller(**{name: False})
    for arguments in _simpler(case.arguments):
        yield case.smaller(arguments=arguments)
    for axis in range(max(map(len, case.shapes))):
        lengths = {shape[axis] for shape in case.shapes if axis < len(shape)}
        for less in sorted({1, 2, max(lengths) - 1}):
            if 0 < less < max(lengths):
                yield case.smaller(shapes=tuple(
                    (*s[:axis], min(s[axis], less), *s[axis + 1 :]) if axis < len(s) else s for s in case.shapes))
    if case.fill == "normal" and case.layer != "Masking":
        yield case.smaller(fill="ramp")


def _simpler(arguments: dict) -> Iterator[dict]:
    for name, value in arguments.items():
        yield {key: v for key, v in arguments.items() if key != name}
        for less in _less(value):
            yield arguments | {name: less}


def _less(value) -> Iterator:
    """Values with less to them."""
    if isinstance(value, Nested):
        yield from (dataclasses.replace(value, arguments=a) for a in _simpler(value.arguments))
    elif isinstance(value, list | tuple):
        if isinstance(value, list) and len(value) > 1:
            yield from (value[:i] + value[i + 1 :] for i in range(len(value)))
        for i, one in enumerate(value):
            yield from (type(value)([*value[:i], less, *value[i + 1 :]]) for less in _less(one))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from (less for less in (1, 2, value - 1) if 0 < less < value)
