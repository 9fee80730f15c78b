"""The oracle of every documented layer: what weights it has, what comes out, and how a random call is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import (
    conv_lstm,
    convolution,
    core,
    draw_core,
    draw_recurrent,
    draw_windows,
    pooling,
    recurrent,
    transposed,
    wrappers,
)
from .case import Call, Case, Shape
from .dice import Dice
from .limits import ends_the_process
from .transposed import no_weights


@dataclass(frozen=True)
class Oracle:
    """`forward(arguments, weights, inputs, call)` in float64; both it and `weights` may raise Refusal."""

    draw: Callable[[Dice], dict]
    forward: Callable[..., list[np.ndarray]]
    weights: Callable[[dict, tuple[Shape, ...]], list[Shape]] = no_weights
    states: Callable[[dict, tuple[Shape, ...]], list[Shape]] | None = None


def _ranks(name: str, make: Callable[[int], Oracle], ranks: tuple[int, ...] = (1, 2, 3)) -> dict[str, Oracle]:
    return {name.format(rank): make(rank) for rank in ranks}


def _pools(kind: str, take, over) -> dict[str, Oracle]:
    return {
        **_ranks(kind + "Pooling{}D", lambda r: Oracle(draw_windows.pooling(r), pooling.pool(take))),
        **_ranks(f"Adaptive{kind}Pooling{{}}D", lambda r: Oracle(draw_windows.adaptive(r), pooling.adaptive(over))),
        **_ranks(f"Global{kind}Pooling{{}}D", lambda r: Oracle(
            draw_windows.over_everything(r, masks=kind == "Average" and r == 1), pooling.over_everything(over)))}


def _recurrent(name: str, draw) -> Oracle:
    return Oracle(draw, recurrent.layer(name), recurrent.weights_of(name), recurrent.states_of(name))


ORACLES: dict[str, Oracle] = {
    **_ranks("Conv{}D", lambda r: Oracle(draw_windows.conv(r), convolution.conv, convolution.conv_weights)),
    **_ranks("DepthwiseConv{}D", lambda r: Oracle(
        draw_windows.depthwise(r), convolution.depthwise_conv, convolution.depthwise_weights), (1, 2)),
    **_ranks("SeparableConv{}D", lambda r: Oracle(
        draw_windows.separable(r), convolution.separable_conv, convolution.separable_weights), (1, 2)),
    **_ranks("Conv{}DTranspose", lambda r: Oracle(
        draw_windows.transposed(r), transposed.conv_transpose, transposed.transpose_weights)),
    **_ranks("UpSampling{}D", lambda r: Oracle(draw_windows.upsampling(r), transposed.upsample)),
    **_pools("Max", pooling.largest, np.max),
    **_pools("Average", pooling.mean, np.mean),
    **{name: _recurrent(name, draw_recurrent.layer(name)) for name in ("SimpleRNN", "LSTM", "GRU")},
    "RNN": _recurrent("RNN", draw_recurrent.of_cells),
    "Bidirectional": Oracle(draw_recurrent.bidirectional, wrappers.bidirectional, wrappers.both_weights,
                            wrappers.both_states),
    "TimeDistributed": Oracle(draw_recurrent.time_distributed, wrappers.time_distributed, wrappers.inner_weights),
    **_ranks("ConvLSTM{}D", lambda r: Oracle(
        draw_recurrent.conv_lstm(r), conv_lstm.forward, conv_lstm.weights, conv_lstm.state_shapes)),
    "Masking": Oracle(draw_recurrent.masking, core.masking),
    "Dense": Oracle(draw_core.dense, core.dense, core.dense_weights),
    "Flatten": Oracle(draw_core.flatten, core.flatten),
    "Dropout": Oracle(draw_core.dropout, core.dropout),
    "Concatenate": Oracle(draw_core.concatenate, core.concatenate),
    "Add": Oracle(draw_core.merged, core.add),
    "Multiply": Oracle(draw_core.merged, core.multiply),
    "Dot": Oracle(draw_core.dot, core.dot),
}


def drawn(name: str, count: int) -> list[Case]:
    """The first `count` random calls of a layer: the same everywhere, and none that ends the process."""
    cases, seed = [], 0
    while len(cases) < count:
        case = Case(name, seed=seed, **ORACLES[name].draw(Dice([seed, *name.encode()])))
        seed += 1
        if not ends_the_process(case):
            cases.append(case)
    return cases


def weights_and_states(case: Case) -> tuple[list[np.ndarray], list[np.ndarray] | None]:
    """What the layer of a case holds and starts from, in float32; raises Refusal."""
    oracle = ORACLES[case.layer]
    weights = case.weights(oracle.weights(case.arguments, case.shapes))
    return weights, case.states and case.initial_states(oracle.states(case.arguments, case.shapes)) or None


def tell(case: Case, seen: np.ndarray | None = None) -> list[np.ndarray]:
    """What the layer gives; raises Refusal. A Dropout in training is told from which draws were zeros in `seen`."""
    weights, states = weights_and_states(case)
    inputs = [x.astype("float64") for x in case.inputs()]
    if case.layer == "Dropout" and case.training:
        return [core.dropped(case.arguments, inputs[0], seen)[0]]
    mask = [(x != 0).any(-1) for x in inputs] if case.mask and len(inputs) > 1 else case.steps()
    call = Call(mask, states and [s.astype("float64") for s in states], case.training)
    return ORACLES[case.layer].forward(case.arguments, [w.astype("float64") for w in weights], inputs, call)
