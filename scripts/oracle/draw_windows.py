"""Random settings of layers with windows: convolutions, transposed convolutions, pooling, upsampling."""

from .dice import Dice
from .windows import reach

LONGEST = {1: 9, 2: 6, 3: 4}
WIDEST = {1: 4, 2: 3, 3: 3}
ODDS_OF_REFUSAL = 0.04


def _one_or_each(dice: Dice, rank: int, lowest: int, highest: int):
    """A number for all axes, or one for each."""
    if rank == 1 or dice.chance(0.4):
        return dice.whole(lowest, highest)
    return tuple(dice.whole(lowest, highest) for _ in range(rank))


def _shape(dice: Dice, sizes: list[int], channels: int, arguments: dict) -> tuple[int, ...]:
    batch = dice.whole(1, 2)
    if arguments.get("data_format") == "channels_first":
        return (batch, channels, *sizes)
    return (batch, *sizes, channels)


def _largest(value) -> int:
    return max(value) if isinstance(value, tuple) else value


def _window(dice: Dice, rank: int, paddings: tuple[str, ...], both: float) -> tuple[dict, list[int]]:
    """Settings of a sliding window, and input sizes; `both` is how often strides and dilation meet."""
    size = _one_or_each(dice, rank, 1, WIDEST[rank])
    found = {"kernel_size": size, **dice.some(0.8, padding=dice.pick(*paddings))}
    way = dice.pick("plain", "strides", "dilation")
    if way == "strides" or dice.chance(both):
        found["strides"] = _one_or_each(dice, rank, 1, 3)
    if way == "dilation" or dice.chance(both):
        found["dilation_rate"] = _one_or_each(dice, rank, 1, 3 if rank < 3 else 2)
    span = reach(_largest(size), _largest(found.get("dilation_rate", 1)))
    fits = found.get("padding", "valid") != "valid" or dice.chance(ODDS_OF_REFUSAL)
    lowest = 1 if fits else span
    return found, [dice.whole(lowest, max(lowest + 2, LONGEST[rank])) for _ in range(rank)]


def _rest(dice: Dice) -> dict:
    return dice.some(0.35, data_format="channels_first", use_bias=False,
                     activation=dice.pick("relu", "tanh", "sigmoid", "linear"))


def conv(rank: int):
    def draw(dice: Dice) -> dict:
        paddings = ("valid", "same", "causal") if rank == 1 else ("valid", "same")
        found, sizes = _window(dice, rank, paddings, ODDS_OF_REFUSAL)
        groups = dice.pick(1, 1, 2, 3)
        channels, filters = (groups * dice.whole(1, 3) + dice.chance(ODDS_OF_REFUSAL) for _ in range(2))
        found = {"filters": filters, **found, **({"groups": groups} if groups > 1 else {}), **_rest(dice)}
        return {"arguments": found, "shapes": (_shape(dice, sizes, channels, found),)}
    return draw


def depthwise(rank: int):
    def draw(dice: Dice) -> dict:
        found, sizes = _window(dice, rank, ("valid", "same"), 0.2)
        found |= dice.some(0.6, depth_multiplier=dice.whole(1, 3)) | _rest(dice)
        return {"arguments": found, "shapes": (_shape(dice, sizes, dice.whole(1, 4), found),)}
    return draw


def separable(rank: int):
    def draw(dice: Dice) -> dict:
        drawn = depthwise(rank)(dice)
        return drawn | {"arguments": {"filters": dice.whole(1, 4), **drawn["arguments"]}}
    return draw


def transposed(rank: int):
    def draw(dice: Dice) -> dict:
        found, _ = _window(dice, rank, ("valid", "same"), ODDS_OF_REFUSAL)
        if dice.chance(0.4):
            most = found.get("strides", 1)
            most = most if isinstance(most, tuple) else (most,) * rank
            extra = tuple(dice.whole(0, s - 1) + dice.chance(ODDS_OF_REFUSAL) for s in most)
            found["output_padding"] = extra[0] if rank == 1 else extra
        found = {"filters": dice.whole(1, 3), **found, **_rest(dice)}
        sizes = [dice.whole(1, LONGEST[rank] - 1) for _ in range(rank)]
        return {"arguments": found, "shapes": (_shape(dice, sizes, dice.whole(1, 3), found),)}
    return draw


def upsampling(rank: int):
    def draw(dice: Dice) -> dict:
        found = dice.some(0.85, size=_one_or_each(dice, rank, 1, 4 if rank < 3 else 3))
        if rank > 1:
            found |= dice.some(0.3, data_format="channels_first")
        if rank == 2:
            found |= dice.some(0.9, interpolation=dice.pick(
                "nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area"))
        sizes = [dice.whole(1, LONGEST[rank] - 1) for _ in range(rank)]
        return {"arguments": found, "shapes": (_shape(dice, sizes, dice.whole(1, 3), found),)}
    return draw


def pooling(rank: int):
    """Windows that fit: one that does not may end the whole process (see limits.py)."""
    def draw(dice: Dice) -> dict:
        size = _one_or_each(dice, rank, 1, WIDEST[rank])
        found = {"pool_size": size, **dice.some(0.7, strides=_one_or_each(dice, rank, 1, 3)),
                 **dice.some(0.7, padding=dice.pick("valid", "same")), **dice.some(0.3, data_format="channels_first")}
        lowest = 1 if found.get("padding") == "same" else _largest(size)
        sizes = [dice.whole(lowest, max(lowest + 2, LONGEST[rank])) for _ in range(rank)]
        return {"arguments": found, "shapes": (_shape(dice, sizes, dice.whole(1, 3), found),)}
    return draw


def adaptive(rank: int):
    def draw(dice: Dice) -> dict:
        found = {"output_size": _one_or_each(dice, rank, 1, 5), **dice.some(0.3, data_format="channels_first")}
        sizes = [dice.whole(2, LONGEST[rank] + 2) for _ in range(rank)]
        return {"arguments": found, "shapes": (_shape(dice, sizes, dice.whole(1, 3), found),)}
    return draw


def over_everything(rank: int, masks: bool):
    def draw(dice: Dice) -> dict:
        found = dice.some(0.4, keepdims=True, data_format="channels_first")
        sizes = [dice.whole(1, LONGEST[rank]) for _ in range(rank)]
        return {"arguments": found, "shapes": (_shape(dice, sizes, dice.whole(1, 4), found),),
                "mask": masks and dice.chance(0.5)}
    return draw
