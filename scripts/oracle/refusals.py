"""The words in which Keras refuses what an oracle refuses: reason → a pattern that its message must hold."""

from .convolution import BOTH
from .core import MISMATCH, NO_BROADCAST, UNEQUAL
from .transposed import TOO_FAR
from .windows import LONGER

WORDS = {
    LONGER: r"[Cc]omputed output size would be (zero or )?negative",
    BOTH: r"strides > 1.*dilation_rate > 1",
    TOO_FAR: r"`output_padding` must be strictly less than `strides`",
    "the groups do not divide the filters": r"number of filters must be evenly divisible by the number of groups",
    "the groups do not divide the channels": r"number of input channels must be evenly divisible by the number of",
    MISMATCH: r"requires inputs with matching shapes except for the concatenation axis",
    NO_BROADCAST: r"Inputs have incompatible shapes",
    UNEQUAL: r"Incompatible input shapes: axis values",
}
