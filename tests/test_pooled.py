"""Promise: the windows of the pooling figures are those of the layer, found by asking it."""

import keras
import numpy as np
import pytest

from scripts.figures.pooled import pool, short

ROW = [1, 2, 0, 3, 1, 2]


@pytest.mark.parametrize("kind", ["MaxPooling1D", "AveragePooling1D"])
@pytest.mark.parametrize(("settings", "taps", "unused"), [
    ({"pool_size": 2}, [[0, 1], [2, 3], [4, 5]], []),
    ({"pool_size": 2, "strides": 3}, [[0, 1], [3, 4]], [2, 5]),
    ({"pool_size": 4}, [[0, 1, 2, 3]], [4, 5]),
    ({"pool_size": 3, "strides": 2, "padding": "same"}, [[0, 1, 2], [2, 3, 4], [4, 5, 6]], []),
])
def test_windows_known_by_hand(kind, settings, taps, unused):
    made = pool(getattr(keras.layers, kind)(**settings), ROW)
    assert [[i for (i,) in window] for window in made.taps.values()] == taps
    assert [i for (i,) in made.unused()] == unused


def test_padding_lies_outside_and_is_never_read():
    made = pool(keras.layers.AveragePooling2D(3, strides=1, padding="same"), np.ones((3, 3)))
    assert len(made.padding()) == 16
    assert [len(cells) for cells in made.reads.values()] == [4, 6, 4, 6, 9, 6, 4, 6, 4]


def test_adaptive_windows_overlap():
    made = pool(keras.layers.AdaptiveMaxPooling1D(3), [3, 1, 4, 1, 5, 2, 6])
    assert [[i for (i,) in cells] for cells in made.reads.values()] == [
        [0, 1, 2], [2, 3, 4], [4, 5, 6]]


def test_the_gradient_of_a_tie_goes_to_the_first():
    made = pool(keras.layers.MaxPooling1D(3, strides=1), [1, 3, 3, 3, 2, 0])
    assert made.gradient().tolist() == [0, 2, 1, 1, 0, 0]


def test_a_window_that_never_lies_inside_is_refused():
    with pytest.raises(ValueError, match="no window of 4 lies inside"):
        pool(keras.layers.AveragePooling1D(4, padding="same"), [1, 2])


@pytest.mark.parametrize(("value", "text"), [(1, "1"), (0.5, "0.5"), (5 / 3, "1.67"), (-0.0, "0")])
def test_numbers_say_no_more_than_needed(value, text):
    assert short(value) == text
