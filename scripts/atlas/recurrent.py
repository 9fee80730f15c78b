"""Recurrent layers, their cells and wrappers."""

from .convolution import AXES, sized
from .entry import Code, Entry, Names

SEQUENCE = (("batch", "timesteps", "features"),)
SHAPE = ((2, 5, 3),)


def _recurrent(slug: str, name: str, gates: str, bias: Names) -> Entry:
    return Entry(
        "recurrent", slug, name, SEQUENCE, ("batch", "units"), {"units": 4}, SHAPE,
        {"kernel": ("features", gates), "recurrent_kernel": ("units", gates), "bias": bias},
        (
            ({"units": 1}, {"features": 1}),
            ({"units": 4}, {"features": 3}),
            ({"units": 4, "use_bias": False}, {"features": 3}),
            ({"units": 64}, {"features": 32}),
            *([({"units": 4, "reset_after": False}, {"features": 3})] if name == "GRU" else []),
        ),
    )


def _conv_lstm(rank: int) -> Entry:
    axes = AXES[rank]
    return Entry(
        "recurrent", f"conv_lstm{rank}d", f"ConvLSTM{rank}D", (("batch", "time", *axes, "channels"),),
        ("batch", *(f"new_{axis}" for axis in axes), "filters"),
        {"filters": 4, "kernel_size": 3}, {1: ((2, 4, 8, 3),), 2: ((2, 4, 8, 7, 3),), 3: ((1, 3, 5, 6, 7, 2),)}[rank],
        {"kernel": (*sized("kernel_size", rank), "channels", "4 * filters"),
         "recurrent_kernel": (*sized("kernel_size", rank), "filters", "4 * filters"), "bias": ("4 * filters",)},
        (({"filters": 4, "kernel_size": 3}, {}), ({"filters": 8, "kernel_size": 3}, {"channels": 1})),
        family="conv_lstm",
    )


def _both_ways() -> Entry:
    weights = {f"{way}_lstm/lstm_cell/{weight}": shape for way in ("forward", "backward")
               for weight, shape in (("kernel", ("features", "4 * 4")), ("recurrent_kernel", ("4", "4 * 4")),
                                     ("bias", ("4 * 4",)))}
    return Entry("recurrent", "bidirectional", "Bidirectional", SEQUENCE, ("batch", "2 * 4"),
                 {"layer": Code("LSTM(4)")}, SHAPE, weights)


ENTRIES = (
    _recurrent("simple_rnn", "SimpleRNN", "units", ("units",)),
    _recurrent("lstm", "LSTM", "4 * units", ("4 * units",)),
    _recurrent("gru", "GRU", "3 * units", ("2 | reset_after", "3 * units")),
    Entry("recurrent", "rnn", "RNN", SEQUENCE, ("batch", "4"), {"cell": Code("SimpleRNNCell(4)")}, SHAPE,
          {"kernel": ("features", "4"), "recurrent_kernel": ("4", "4"), "bias": ("4",)}),
    _both_ways(),
    Entry("recurrent", "time_distributed", "TimeDistributed", SEQUENCE, ("batch", "timesteps", "4"),
          {"layer": Code("Dense(4)")}, SHAPE, {"kernel": ("features", "4"), "bias": ("4",)}),
    *(_conv_lstm(rank) for rank in (1, 2, 3)),
    Entry("recurrent", "masking", "Masking", SEQUENCE, ("batch", "timesteps", "features"), {"mask_value": 0.0}, SHAPE),
)
