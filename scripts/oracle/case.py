"""One call of one layer: settings, shapes and a seed in; the same inputs and weights for everyone out."""

import dataclasses
import math
from dataclasses import dataclass, field

import numpy as np

Shape = tuple[int, ...]


class Refusal(Exception):
    """Raised by an oracle where the settings ask for nothing that is defined; says why."""


@dataclass(frozen=True)
class Nested:
    """A layer given to another as an argument."""

    name: str
    arguments: dict = field(default_factory=dict)

    def __repr__(self) -> str:
        return spelled(self.name, self.arguments)


@dataclass(frozen=True)
class Call:
    """What a layer is called with beside its inputs."""

    mask: np.ndarray | list[np.ndarray] | None = None  # of each input, where there are several
    states: list[np.ndarray] | None = None
    training: bool = False


@dataclass(frozen=True)
class Case:
    """`mask`: leave out random steps; `states`: start from random states; `fill`: "normal", or "ramp" to be read."""

    layer: str
    arguments: dict
    shapes: tuple[Shape, ...]
    seed: int = 0
    mask: bool = False
    states: bool = False
    training: bool = False
    fill: str = "normal"

    def __str__(self) -> str:
        extra = "".join(f", {name}" for name in ("mask", "states", "training") if getattr(self, name))
        return f"{spelled(self.layer, self.arguments)} on {', '.join(map(str, self.shapes))}{extra} (seed {self.seed})"

    def inputs(self) -> list[np.ndarray]:
        found = [self._values(shape, 1 + i, 1.0) for i, shape in enumerate(self.shapes)]
        return [self._some_steps_empty(x, i) for i, x in enumerate(found)] if self.hides_steps else found

    @property
    def hides_steps(self) -> bool:
        """Whether whole steps of the inputs hold the value that Masking leaves out."""
        return self.layer == "Masking" or (self.mask and len(self.shapes) > 1)

    def weights(self, shapes: list[Shape]) -> list[np.ndarray]:
        return [self._values(shape, 100 + i, 0.5) for i, shape in enumerate(shapes)]

    def initial_states(self, shapes: list[Shape]) -> list[np.ndarray] | None:
        return [self._values(shape, 200 + i, 0.5) for i, shape in enumerate(shapes)] if self.states else None

    def steps(self) -> np.ndarray | None:
        """The mask: (batch, time), True where a step counts; the second step of every row always does."""
        if not self.mask or len(self.shapes) > 1:
            return None
        pooled = self.layer.startswith("Global") and self.arguments.get("data_format") == "channels_first"
        batch, time = self.shapes[0][0], self.shapes[0][2 if pooled else 1]
        kept = np.random.default_rng([self.seed, 300]).random((batch, time)) < 0.7
        kept[:, min(1, kept.shape[1] - 1)] = True
        return kept

    def smaller(self, **changes) -> "Case":
        return dataclasses.replace(self, **changes)

    def _values(self, shape: Shape, stream: int, scale: float) -> np.ndarray:
        if self.fill == "ramp":
            return (scale * np.arange(1, math.prod(shape) + 1, dtype="float32")).reshape(shape)
        return (scale * np.random.default_rng([self.seed, stream]).standard_normal(shape)).astype("float32")

    def _some_steps_empty(self, x: np.ndarray, stream: int) -> np.ndarray:
        rng = np.random.default_rng([self.seed, 400 + stream])
        x[rng.random(x.shape[:2]) < 0.4] = self.arguments.get("mask_value", 0.0)
        return x


def spelled(name: str, arguments: dict) -> str:
    """A constructor call as one would write it."""
    return f"{name}({', '.join(f'{key}={value!r}' for key, value in arguments.items())})"
