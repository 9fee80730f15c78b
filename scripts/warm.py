"""Imported once by the forkserver, so that every job starts with TensorFlow already loaded."""

import numpy  # noqa: F401
import tensorflow as tf

tf.keras.layers.Layer  # tf.keras loads on first use
