"""Convolutions: Conv, DepthwiseConv, SeparableConv."""

from ..sizes import window
from .entry import Entry, Names

AXES = {1: ("steps",), 2: ("height", "width"), 3: ("depth", "height", "width")}
INPUTS = {1: (2, 8, 3), 2: (2, 8, 10, 3), 3: (2, 5, 6, 7, 3)}
KERNELS = {1: 3, 2: (3, 5), 3: (2, 3, 4)}


def sized(name: str, rank: int) -> Names:
    """The general shape of a window: its argument, or its argument axis by axis."""
    return (name,) if rank == 1 else tuple(f"{name}[{axis}]" for axis in range(rank))


def images(rank: int) -> tuple[Names]:
    """The general shape of a batch with `rank` axes to slide along, channels last."""
    return (("batch", *AXES[rank], "channels"),)


def slid(rank: int, channels: str) -> Names:
    """The general shape of what a window leaves."""
    return ("batch", *(f"new_{axis}" for axis in AXES[rank]), channels)


def _convolution(rank: int) -> Entry:
    widths = KERNELS[rank]
    three = 3 if rank == 1 else (3,) * rank
    return Entry(
        "convolution", f"conv{rank}d", f"Conv{rank}D", images(rank), slid(rank, "filters"),
        {"filters": 4, "kernel_size": widths}, (INPUTS[rank],),
        {"kernel": (*sized("kernel_size", rank), "channels / groups", "filters"), "bias": ("filters",)},
        (
            ({"filters": 1, "kernel_size": three}, {"channels": 1}),
            ({"filters": 4, "kernel_size": three}, {"channels": 3}),
            ({"filters": 4, "kernel_size": three, "use_bias": False}, {"channels": 3}),
            ({"filters": 8, "kernel_size": widths}, {"channels": 6}),
            ({"filters": 8, "kernel_size": widths, "groups": 2}, {"channels": 6}),
            ({"filters": 8, "kernel_size": widths, "dilation_rate": 2}, {"channels": 6}),
            ({"filters": 64, "kernel_size": 1}, {"channels": 256}),
        ),
        window(rank, "kernel_size", ("valid", "same", "causal") if rank == 1 else ("valid", "same")),
    )


def _depthwise(rank: int) -> Entry:
    widths = KERNELS[rank]
    three = 3 if rank == 1 else (3,) * rank
    return Entry(
        "convolution", f"depthwise_conv{rank}d", f"DepthwiseConv{rank}D",
        images(rank), slid(rank, "channels * depth_multiplier"),
        {"kernel_size": widths, "depth_multiplier": 2}, (INPUTS[rank],),
        {"kernel": (*sized("kernel_size", rank), "channels", "depth_multiplier"),
         "bias": ("channels * depth_multiplier",)},
        (
            ({"kernel_size": three}, {"channels": 3}),
            ({"kernel_size": three, "depth_multiplier": 2}, {"channels": 3}),
            ({"kernel_size": three, "use_bias": False}, {"channels": 3}),
            ({"kernel_size": widths}, {"channels": 64}),
        ),
        window(rank, "kernel_size", both=True),
    )


def _separable(rank: int) -> Entry:
    widths = KERNELS[rank]
    three = 3 if rank == 1 else (3,) * rank
    return Entry(
        "convolution", f"separable_conv{rank}d", f"SeparableConv{rank}D",
        images(rank), slid(rank, "filters"),
        {"filters": 4, "kernel_size": widths}, (INPUTS[rank],),
        {"depthwise_kernel": (*sized("kernel_size", rank), "channels", "depth_multiplier"),
         "pointwise_kernel": (*("1",) * rank, "channels * depth_multiplier", "filters"),
         "bias": ("filters",)},
        (
            ({"filters": 4, "kernel_size": three}, {"channels": 3}),
            ({"filters": 4, "kernel_size": three, "depth_multiplier": 2}, {"channels": 3}),
            ({"filters": 4, "kernel_size": three, "use_bias": False}, {"channels": 3}),
            ({"filters": 64, "kernel_size": widths}, {"channels": 64}),
        ),
        window(rank, "kernel_size", both=True),
    )


ENTRIES = (
    *(_convolution(rank) for rank in (1, 2, 3)),
    *(_depthwise(rank) for rank in (1, 2)),
    *(_separable(rank) for rank in (1, 2)),
)

