"""Random settings of recurrent layers, their wrappers, and Masking."""

from .case import Nested
from .dice import Dice

NAMES = ("SimpleRNN", "LSTM", "GRU")


def _cell(dice: Dice, name: str, units: int | None = None) -> dict:
    """What a layer and its cell have in common; dropout acts in training only, so nothing of it may show."""
    found = {"units": units or dice.whole(1, 4), **dice.some(0.25, use_bias=False, activation=dice.pick(
        "relu", "sigmoid", "linear"), dropout=0.5, recurrent_dropout=0.5)}
    if name != "SimpleRNN":
        found |= dice.some(0.25, recurrent_activation=dice.pick("hard_sigmoid", "tanh"))
    if name == "GRU":
        found |= dice.some(0.5, reset_after=False)
    return found


def _way(dice: Dice) -> dict:
    return dice.some(0.4, return_sequences=True, go_backwards=True, return_state=True) | dice.some(
        0.2, unroll=True, zero_output_for_mask=True)


def _sequence(dice: Dice) -> dict:
    return {"shapes": ((dice.whole(1, 3), dice.whole(1, 5), dice.whole(1, 3)),),
            "mask": dice.chance(0.4), "states": dice.chance(0.3)}


def layer(name: str):
    return lambda dice: {"arguments": _cell(dice, name) | _way(dice), **_sequence(dice)}


def of_cells(dice: Dice) -> dict:
    """One cell, or several one above the other."""
    def cell() -> Nested:
        name = dice.pick(*NAMES)
        return Nested(name + "Cell", _cell(dice, name))

    cells = [cell() for _ in range(dice.whole(1, 3))]
    stacked = len(cells) > 1 or dice.chance(0.2)
    return {"arguments": {"cell": cells if stacked else cells[0], **_way(dice)}, **_sequence(dice)}


def bidirectional(dice: Dice) -> dict:
    """The second direction is a copy, or a layer of its own with the same outside."""
    name = dice.pick(*NAMES)
    way = dice.some(0.5, return_sequences=True) | dice.some(0.3, return_state=True) | dice.some(0.2, unroll=True)
    ahead = _cell(dice, name)
    found = {"layer": Nested(name, ahead | way)}
    if dice.chance(0.25):
        own = _cell(dice, name, ahead["units"]) | {"use_bias": ahead.get("use_bias", True)}
        found["backward_layer"] = Nested(name, own | way | {"go_backwards": True})
    found |= dice.some(0.8, merge_mode=dice.pick("concat", "sum", "ave", "mul", None))
    return {"arguments": found, **_sequence(dice)}


def time_distributed(dice: Dice) -> dict:
    lead = (dice.whole(1, 2), dice.whole(1, 4))
    inner, shape = dice.pick(
        (Nested("Dense", {"units": dice.whole(1, 4), **dice.some(0.4, use_bias=False, activation="relu")}), (3,)),
        (Nested("Conv1D", {"filters": 2, "kernel_size": dice.whole(1, 3), **dice.some(0.5, padding="same")}), (5, 2)),
        (Nested("Conv2D", {"filters": 2, "kernel_size": dice.whole(1, 2), **dice.some(0.5, strides=2)}), (4, 3, 2)),
        (Nested("MaxPooling2D", {"pool_size": dice.whole(1, 2)}), (4, 5, 2)),
        (Nested("GlobalAveragePooling2D", {}), (3, 4, 2)),
        (Nested("Flatten", {}), (2, 3, 2)),
        (Nested("Dropout", {"rate": 0.5}), (3,)),
        (Nested("GRU", {"units": dice.whole(1, 3), **dice.some(0.5, return_sequences=True)}), (4, 2)))
    mask = inner.name in ("Dense", "Conv1D", "Conv2D", "Flatten", "Dropout") and dice.chance(0.3)
    return {"arguments": {"layer": inner}, "shapes": ((*lead, *shape),), "mask": mask}


def conv_lstm(rank: int):
    def draw(dice: Dice) -> dict:
        found = {"filters": dice.whole(1, 2), "kernel_size": dice.whole(1, 3 if rank < 3 else 2),
                 **dice.some(0.5, padding="same"),
                 **dice.some(0.25, use_bias=False, activation="relu", recurrent_activation="hard_sigmoid", dropout=0.5),
                 **_way(dice)}
        # TensorFlow compiles every convolution of pictures with depth and channels first anew: a second a call
        found |= dice.some(0.25 if rank < 3 else 0.04, data_format="channels_first")
        found |= dice.pick({}, {"strides": dice.whole(1, 2)}, {"dilation_rate": 2})
        lowest = 1 + (found["kernel_size"] - 1) * found.get("dilation_rate", 1)
        sizes = [dice.whole(lowest, lowest + {1: 4, 2: 2, 3: 1}[rank]) for _ in range(rank)]
        channels = dice.whole(1, 2)
        first = found.get("data_format") == "channels_first"
        picture = (channels, *sizes) if first else (*sizes, channels)
        return {"arguments": found, "shapes": ((dice.whole(1, 2), dice.whole(1, 3), *picture),),
                "mask": dice.chance(0.3), "states": dice.chance(0.3)}
    return draw


def masking(dice: Dice) -> dict:
    shape = (dice.whole(1, 3), dice.whole(1, 6), *([2] * dice.chance(0.3)), dice.whole(1, 3))
    return {"arguments": dice.some(0.6, mask_value=dice.pick(-1.0, 9.0, 0.5)), "shapes": (shape,)}
