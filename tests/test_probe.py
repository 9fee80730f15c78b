"""The probe finds what feeds what: expected values are found by lighting one input at a time."""

import numpy as np
import pytest
import tensorflow as tf

from scripts.figures.probe import probe, windows

L = tf.keras.layers
LINEAR = {
    "conv1d valid": (lambda: L.Conv1D(2, 3), (6, 2)),
    "conv1d same strides": (lambda: L.Conv1D(1, 3, strides=2, padding="same"), (6, 1)),
    "conv1d causal dilation": (
        lambda: L.Conv1D(1, 2, padding="causal", dilation_rate=3), (7, 1)),
    "conv1d groups": (lambda: L.Conv1D(4, 3, groups=2), (5, 4)),
    "conv2d strides": (lambda: L.Conv2D(2, 3, strides=2), (5, 6, 2)),
    "conv2d same dilation": (lambda: L.Conv2D(1, 3, padding="same", dilation_rate=2), (5, 4, 1)),
    "conv2d groups": (lambda: L.Conv2D(4, 2, groups=4), (3, 3, 4)),
    "conv3d": (lambda: L.Conv3D(2, 2), (3, 3, 4, 1)),
    "conv3d same": (lambda: L.Conv3D(1, 2, padding="same"), (2, 3, 3, 1)),
    "depthwise2d": (lambda: L.DepthwiseConv2D(2, depth_multiplier=2), (3, 4, 2)),
    "separable1d": (lambda: L.SeparableConv1D(2, 3), (5, 2)),
    "transpose1d": (lambda: L.Conv1DTranspose(1, 3, strides=2), (3, 1)),
    "transpose2d": (lambda: L.Conv2DTranspose(2, 3, strides=2, padding="same"), (2, 3, 1)),
    "transpose3d": (lambda: L.Conv3DTranspose(1, 2), (2, 2, 2, 1)),
    "average pool": (lambda: L.AveragePooling1D(3, strides=1, padding="same"), (5, 2)),
    "dense": (lambda: L.Dense(3), (4,)),
    "two layers": (lambda: tf.keras.Sequential([L.Conv1D(2, 3), L.Conv1D(1, 2)]), (6, 1)),
}


def light_each_cell(layer, shape):
    """Weight of each input cell in each output, one lit cell and one call at a time."""
    dark = layer(np.zeros((1, *shape), "float32")).numpy()[0]
    weight = np.zeros(dark.shape + shape)
    for cell in np.ndindex(*shape):
        x = np.zeros((1, *shape), "float32")
        x[(0, *cell)] = 1
        weight[(..., *cell)] = layer(x).numpy()[0] - dark
    return weight


@pytest.mark.parametrize("name", LINEAR)
def test_weights_of_linear_layers_equal_the_answer_to_one_lit_cell(name):
    make, shape = LINEAR[name]
    tf.keras.utils.set_random_seed(1)
    layer = make()
    layer(np.zeros((1, *shape), "float32"))
    for variable in layer.trainable_weights:
        variable.assign(tf.random.normal(variable.shape))
    found = probe(layer, shape)
    expected = light_each_cell(layer, shape)
    assert found.weight.shape == expected.shape
    np.testing.assert_allclose(found.weight, expected, atol=1e-5)
    assert ((np.abs(expected) > 1e-6) <= (found.count > 0)).all()


@pytest.mark.parametrize("name", [name for name in LINEAR if name != "average pool"])
def test_counts_are_the_paths_of_a_layer_of_ones(name):
    make, shape = LINEAR[name]
    layer = make()
    layer(np.zeros((1, *shape), "float32"))
    for variable in layer.trainable_weights:
        variable.assign(tf.fill(variable.shape, 0.0 if variable.name == "bias" else 1.0))
    np.testing.assert_array_equal(probe(make(), shape).count, light_each_cell(layer, shape))


def test_counts_known_by_hand():
    two = tf.keras.Sequential([L.Conv1D(1, 3, activation="relu"), L.Conv1D(1, 3)])
    assert probe(two, (5, 1)).count.ravel().tolist() == [1, 2, 3, 2, 1]
    overlap = probe(L.Conv1DTranspose(1, 3, strides=2), (2, 1)).count[:, 0, :, 0]
    assert overlap.tolist() == [[1, 0], [1, 0], [1, 1], [0, 1], [0, 1]]
    average = probe(L.AveragePooling1D(3, strides=1, padding="same"), (4, 1))
    assert average.count[:, 0, :, 0].tolist() == [
        [1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 1, 1], [0, 0, 1, 1]]
    largest = probe(L.MaxPooling1D(2), (5, 1))
    assert largest.count[:, 0, :, 0].tolist() == [[1, 1, 0, 0, 0], [0, 0, 1, 1, 0]]
    assert largest.weight[:, 0, :, 0].tolist() == [[0, 1, 0, 0, 0], [0, 0, 0, 1, 0]]
    square = probe(L.MaxPooling2D(2, strides=1), (2, 3, 1)).count
    assert square[0, 0, 0, ..., 0].tolist() == [[1, 1, 0], [1, 1, 0]]


