"""Random settings of core and merging layers."""

from .dice import Dice

ODDS_OF_REFUSAL = 0.06


def _shape(dice: Dice, lowest: int, highest: int, longest: int = 5) -> tuple[int, ...]:
    return tuple(dice.whole(1, longest) for _ in range(dice.whole(lowest, highest)))


def dense(dice: Dice) -> dict:
    found = {"units": dice.whole(1, 6), **dice.some(0.4, use_bias=False, activation=dice.pick(
        "relu", "tanh", "sigmoid", "softmax", "linear"))}
    return {"arguments": found, "shapes": (_shape(dice, 2, 4, 6),)}


def flatten(dice: Dice) -> dict:
    return {"arguments": dice.some(0.5, data_format=dice.pick("channels_first", "channels_last")),
            "shapes": (_shape(dice, 1, 5),)}


def dropout(dice: Dice) -> dict:
    """Enough cells that the share of zeros means something."""
    shape = (dice.whole(8, 20), dice.whole(8, 20), dice.whole(2, 6))
    found = {"rate": dice.pick(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0), "seed": dice.whole(0, 10**6)}
    if dice.chance(0.5):
        found["noise_shape"] = tuple(dice.pick(n, 1, None) for n in shape)
    return {"arguments": found, "shapes": (shape,), "training": dice.chance(0.7)}


def concatenate(dice: Dice) -> dict:
    shape = _shape(dice, 2, 4)
    axis = dice.pick(*range(1, len(shape)), *range(1 - len(shape), 0))
    shapes = []
    for _ in range(dice.whole(2, 4)):
        one = list(shape)
        one[axis] = dice.whole(1, 4)
        one[(axis + 1) % len(one)] += len(shapes) > 0 and dice.chance(ODDS_OF_REFUSAL)
        shapes.append(tuple(one))
    return {"arguments": {"axis": axis} if axis != -1 or dice.chance(0.5) else {}, "shapes": tuple(shapes)}


def merged(dice: Dice) -> dict:
    """One shape, or shapes that broadcast; with a mask, equal shapes of rank 3."""
    if dice.chance(0.3):
        return {"arguments": {}, "shapes": (_shape(dice, 3, 3),) * dice.whole(2, 3), "mask": True}
    shape, shapes = _shape(dice, 2, 4), []
    for _ in range(dice.whole(1, 4)):
        one = [shape[0], *(1 if dice.chance(0.15) else n for n in shape[1:])]
        if len(one) > 2 and dice.chance(0.15):
            del one[1]
        one[-1] += bool(shapes) and dice.chance(ODDS_OF_REFUSAL)
        shapes.append(tuple(one))
    return {"arguments": {}, "shapes": tuple(shapes)}


def dot(dice: Dice) -> dict:
    batch = dice.whole(1, 3)
    first, second = ([batch, *(dice.whole(1, 4) for _ in range(dice.whole(1, 3)))] for _ in range(2))
    axes = [dice.whole(1, len(shape) - 1) for shape in (first, second)]
    second[axes[1]] = first[axes[0]] + dice.chance(ODDS_OF_REFUSAL)
    given = tuple(a - len(s) if dice.chance(0.3) else a for a, s in zip(axes, (first, second), strict=True))
    given = given[0] if given[0] == given[1] and dice.chance(0.6) else given
    return {"arguments": {"axes": given, **dice.some(0.4, normalize=True)}, "shapes": (tuple(first), tuple(second))}
