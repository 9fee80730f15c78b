"""Loads TensorFlow as Jupyter would, then for each line read, [connection file, folder], forks and becomes a kernel."""

import json
import os
import signal
import sys

sys.ps1 = "In : "  # there is a prompt in Jupyter, and TensorFlow looks for one

import tensorflow as tf  # noqa: E402
from ipykernel.kernelapp import IPKernelApp  # noqa: E402

import scripts.warm  # noqa: E402, F401


def serve():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a kernel that ended is gone at once
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            become_kernel(*json.loads(line))
        print(pid, flush=True)


def become_kernel(connection, folder):
    """The whole life of a kernel."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    os.chdir(folder)
    app = IPKernelApp.instance()
    app.initialize(["-f", connection])
    for handler in tf.get_logger().handlers:
        handler.setStream(sys.stdout)  # the kernel's own, which TensorFlow would have found if loaded in it
    app.start()
    os._exit(0)


if __name__ == "__main__":
    serve()
