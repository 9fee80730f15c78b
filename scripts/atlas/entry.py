"""One documented layer: what cannot be asked of Keras, namely which examples to show.

General shapes are expressions over the layer's own arguments and the names of its input axes; the
reference blocks evaluate each one for the worked example and stop where the layer measures otherwise.
"""

from dataclasses import dataclass, field

from ..paths import LANGUAGES
from ..sizes import Sizes

Shape = tuple[int, ...]
Names = tuple[str, ...]


class Code(str):
    """An argument that is written as an expression over tf.keras.layers, e.g. Code("LSTM(4)")."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Entry:
    """One documented name of tf.keras.layers.

    `inputs` and `output` are general shapes; names beginning with new_ are not evaluated. An axis of a weight
    written "2 | reset_after" is there only where reset_after holds.
    Without `shapes` nothing is called, and there is no card.
    `parameter_cases` are (arguments, input axes that differ from the example).
    """

    chapter: str
    slug: str
    name: str
    inputs: tuple[Names, ...]
    output: Names
    example: dict[str, object]
    shapes: tuple[Shape, ...]
    weights: dict[str, Names] = field(default_factory=dict)
    parameter_cases: tuple[tuple[dict[str, object], dict[str, int]], ...] = ()
    sizes: Sizes | None = None
    family: str = ""  # slug of the page when several classes share one

    @property
    def page(self) -> str:
        """The page that documents it, relative to docs/<language>."""
        return f"{self.chapter}/{self.family or self.slug}.md"

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks that have something to say about this layer."""
        found = [*["card"] * bool(self.shapes), "signature", "then_now"]
        return (*found, *["sizes"] * bool(self.sizes), *["parameters"] * bool(self.parameter_cases))

    def files(self) -> list[str]:
        """The generated files, relative to snippets/reference."""
        return [f"{lang}/{self.chapter}/{self.slug}/{block}.md" for lang in LANGUAGES for block in self.blocks]
