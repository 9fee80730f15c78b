"""tf.keras.layers looked at: signatures, aliases, ranks, weights and counts, as Keras itself tells them."""

import inspect
from dataclasses import dataclass

from .atlas.entry import Code


@dataclass(frozen=True)
class Worked:
    """One call of one layer: shapes are tuples of ints, batch first."""

    output_shape: tuple[int, ...]
    weights: dict[str, tuple[int, ...]]
    parameters: int


def namespace():
    import tensorflow as tf

    return tf.keras.layers


def signature(name: str) -> dict[str, str]:
    """Argument → default as source text, "" where it is required; `**kwargs` where it is accepted."""
    found, thing = {}, getattr(namespace(), name)
    for parameter in inspect.signature(thing.__init__ if inspect.isclass(thing) else thing).parameters.values():
        if parameter.name == "self":
            continue
        star = {parameter.VAR_KEYWORD: "**", parameter.VAR_POSITIONAL: "*"}.get(parameter.kind, "")
        default = "" if parameter.default is parameter.empty else repr(parameter.default)
        found[star + parameter.name] = default
    return found


def aliases(name: str) -> list[str]:
    """Other names under which the same class is exported."""
    layers = namespace()
    return sorted(other for other in dir(layers)
                  if other != name and getattr(layers, other) is getattr(layers, name))


def work(name: str, arguments: dict, *shapes: tuple[int, ...]) -> Worked:
    """Build the layer, run it once on ones of the given shapes (a list of them if several), tell what came out."""
    import numpy as np
    import tensorflow as tf

    tf.keras.utils.clear_session(free_memory=False)  # automatic names count from the start
    layers = namespace()
    given = {k: eval(v, vars(layers)) if isinstance(v, Code) else v for k, v in arguments.items()}
    layer = getattr(layers, name)(**given)
    inputs = [np.ones(shape, "float32") for shape in shapes]
    output = layer(inputs[0] if len(inputs) == 1 else inputs)
    names = [w.name for w in layer.weights]
    if len(set(names)) < len(names):  # a wrapper: tell its layers' weights apart
        names = [w.path.partition("/")[2] for w in layer.weights]
    weights = {n: tuple(w.shape) for n, w in zip(names, layer.weights, strict=True)}
    return Worked(tuple(output.shape), weights, layer.count_params())


def ranks(name: str, arguments: dict, highest: int = 6) -> dict[int, int]:
    """Input rank → output rank, for every rank from 1 to `highest` that the layer accepts."""
    accepted = {}
    for rank in range(1, highest + 1):
        shape = (2, *(8,) * (rank - 2), 3)[:rank]
        try:
            accepted[rank] = len(work(name, arguments, shape).output_shape)
        except Exception:  # each layer refuses in its own way
            continue
    return accepted
