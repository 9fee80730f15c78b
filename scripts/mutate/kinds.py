"""Every kind of damage, by name: (tree, random) in, what was damaged out."""

from . import around, both, made, twins, words  # noqa: F401  each registers its own
from .places import KINDS

__all__ = ["KINDS", "about"]


def about(name: str) -> str:
    """What a kind damages, in words."""
    return KINDS[name].__doc__.strip()
