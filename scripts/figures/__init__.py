"""Takes a figure's name; gives its sources, its file names and, drawn from a layer, its bytes."""

import ast
import functools
import importlib
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
THEMES = ("light", "dark")


class Spec(NamedTuple):
    """Where a figure is drawn: `function` in `module`; it takes moving=True if it also moves."""

    module: str
    function: str
    moving: bool = False


def _specs(module, folder, *functions, prefix=""):
    for function in functions:
        stem = function.rstrip("*")
        yield f"{folder}/{stem}", Spec(module, prefix + stem, function.endswith("*"))


FIGURES = dict([
    ("card", Spec("overview", "card")),
    ("home/hero", Spec("overview", "hero")),
    ("convolution/family", Spec("family", "family")),
    *_specs("convolution_1d", "convolution/conv1d", "window*", "channels", "strides", "padding",
            "same_lopsided", "dilation", "groups", "receptive_field", "variable_length"),
    *_specs("convolution_2d", "convolution/conv2d", "window*", "positions", "channels", "edges",
            "strides", "padding", "same_lopsided", "dilation", "groups", "receptive_field"),
    *_specs("convolution_3d", "convolution/conv3d", "window*", "channels", "strides", "padding"),
    *_specs("depthwise", "convolution/depthwise_conv1d", "channels", prefix="one_"),
    *_specs("depthwise", "convolution/depthwise_conv2d", "channels", "depth_multiplier",
            prefix="two_"),
    *_specs("separable", "convolution/separable_conv1d", "steps", prefix="one_"),
    *_specs("separable", "convolution/separable_conv2d", "steps", "cost", prefix="two_"),
    ("core/family", Spec("core_family", "family")),
    *_specs("core", "core/dense", "matrix*", "wires", "last_axis", prefix="dense_"),
    *_specs("core", "core/input", "functional", prefix="input_"),
    *_specs("core", "core/dropout", "masks*", "noise_shape", "mean", prefix="dropout_"),
    *_specs("merging", "core/concatenate", "axis", "cost", prefix="concatenate_"),
    *_specs("merging", "core/add", "add", "skip", prefix="add_"),
    *_specs("merging", "core/multiply", "multiply", "gate", prefix="multiply_"),
    *_specs("merging", "core/dot", "dot", "pairs*", "cosine", prefix="dot_"),
    *_specs("global_pooling", "core/flatten", "order*", "formats"),
    *_specs("global_pooling", "pooling/global_pooling", "picture", "positions", "parameters"),
    *_specs("class_map", "pooling/global_pooling", "class_map"),
    ("transposed/family", Spec("transposed_family", "family")),
    *_specs("transposed", "transposed/conv1d_transpose", "window*", "gather_scatter", "strides",
            "padding", "output_padding", "same_lopsided", "dilation", "overlap"),
    *_specs("transposed_2d", "transposed/conv2d_transpose", "window*", "strides", "padding",
            "checkerboard", "checkerboard_picture", "channels"),
    *_specs("transposed_3d", "transposed/conv3d_transpose", "window*", "strides"),
    ("recurrent/family", Spec("recurrent", "family")),
    ("recurrent/memory", Spec("recurrent_memory", "memory")),
    *_specs("simple_rnn", "recurrent/simple_rnn", "steps*", "echo"),
    *_specs("lstm", "recurrent/lstm", "steps*", "memory_cell", "returns"),
    *_specs("gru", "recurrent/gru", "steps*"),
    *_specs("sequences", "recurrent/rnn", "unrolled*", "stacked"),
    *_specs("sequences", "recurrent/bidirectional", "halves*", "last", "merge_modes"),
    *_specs("masks", "recurrent/masking", "states", "lstm", "middle", "passes"),
    *_specs("frames", "recurrent/time_distributed", "steps", "frames"),
    *_specs("frames", "recurrent/conv_lstm", "trail", "moves", "reach"),
    ("pooling/family", Spec("pooling_average", "family")),
    *_specs("pooling", "pooling/max_pooling", "window*", "window_1d*", "strides", "padding",
            "gradient", "shift", "volume", "image"),
    *_specs("pooling_average", "pooling/average_pooling", "window*", "window_1d*", "strides",
            "padding", "divisor", "gradient"),
    *_specs("pooling_adaptive", "pooling/adaptive_pooling", "window*", "overlap", "output_sizes",
            "two_axes"),
    *_specs("upsampling", "transposed/upsampling", "picture", "interpolations", "overshoot"),
    *_specs("upsampling", "transposed/upsampling_or_transpose", "checkerboard", "cost"),
])


def names():
    """Names of all figures, e.g. "convolution/conv1d/window"."""
    return list(FIGURES)


def files(name):
    """File names of a figure, relative to docs/assets/figures."""
    if name == "card":
        return ["card.png"]
    kinds = ("", ".moving") if _find(name).moving else ("",)
    return [f"{name}{kind}.{theme}.svg" for kind in kinds for theme in THEMES]


def sources(name):
    """Paths of the files whose bytes decide the figure: its spec, all it imports here, fonts.

    Not this file: registering a figure makes no other stale.
    """
    found, waiting = [], [_find(name).module]
    while waiting:
        path = HERE / f"{waiting.pop()}.py"
        if path not in found and path.exists():
            found.append(path)
            waiting += _imports(path)
    return [*sorted(found), *sorted(HERE.glob("fonts/*.ttf"))]


def draw(name):
    """Bytes of every file of the figure, {file name: bytes}; RuntimeError names the figure."""
    spec = _find(name)
    try:
        function = getattr(importlib.import_module(f"{__name__}.{spec.module}"), spec.function)
        if name == "card":
            return {"card.png": function().png()}
        drawn = {f"{name}.{theme}.svg": sheet.svg(theme)
                 for sheet in [function()] for theme in THEMES}
        if spec.moving:
            sheet = function(moving=True)
            drawn |= {f"{name}.moving.{theme}.svg": sheet.svg(theme) for theme in THEMES}
    except Exception as error:
        place = f"scripts/figures/{spec.module}.py: {spec.function}()"
        raise RuntimeError(f"figure {name} ({place}): {type(error).__name__}: {error}") from error
    return drawn


def _find(name):
    if name not in FIGURES:
        raise KeyError(f"no figure {name!r}; known figures: {', '.join(FIGURES)}")
    return FIGURES[name]


@functools.cache
def _imports(path):
    return tuple(_imported(path))


def _imported(path):
    """Names of the modules of this package that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(__name__):
            rest = node.module[len(__name__) + 1:]
            yield from [rest] if rest else [alias.name for alias in node.names]
