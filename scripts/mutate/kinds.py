"""Every kind of damage, by name: (tree, random) in, what was damaged out."""

from . import around, both, made, twins, words  # noqa: F401  each registers its own
from .places import ABOUT, KINDS

__all__ = ["ABOUT", "KINDS"]
