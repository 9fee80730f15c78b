"""The documented layers: what cannot be asked of Keras, namely which examples to show.

General shapes are expressions over the layer's own arguments; `reference.py` evaluates each one
for the worked example and stops where the layer measures otherwise.
"""

from dataclasses import dataclass

BLOCKS = ("card", "signature", "then_now", "sizes", "parameters")
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Entry:
    """One documented class of tf.keras.layers and the examples its reference blocks are made of."""

    chapter: str
    slug: str
    name: str
    axes: tuple[str, ...]  # names of the axes between batch and channels
    weights: dict[str, tuple[str, ...]]  # general shape of each weight
    out_channels: str
    example: dict[str, object]
    input_shape: tuple[int, ...]
    parameter_cases: tuple[tuple[dict[str, object], int], ...]  # (arguments, input channels)
    paddings: tuple[str, ...] = ("valid", "same")
    strides_with_dilation: bool = False

    @property
    def rank(self) -> int:
        """Number of axes a window slides along."""
        return len(self.axes)

    def files(self) -> list[str]:
        """The generated files, relative to snippets/reference."""
        return [f"{lang}/{self.chapter}/{self.slug}/{block}.md" for lang in LANGUAGES for block in BLOCKS]


def _sizes(name: str, rank: int) -> tuple[str, ...]:
    return (name,) if rank == 1 else tuple(f"{name}[{axis}]" for axis in range(rank))


AXES = {1: ("steps",), 2: ("height", "width"), 3: ("depth", "height", "width")}
INPUTS = {1: (2, 8, 3), 2: (2, 8, 10, 3), 3: (2, 5, 6, 7, 3)}
KERNELS = {1: 3, 2: (3, 5), 3: (2, 3, 4)}


def _convolution(rank: int) -> Entry:
    window = KERNELS[rank]
    three = 3 if rank == 1 else (3,) * rank
    return Entry(
        "convolution", f"conv{rank}d", f"Conv{rank}D", AXES[rank],
        {"kernel": (*_sizes("kernel_size", rank), "channels / groups", "filters"), "bias": ("filters",)},
        "filters",
        {"filters": 4, "kernel_size": window}, INPUTS[rank],
        (
            ({"filters": 1, "kernel_size": three}, 1),
            ({"filters": 4, "kernel_size": three}, 3),
            ({"filters": 4, "kernel_size": three, "use_bias": False}, 3),
            ({"filters": 8, "kernel_size": window}, 6),
            ({"filters": 8, "kernel_size": window, "groups": 2}, 6),
            ({"filters": 8, "kernel_size": window, "dilation_rate": 2}, 6),
            ({"filters": 64, "kernel_size": 1}, 256),
        ),
        ("valid", "same", "causal") if rank == 1 else ("valid", "same"),
    )


def _depthwise(rank: int) -> Entry:
    window = KERNELS[rank]
    three = 3 if rank == 1 else (3,) * rank
    return Entry(
        "convolution", f"depthwise_conv{rank}d", f"DepthwiseConv{rank}D", AXES[rank],
        {"kernel": (*_sizes("kernel_size", rank), "channels", "depth_multiplier"),
         "bias": ("channels * depth_multiplier",)},
        "channels * depth_multiplier",
        {"kernel_size": window, "depth_multiplier": 2}, INPUTS[rank],
        (
            ({"kernel_size": three}, 3),
            ({"kernel_size": three, "depth_multiplier": 2}, 3),
            ({"kernel_size": three, "use_bias": False}, 3),
            ({"kernel_size": window}, 64),
        ),
        strides_with_dilation=True,
    )


def _separable(rank: int) -> Entry:
    window = KERNELS[rank]
    three = 3 if rank == 1 else (3,) * rank
    return Entry(
        "convolution", f"separable_conv{rank}d", f"SeparableConv{rank}D", AXES[rank],
        {"depthwise_kernel": (*_sizes("kernel_size", rank), "channels", "depth_multiplier"),
         "pointwise_kernel": (*("1",) * rank, "channels * depth_multiplier", "filters"),
         "bias": ("filters",)},
        "filters",
        {"filters": 4, "kernel_size": window}, INPUTS[rank],
        (
            ({"filters": 4, "kernel_size": three}, 3),
            ({"filters": 4, "kernel_size": three, "depth_multiplier": 2}, 3),
            ({"filters": 4, "kernel_size": three, "use_bias": False}, 3),
            ({"filters": 64, "kernel_size": window}, 64),
        ),
        strides_with_dilation=True,
    )


ENTRIES = (
    *(_convolution(rank) for rank in (1, 2, 3)),
    *(_depthwise(rank) for rank in (1, 2)),
    *(_separable(rank) for rank in (1, 2)),
)


def entry(name: str) -> Entry:
    """The entry of a class; KeyError when it is not documented."""
    return {e.name: e for e in ENTRIES}[name]
