"""The same calls put to torch.nn.functional, without Keras: a case in, arrays out, or None where it has no such layer.

Weights are turned round into PyTorch's order: (filters, channels, *size), and gates r, z, n for a GRU.
"""

import numpy as np

from .book import weights_and_states
from .case import Case, Nested, Refusal
from .recurrent import STEPS, cells_of
from .transposed import cut
from .windows import each, place
from .wrappers import MERGES, directions


def functional(case: Case) -> list[np.ndarray] | None:
    import torch

    try:
        weights, states = weights_and_states(case)
    except Refusal:
        return None
    if case.mask or case.training:
        return None
    tensors = [[torch.from_numpy(np.ascontiguousarray(a)) for a in some] for some in (case.inputs(), weights,
                                                                                      states or [])]
    with torch.no_grad():
        found = _layer(Nested(case.layer, case.arguments), *tensors)
    return found and [y.numpy() for y in found]


def _layer(layer: Nested, inputs: list, weights: list, states: list) -> list | None:
    name, arguments = layer.name, layer.arguments
    if name in BY_NAME:
        return BY_NAME[name](arguments, inputs, weights)
    if name in ("SimpleRNN", "LSTM", "GRU", "RNN"):
        return _recurrent(name, arguments, inputs[0], weights, states)
    if name == "Bidirectional":
        return _bidirectional(arguments, inputs[0], weights, states)
    if name == "TimeDistributed":
        steps = [_layer(arguments["layer"], [inputs[0][:, t]], weights, []) for t in range(inputs[0].shape[1])]
        return None if steps[0] is None else [_torch().stack([step[0] for step in steps], 1)]
    found = next((make for end, make in BY_END.items() if end in name), None)
    if found is None or "LSTM" in name:
        return None
    first = arguments.get("data_format") == "channels_first"
    x = inputs[0] if first else inputs[0].movedim(-1, 1)
    y = found(name, arguments, x, weights)
    return None if y is None else [y if first or y.ndim == 2 else y.movedim(1, -1)]


def _torch():
    import torch
    return torch


def _function(name: str, rank: int):
    return getattr(_torch().nn.functional, name.format(rank))


def _activate(name: str | None, y, channel: int):
    torch = _torch()
    return {None: lambda: y, "linear": lambda: y, "relu": y.relu, "tanh": y.tanh, "sigmoid": y.sigmoid,
            "softmax": lambda: torch.softmax(y, channel)}[name]()


def _pads(x, size, strides, dilation, padding: str) -> list[int]:
    """As torch.nn.functional.pad wants them: last axis first."""
    rank = x.ndim - 2
    along = zip(x.shape[2:], *(each(v, rank) for v in (size, strides, dilation)), strict=True)
    return [cells for one in reversed(list(along)) for cells in place(*one, padding)[:2]]


def _bias(y, bias: list):
    return y + bias[0].reshape(1, -1, *(1,) * (y.ndim - 2)) if bias else y


def _conv(name: str, arguments: dict, x, weights: list):
    kernel, *rest = weights
    rank, groups = x.ndim - 2, arguments.get("groups", 1)
    strides, dilation = (each(arguments.get(key, 1), rank) for key in ("strides", "dilation_rate"))
    if name.startswith(("Depthwise", "Separable")):
        groups = x.shape[1]
        kernel = kernel.flatten(-2).unsqueeze(-2)
    pads = _pads(x, kernel.shape[:rank], strides, dilation, arguments.get("padding", "valid"))
    x = _torch().nn.functional.pad(x, pads)
    y = _function("conv{}d", rank)(x, kernel.movedim((-1, -2), (0, 1)), None, strides, 0, dilation, groups)
    if name.startswith("Separable"):
        y = _function("conv{}d", rank)(y, rest[0].movedim((-1, -2), (0, 1)))
        rest = rest[1:]
    return _activate(arguments.get("activation"), _bias(y, rest), 1)


