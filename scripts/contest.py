"""How long UpSampling2D + Conv2D takes against Conv2DTranspose, as a ratio within one run; part of `make bench`."""

import statistics
import time

from .measured import write
from .paths import LANGUAGES
from .reference import head, row
from .runner import Job, run

ROUNDS = 40
SHAPE = (8, 32, 32, 32)
HEADS = {"ko": ("같은 형상을 만드는 방법", "걸린 시간의 비율"), "en": ("Way to the same shape", "Time, relative")}
NAMES = ("`Conv2DTranspose(32, 3, strides=2)`", "`Conv2DTranspose(32, 4, strides=2)`",
         "`UpSampling2D(2)` + `Conv2D(32, 3)`")


def measure() -> list[float]:
    """Median times of the three ways, in turn, relative to the first; all with padding="same", on a CPU."""
    import tensorflow as tf

    layers = tf.keras.layers
    ways = [tf.keras.Sequential(way) for way in (
        [layers.Conv2DTranspose(32, 3, strides=2, padding="same")],
        [layers.Conv2DTranspose(32, 4, strides=2, padding="same")],
        [layers.UpSampling2D(2), layers.Conv2D(32, 3, padding="same")])]
    x = tf.random.normal(SHAPE, seed=0)
    calls = [tf.function(way) for way in ways]
    times = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, found in zip(calls, times, strict=True):
            started = time.perf_counter()
            call(x).numpy()
            found.append(time.perf_counter() - started)
    medians = [statistics.median(found[5:]) for found in times]  # the first calls trace
    return [median / medians[0] for median in medians]


def contest() -> list[float]:
    """Measure in a fresh process and write the table that the page shows."""
    (result,) = run([Job("contest", measure, limit=120)])
    if result.problem:
        raise RuntimeError(result.problem)
    rows = "".join(row(name, f"{ratio:.1f}") for name, ratio in zip(NAMES, result.value, strict=True))
    write("contest", {language: head(*HEADS[language], right=1) + rows for language in LANGUAGES})
    return result.value
