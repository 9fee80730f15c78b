"""Runs notebooks, each in a kernel of its own: one that Jupyter starts, or one that is forked with TensorFlow loaded.

Loading TensorFlow takes three quarters of the time that a page's notebook needs, and nothing of it is looked at here.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading

import nbformat
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from nbclient import NotebookClient
from trees import ROOT

from scripts.runner import QUIET

CELL_LIMIT = 180


def execute(path, folder, server=None):
    """The notebook at path as it is after all of its cells ran in a folder, in order."""
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    manager = AsyncKernelManager(kernel_name="python3")
    if server:
        manager.provisioner = Forked(server, parent=manager, kernel_spec=manager.kernel_spec)
    client = NotebookClient(notebook, km=manager, timeout=CELL_LIMIT, shutdown_kernel="immediate",
                            resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment(), cleanup_kc=True)  # else a kernel whose manager was given lives on
    return notebook


def environment():
    """What a kernel starts in: as quiet as the recorder, but with the drawing of a notebook."""
    return {name: value for name, value in (os.environ | QUIET).items() if name != "MPLBACKEND"}


class Server:
    """A process with TensorFlow loaded that forks kernels (kernel_server.py)."""

    def __init__(self):
        self._lock, self._pids = threading.Lock(), []
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "kernel_server.py")], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment() | {"PYTHONPATH": str(ROOT)})

    def fork(self, connection, folder):
        """Start a kernel; its process id."""
        with self._lock:
            print(json.dumps([connection, folder]), file=self._process.stdin, flush=True)
            self._pids.append(int(self._process.stdout.readline()))
            return self._pids[-1]

    def close(self):
        """End the server; returns the kernels that nobody ended, which end now."""
        self._process.communicate()
        left = [process for process in map(_Process, self._pids) if process.poll() is None]
        for process in left:
            process.kill()
        return [process.pid for process in left]


class Forked(LocalProvisioner):
    """Lets a server fork a kernel instead of starting a program."""

    def __init__(self, server, **kwargs):
        super().__init__(**kwargs)
        self._server = server

    async def launch_kernel(self, cmd, **kwargs):
        self.process = _Process(self._server.fork(cmd[cmd.index("-f") + 1], kwargs["cwd"]))
        self.pid = self.process.pid
        return self.connection_info


class _Process:
    """A forked kernel, with as much of Popen as a provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0

    def wait(self):
        return self.poll()

    def send_signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)