def _transpose(name: str, arguments: dict, x, weights: list):
    """Where the cut takes as much from the back as from the front, or less: PyTorch cuts no other way."""
    kernel, *bias = weights
    rank = x.ndim - 2
    size = kernel.shape[:rank]
    strides, dilation, extra = (each(arguments.get(key, default), rank) for key, default in (
        ("strides", 1), ("dilation_rate", 1), ("output_padding", None)))
    before, added = [], []
    for n, k, s, d, e in zip(x.shape[2:], size, strides, dilation, extra, strict=True):
        first, kept = cut(n, k, s, d, arguments.get("padding", "valid"), e)
        before.append(first)
        added.append(kept - ((n - 1) * s - 2 * first + d * (k - 1) + 1))
        if not 0 <= added[-1] < max(s, d) or kept < 1:
            return None
    y = _function("conv_transpose{}d", rank)(x, kernel.movedim((-1, -2), (0, 1)), None, strides, before, added, 1,
                                             dilation)
    return _activate(arguments.get("activation"), _bias(y, bias), 1)


def _pool(name: str, arguments: dict, x, weights: list):
    rank = x.ndim - 2
    kind = "max" if "Max" in name else "avg"
    if name.startswith("Global"):
        y = _function(f"adaptive_{kind}_pool{{}}d", rank)(x, 1)
        return y if arguments.get("keepdims") else y.flatten(1)
    if name.startswith("Adaptive"):
        return _function(f"adaptive_{kind}_pool{{}}d", rank)(x, arguments["output_size"])
    size = each(arguments.get("pool_size", 2), rank)
    strides = size if arguments.get("strides") is None else each(arguments["strides"], rank)
    pads = _pads(x, size, strides, 1, arguments.get("padding", "valid"))
    if kind == "max":
        x = _torch().nn.functional.pad(x, pads, value=-np.inf)
        return _function("max_pool{}d", rank)(x, size, strides)
    if pads[::2] != pads[1::2]:
        return None  # it pads both sides alike
    return _function("avg_pool{}d", rank)(x, size, strides, pads[::-2], False, False)


def _upsample(name: str, arguments: dict, x, weights: list):
    """PyTorch's cubic is another (a = −3/4), and it has no lanczos."""
    mode = arguments.get("interpolation", "nearest")
    if mode not in ("nearest", "area", "bilinear"):
        return None
    size = [n * times for n, times in zip(x.shape[2:], each(arguments.get("size", 2), x.ndim - 2), strict=True)]
    more = {"align_corners": False} if mode == "bilinear" else {}
    return _torch().nn.functional.interpolate(x, size, mode=mode, **more)


def _cell(cell: Nested, weights: list, x, states: list) -> list | None:
    torch, arguments = _torch(), cell.arguments
    kernel, recurrent = (w.T for w in weights[:2])
    bias = weights[2] if len(weights) > 2 else torch.zeros(kernel.shape[0])
    names = arguments.get("activation", "tanh"), arguments.get("recurrent_activation", "sigmoid")
    if cell.name == "SimpleRNNCell" and names[0] in ("tanh", "relu"):
        run = torch.rnn_tanh_cell if names[0] == "tanh" else torch.rnn_relu_cell
        return [run(x, states[0], kernel, recurrent, bias, torch.zeros_like(bias))]
    if names != ("tanh", "sigmoid"):
        return None
    if cell.name == "LSTMCell":
        return list(torch.lstm_cell(x, states, kernel, recurrent, bias, torch.zeros_like(bias)))
    if cell.name == "GRUCell" and arguments.get("reset_after", True):
        two = bias if bias.ndim == 2 else torch.zeros(2, kernel.shape[0])
        turned = [torch.cat([w.chunk(3)[i] for i in (1, 0, 2)]) for w in (kernel, recurrent, two[0], two[1])]
        return [torch.gru_cell(x, states[0], *turned)]
    return None


