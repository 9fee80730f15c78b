"""Transposed convolutions and upsampling."""

from ..sizes import repeated, transposed
from .convolution import images, sized, slid
from .entry import Entry

INPUTS = {1: (2, 8, 3), 2: (2, 8, 10, 3), 3: (2, 4, 5, 6, 3)}
KERNELS = {1: 3, 2: (3, 5), 3: (2, 3, 4)}


def _transposed(rank: int) -> Entry:
    widths = KERNELS[rank]
    three = 3 if rank == 1 else (3,) * rank
    return Entry(
        "transposed", f"conv{rank}d_transpose", f"Conv{rank}DTranspose", images(rank), slid(rank, "filters"),
        {"filters": 4, "kernel_size": widths, "strides": 2}, (INPUTS[rank],),
        {"kernel": (*sized("kernel_size", rank), "filters", "channels"), "bias": ("filters",)},
        (
            ({"filters": 1, "kernel_size": three}, {"channels": 1}),
            ({"filters": 4, "kernel_size": three}, {"channels": 3}),
            ({"filters": 4, "kernel_size": three, "strides": 2}, {"channels": 3}),
            ({"filters": 4, "kernel_size": three, "use_bias": False}, {"channels": 3}),
            ({"filters": 8, "kernel_size": widths}, {"channels": 6}),
        ),
        transposed(rank),
    )


def _upsampling(rank: int) -> Entry:
    size = {1: 2, 2: (2, 3), 3: (1, 2, 3)}[rank]
    return Entry(
        "transposed", f"up_sampling{rank}d", f"UpSampling{rank}D", images(rank),
        ("batch", *(f"{axis} * {text}" for axis, text in zip(images(rank)[0][1:-1], sized("size", rank), strict=True)),
         "channels"),
        {"size": size}, (INPUTS[rank],), sizes=repeated(rank), family="upsampling",
    )


ENTRIES = (*(_transposed(rank) for rank in (1, 2, 3)), *(_upsampling(rank) for rank in (1, 2, 3)))
