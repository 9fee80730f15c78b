"""Runs jobs, each in a fresh process with TensorFlow already loaded, in parallel on the cores there are.

A forkserver imports TensorFlow once; a job is a fork of it, so no name, seed or state leaks from one
to the next, a crash or an endless loop ends only itself, and the time limit is real. Where there is no
forkserver (Windows), every job is a new process that imports TensorFlow itself.
"""

import contextlib
import importlib
import io
import multiprocessing as mp
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import wait
from pathlib import Path

from .faults import Fault, Refused

TIME_LIMIT = 20.0
LOADING = 60.0  # seconds more for a process that is not a fork of one that is loaded
LOADED = "scripts.warm"
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0",
         "PYTHONUTF8": "1", "MPLBACKEND": "Agg", "NO_COLOR": "1", "KERAS_BACKEND": "tensorflow"}


@dataclass(frozen=True)
class Job:
    """A call to make in its own process. `call` and `arguments` must be importable by name."""

    name: str
    call: Callable
    arguments: tuple = ()
    limit: float = TIME_LIMIT


@dataclass(frozen=True)
class Result:
    """What came of a job: its value, or the problem in words (and the line in its source, if known)."""

    job: Job
    value: object = None
    problem: str = ""
    line: int = 0
    seconds: float = 0.0


class Problem(Exception):
    """Raised inside a job to say what went wrong, without a traceback of the machinery."""

    def __init__(self, text: str, line: int = 0):
        super().__init__(text, line)
        self.text, self.line = text, line


def run_code(code: str, filename: str) -> str:
    """Run a snippet's code, in a job, as a program of its own; returns what it printed."""
    printed, complained = io.StringIO(), io.StringIO()
    try:
        program = compile(code, filename, "exec")
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complained):
            exec(program, {"__name__": "__main__", "__file__": filename})
    except SystemExit as error:
        raise Problem(f"exits ({error}) instead of running to its end", _line(error, filename)) from None
    except BaseException as error:
        text = "".join(traceback.format_exception_only(error)).strip()
        raise Problem(f"raises {text}", _line(error, filename)) from None
    if complained.getvalue():
        raise Problem("writes to stderr, which no page shows: " + complained.getvalue().strip()[:400])
    return printed.getvalue()


def _seed() -> None:
    random.seed(0)
    if tf := sys.modules.get("tensorflow"):
        tf.keras.utils.set_random_seed(0)


def _line(error: BaseException, filename: str) -> int:
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno or 0
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == filename]
    return frames[-1].lineno if frames else 0


def _child(pipe, job: Job, log: str) -> None:
    """The whole life of a job's process: quiet, do the call, send the result, leave."""
    file = os.open(log, os.O_WRONLY | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(file, descriptor)
    started = time.perf_counter()
    try:
        importlib.import_module(LOADED)  # a fork has it: a job finds the same modules however it was started
        os.ftruncate(file, 0)  # what the loading said is not the job's
        _seed()  # a snippet draws numbers, and a layer may even draw its shape: RandomWidth
        result = Result(job, job.call(*job.arguments))
    except Problem as problem:
        result = Result(job, problem=problem.text, line=problem.line)
    except BaseException:
        result = Result(job, problem="raises\n" + traceback.format_exc())
    pipe.send(Result(job, result.value, result.problem, result.line, time.perf_counter() - started))
    pipe.close()
    os._exit(0)  # TensorFlow's own leave-taking is slow and nothing is left to save


class _Running:
    """One process under way."""

    def __init__(self, context, job: Job):
        self.job = job
        handle, self.log = tempfile.mkstemp(prefix="atlas-", suffix=".log")
        os.close(handle)  # on Windows, the job could not open what is open here
        self.pipe, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_child, args=(theirs, job, self.log), daemon=True)
        self.process.start()
        theirs.close()
        loading = LOADING if context.get_start_method() == "spawn" else 0
        self.deadline = time.monotonic() + job.limit + loading

    def finish(self) -> Result:
        """The result of a process that has spoken, died or run out of time."""
        try:
            if self.pipe.poll():
                return self.pipe.recv()
            if time.monotonic() >= self.deadline:
                return Result(self.job, problem=f"still running after {self.job.limit:g} s")
            self.process.join()
            return Result(self.job, problem=self._how_it_died())
        except (EOFError, BrokenPipeError):
            self.process.join()
            return Result(self.job, problem=self._how_it_died())
        finally:
            self.end()

    def end(self) -> None:
        """Leave nothing of it behind."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.pipe.close()
        Path(self.log).unlink(missing_ok=True)

    def _how_it_died(self) -> str:
        code = self.process.exitcode
        last = Path(self.log).read_text(encoding="utf-8", errors="replace").strip().splitlines()[-3:]
        how = f"by {signal.Signals(-code).name}" if code and code < 0 else f"with exit code {code}"
        return "\n".join([f"ended the Python process {how}", *last])


def run(jobs: list[Job], workers: int | None = None) -> Iterator[Result]:
    """Run the jobs; yields each result as it comes. Nothing is imported when there are no jobs.

    Raises Refused when what every job starts from cannot be loaded.
    """
    if not jobs:
        return
    os.environ.update(QUIET)
    method = "forkserver" if "forkserver" in mp.get_all_start_methods() else "spawn"
    context = mp.get_context(method)
    if method == "forkserver":
        _start_forkserver()
    waiting, running = list(reversed(jobs)), {}
    workers = workers or os.cpu_count() or 1
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                try:
                    new = _Running(context, waiting.pop())
                except EOFError:
                    raise Refused(_died()) from None
                running[new.pipe] = new
            soonest = min(r.deadline for r in running.values())
            ready = wait(list(running), timeout=max(0.0, soonest - time.monotonic()))
            for pipe, one in list(running.items()):
                if pipe in ready or time.monotonic() >= one.deadline:
                    del running[pipe]
                    yield one.finish()
    finally:
        for one in running.values():
            one.end()


def _start_forkserver() -> None:
    """Start it with stderr closed off: TensorFlow's import writes there whatever one sets."""
    forkserver.set_forkserver_preload([LOADED])
    kept, silence = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(silence, 2)
        forkserver.ensure_running()
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(silence)


def _died() -> Fault:
    """Of what the forkserver died: what it loads is loaded once more, where that can be seen."""
    done = subprocess.run([sys.executable, "-c", f"import {LOADED}"], capture_output=True, text=True, encoding="utf-8",
                          errors="replace")
    file = LOADED.replace(".", "/") + ".py"
    if done.returncode == 0:
        return Fault(file, 0, "the process that loads it for all others was ended, by lack of memory perhaps",
                     "close other programs, and run this once more")
    said = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
    return Fault(file, 0, f"cannot be loaded (exit code {done.returncode}): {said}",
                 f"{sys.executable} -X faulthandler -c 'import {LOADED}' tells more; `make clean update` installs anew")
