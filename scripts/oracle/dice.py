"""Choices from a seed."""

import numpy as np


class Dice:
    """A seed in, choices out; the same ones for the same seed on every machine."""

    def __init__(self, seed: list[int]):
        self._rng = np.random.default_rng(seed)

    def whole(self, lowest: int, highest: int) -> int:
        """Both ends included."""
        return int(self._rng.integers(lowest, highest + 1))

    def chance(self, share: float) -> bool:
        return bool(self._rng.random() < share)

    def pick(self, *options):
        return options[self.whole(0, len(options) - 1)]

    def some(self, share: float, **arguments) -> dict:
        """Each argument with the given share, else its default."""
        return {name: value for name, value in arguments.items() if self.chance(share)}
