"""Then → now: a signature of TF 2.6 (read from its wheel) beside today's (asked of Keras)."""

import json
from dataclasses import dataclass

from . import layers
from .paths import SCRIPTS

OLD = SCRIPTS / "data" / "keras_2_6.json"


@dataclass(frozen=True)
class Change:
    """One difference: `then` or `now` is None where the argument did not or does not exist."""

    argument: str
    then: str | None
    now: str | None


def changes(name: str) -> list[Change] | None:
    """The differences of a class's signature, in today's order; None if TF 2.6 had no such class."""
    old = json.loads(OLD.read_text(encoding="utf-8"))["signatures"].get(name)
    if old is None:
        return None
    new = layers.signature(name)
    everything = list(new) + [argument for argument in old if argument not in new]
    return [Change(a, old.get(a), new.get(a)) for a in everything if old.get(a) != new.get(a)]


def reordered(name: str) -> tuple[list[str], list[str]] | None:
    """The arguments that both have, from the first to the last that moved, in TF 2.6's order and in today's."""
    old = json.loads(OLD.read_text(encoding="utf-8"))["signatures"].get(name) or {}
    new = layers.signature(name)
    then_order, now_order = [a for a in old if a in new], [a for a in new if a in old]
    moved = [i for i, (a, b) in enumerate(zip(then_order, now_order, strict=True)) if a != b]
    if not moved:
        return None
    span = slice(moved[0], moved[-1] + 1)
    return then_order[span], now_order[span]
