"""Every block that pytest-codeblocks runs begins as in a fresh process: names counted from zero, seeded."""

import os
import random

from scripts.runner import QUIET

os.environ.update(QUIET)


def pytest_runtest_setup(item):
    # pytest-codeblocks' items take no fixtures, so this hook is the place
    if type(item).__name__ == "TestBlock":
        import tensorflow as tf

        tf.keras.utils.clear_session(free_memory=False)
        tf.keras.utils.set_random_seed(0)
        random.seed(0)