def test_activations_do_not_blur_counts():
    linear, bent = (probe(L.Conv1D(2, 3, activation=name), (6, 1)) for name in (None, "tanh"))
    np.testing.assert_array_equal(bent.count, linear.count)
    two = tf.keras.Sequential([L.Conv1D(1, 3, activation="sigmoid"), L.Conv1D(1, 3)])
    assert probe(two, (5, 1)).count.ravel().tolist() == [1, 2, 3, 2, 1]


def test_a_function_is_probed_too():
    found = probe(lambda x: x[:, ::-1] - x[:, :1], (3,))
    assert found.weight.tolist() == [[-1, 0, 1], [-1, 1, 0], [0, 0, 0]]
    assert found.reads((0,)) == {(0,): (-1.0, 1), (2,): (1.0, 1)}
    assert found.uses().tolist() == [2, 1, 1]


def test_probing_leaves_the_layer_as_it_was():
    layer = L.Conv1D(2, 3, activation="tanh", bias_initializer="ones")
    x = np.arange(6, dtype="float32").reshape(1, 6, 1)
    before = layer(x).numpy()
    probe(layer, (6, 1))
    windows(layer, (6, 1))
    np.testing.assert_array_equal(layer(x).numpy(), before)
    assert layer.activation is tf.keras.activations.tanh


def test_a_wrong_layer_is_told_apart():
    """What the tests above compare can differ: another stride, kernel or padding is seen."""
    base = probe(L.Conv1D(1, 3, padding="same"), (6, 1)).count
    for other in (L.Conv1D(1, 2, padding="same"), L.Conv1D(1, 3, padding="causal"),
                  L.Conv1D(1, 3, padding="same", dilation_rate=2)):
        assert (probe(other, (6, 1)).count != base).any()
    assert probe(L.Conv1D(1, 3, padding="same", strides=2), (6, 1)).count.shape != base.shape


@pytest.mark.parametrize(("make", "shape", "before", "after", "unused"), [
    (lambda: L.Conv1D(1, 3), (6, 1), (0,), (0,), []),
    (lambda: L.Conv1D(1, 3, strides=2), (6, 1), (0,), (0,), [(5,)]),
    (lambda: L.Conv1D(1, 3, padding="same"), (6, 1), (1,), (1,), []),
    (lambda: L.Conv1D(1, 3, padding="same", strides=2), (6, 1), (0,), (1,), []),
    (lambda: L.Conv1D(1, 4, padding="same"), (6, 1), (1,), (2,), []),
    (lambda: L.Conv1D(1, 3, padding="causal", dilation_rate=2), (6, 1), (4,), (0,), []),
    (lambda: L.Conv2D(2, (3, 2), padding="same"), (4, 4, 3), (1, 0), (1, 1), []),
    (lambda: L.Conv2D(1, 2, strides=2), (3, 3, 1), (0, 0), (0, 0),
     [(0, 2), (1, 2), (2, 0), (2, 1), (2, 2)]),
    (lambda: L.Conv3D(1, 2, padding="same"), (3, 4, 4, 1), (0, 0, 0), (1, 1, 1), []),
    (lambda: L.DepthwiseConv2D(3, padding="same"), (4, 4, 2), (1, 1), (1, 1), []),
    (lambda: L.SeparableConv1D(2, 3, padding="same"), (5, 2), (1,), (1,), []),
])
def test_windows_find_padding_and_unused_cells(make, shape, before, after, unused):
    found = windows(make(), shape)
    assert (found.before(), found.after(), found.unused()) == (before, after, unused)


def test_windows_place_every_tap():
    layer = L.Conv1D(1, 3, padding="same", strides=2, dilation_rate=1)
    assert windows(layer, (6, 1)).taps == {
        (o,): {(t,): (2 * o + t,) for t in range(3)} for o in range(3)}


def test_windows_refuse_what_cannot_be_learnt():
    with pytest.raises(ValueError, match="MaxPooling1D has no weight named kernel"):
        windows(L.MaxPooling1D(2), (4, 1))
    with pytest.raises(ValueError, match="too short"):
        windows(L.Conv1D(1, 3, padding="same"), (1, 1))