def _recurrent(name: str, arguments: dict, x, weights: list, states: list) -> list | None:
    torch, cells = _torch(), cells_of(name, arguments)
    states = states or [torch.zeros(len(x), c.arguments["units"]) for c in cells for _ in range(STEPS[c.name][1])]
    outputs = []
    for time in range(x.shape[1])[:: -1 if arguments.get("go_backwards") else 1]:
        now, rest, held, new = x[:, time], list(weights), list(states), []
        for cell in cells:
            count, carried = 2 + cell.arguments.get("use_bias", True), STEPS[cell.name][1]
            found = _cell(cell, rest[:count], now, held[:carried])
            if found is None:
                return None
            rest, held, now, new = rest[count:], held[carried:], found[0], new + found
        states = new
        outputs.append(now)
    y = torch.stack(outputs, 1) if arguments.get("return_sequences") else outputs[-1]
    return [y, *(states if arguments.get("return_state") else [])]


def _bidirectional(arguments: dict, x, weights: list, states: list) -> list | None:
    half, found = len(weights) // 2, []
    for turn, one in enumerate(directions(arguments)):
        some = states[turn * len(states) // 2 :][: len(states) // 2]
        found.append(_recurrent(one.name, one.arguments, x, weights[turn * half :][:half], some))
    if None in found:
        return None
    (y, *ahead), (back, *behind) = found
    back = back.flip(1) if arguments["layer"].arguments.get("return_sequences") else back
    mode = arguments.get("merge_mode", "concat")
    if mode is None:
        return [y, back, *ahead, *behind]
    return [_torch().cat([y, back], -1) if mode == "concat" else MERGES[mode](y, back), *ahead, *behind]


def _dense(arguments: dict, inputs: list, weights: list) -> list:
    kernel, *bias = weights
    y = _torch().nn.functional.linear(inputs[0], kernel.T, *bias)
    return [_activate(arguments.get("activation"), y, -1)]


def _flatten(arguments: dict, inputs: list, weights: list) -> list:
    first = arguments.get("data_format") == "channels_first" and inputs[0].ndim > 2
    return [(inputs[0].movedim(1, -1) if first else inputs[0]).reshape(len(inputs[0]), -1)]


def _merge(combine: str):
    def merge(arguments: dict, inputs: list, weights: list) -> list:
        rank = max(x.ndim for x in inputs)
        total, *others = (x.reshape(len(x), *(1,) * (rank - x.ndim), *x.shape[1:]) for x in inputs)
        for x in others:
            total = getattr(_torch(), combine)(total, x)
        return [total]
    return merge


def _dot(arguments: dict, inputs: list, weights: list) -> list:
    axes = arguments["axes"]
    axes = axes if isinstance(axes, tuple) else (axes, axes)
    if arguments.get("normalize"):
        inputs = [_torch().nn.functional.normalize(x, dim=axis) for x, axis in zip(inputs, axes, strict=True)]
    x, y = (part.movedim(axis, -1).flatten(1, -2) if part.ndim > 2 else part[:, None]
            for part, axis in zip(inputs, axes, strict=True))
    kept = [n for part, axis in zip(inputs, axes, strict=True)
            for i, n in enumerate(part.shape) if i not in (0, axis % part.ndim)]
    return [_torch().bmm(x, y.transpose(1, 2)).reshape(len(x), *(kept or [1]))]


BY_NAME = {
    "Dense": _dense, "Flatten": _flatten, "Dot": _dot, "Add": _merge("add"), "Multiply": _merge("mul"),
    "Concatenate": lambda arguments, inputs, weights: [_torch().cat(inputs, arguments.get("axis", -1))],
    "Dropout": lambda arguments, inputs, weights: [
        _torch().nn.functional.dropout(inputs[0], arguments["rate"], training=False)],
}
BY_END = {"Transpose": _transpose, "Pooling": _pool, "UpSampling": _upsample, "Conv": _conv}
