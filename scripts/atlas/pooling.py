"""Pooling: by a window, to a given size, and over everything."""

from ..sizes import window
from .convolution import images, slid
from .entry import Entry

INPUTS = {1: (2, 8, 3), 2: (2, 8, 10, 3), 3: (2, 5, 6, 7, 3)}
POOLS = {1: 3, 2: (2, 3), 3: (2, 2, 3)}
OUTPUTS = {1: 3, 2: (2, 3), 3: (2, 2, 3)}


def _pooling(kind: str, slug: str, rank: int) -> Entry:
    return Entry("pooling", f"{slug}_pooling{rank}d", f"{kind}Pooling{rank}D", images(rank), slid(rank, "channels"),
                 {"pool_size": POOLS[rank]}, (INPUTS[rank],), sizes=window(rank, "pool_size", dilated=False),
                 family=f"{slug}_pooling")


def _adaptive(kind: str, slug: str, rank: int) -> Entry:
    sizes = ("output_size",) if rank == 1 else tuple(f"output_size[{axis}]" for axis in range(rank))
    return Entry("pooling", f"adaptive_{slug}_pooling{rank}d", f"Adaptive{kind}Pooling{rank}D", images(rank),
                 ("batch", *sizes, "channels"), {"output_size": OUTPUTS[rank]}, (INPUTS[rank],),
                 family="adaptive_pooling")


def _over_everything(kind: str, slug: str, rank: int) -> Entry:
    return Entry("pooling", f"global_{slug}_pooling{rank}d", f"Global{kind}Pooling{rank}D", images(rank),
                 ("batch", "channels"), {}, (INPUTS[rank],), family="global_pooling")


KINDS = (("Max", "max"), ("Average", "average"))
ENTRIES = tuple(make(kind, slug, rank) for make in (_pooling, _adaptive, _over_everything)
                for kind, slug in KINDS for rank in (1, 2, 3))
