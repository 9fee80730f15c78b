"""Promise: nothing in scripts needs Linux: encodings and line ends are named, no shell, names that Windows takes."""

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import PurePosixPath

import pytest
from trees import ROOT

SCRIPTS = sorted((ROOT / "scripts").rglob("*.py"))
TEXT = {"open": 1, "fdopen": 1, "read_text": None, "write_text": None}  # where a mode stands, if there is one
POSIX = {  # what Python on Windows has not
    "os": {"fork", "setsid", "setpgid", "killpg", "getuid", "geteuid", "getpgid", "uname", "mkfifo", "chown", "nice",
           "sched_getaffinity", "WEXITSTATUS"},
    "signal": {"SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGCHLD", "alarm", "setitimer", "pause"},
}
MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "readline", "curses"}
OTHER_OPENERS = {"os", "Image", "pikepdf", "tarfile", "zipfile", "webbrowser"}  # whose open() takes no encoding
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
LONGEST = 140  # of the 260 characters that Windows has for a path, what is left for the folder it is in


def faults(source: str) -> list[str]:
    """What would go wrong elsewhere, as "line: what"."""
    lines, found = source.split("\n"), []
    for node in ast.walk(ast.parse(source)):
        for said in _of_call(node) if isinstance(node, ast.Call) else _of_name(node):
            if 'os.name == "nt"' not in lines[node.lineno - 1]:
                found.append(f"{node.lineno}: {said}")
    return found


def _of_call(node):
    named = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
    full = ast.unparse(node.func)
    owner, _, name = full.rpartition(".")
    if full in ("os.system", "os.popen", "subprocess.getoutput") or named.get("shell", "False") != "False":
        yield "a shell"
    if owner == "subprocess" and {"text", "universal_newlines"} & {*named} and "encoding" not in named:
        yield "a process's text without an encoding"
    if name == "write_text" and named.get("newline") != "'\\n'":
        yield 'text written without newline="\\n"'
    if name == "NamedTemporaryFile" and named.get("delete") != "False":
        yield "a temporary file that nothing else can open on Windows while it is open here"
    if name in TEXT and owner not in OTHER_OPENERS - {"os"} and full != "os.open" and "encoding" not in named:
        modes = [ast.unparse(value) for value in node.args[: 2]] + [named.get("mode", "")]
        local = not owner and name != "open"  # read_text(path): the project's own, which refuses what is not UTF-8
        if not local and not any(re.fullmatch(r"'[rwax+]*b[+]?'", mode) for mode in modes):
            yield f"{name}() without an encoding"


def _of_name(node):
    if isinstance(node, ast.Attribute) and node.attr in POSIX.get(ast.unparse(node.value), ()):
        yield f"{ast.unparse(node)}, which Windows has not"
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        yield from (f"{name}, a module that Windows has not" for name in names if name in MODULES)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_scripts_name_encodings_and_line_ends(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("bad", [
    "open(name)", "open(name, 'w')", "path.open()", "os.fdopen(handle, 'w')", "path.read_text()",
    "path.write_text(text, encoding='utf-8')", "path.write_text(text, newline='\\n')",
    "subprocess.run(words, text=True)", "subprocess.run('ls', shell=True)", "os.system('ls')",
    "tempfile.NamedTemporaryFile()", "os.fork()", "os.killpg(pid, signal.SIGTERM)", "x = signal.SIGKILL",
    "import fcntl", "from resource import getrusage"])
def test_what_would_break_elsewhere_is_found(bad):
    (said,) = faults(bad)
    assert said.startswith("1: ")


@pytest.mark.parametrize("good", [
    "open(name, 'rb')", "open(name, encoding='utf-8')", "os.fdopen(handle, 'wb')", "read_text(path)",
    "path.write_text(text, encoding='utf-8', newline='\\n')", "os.open(name, os.O_RDWR)", "Image.open(file)",
    'root = os.name == "nt" or os.geteuid() == 0', "subprocess.run(words)", "path.write_bytes(data)"])
def test_what_works_everywhere_is_left_alone(good):
    assert faults(good) == []


def name_faults(names: list[str]) -> list[str]:
    """Tracked files that Windows or macOS could not hold beside the others."""
    every = {str(folder) for name in names for folder in PurePosixPath(name).parents} | {*names}
    every -= {"."}
    twice = {name for name, count in Counter(map(str.casefold, every)).items() if count > 1}
    return sorted(name for name in every if name.casefold() in twice or len(name) > LONGEST
                  or re.search(r'[<>:"|?*\\\x00-\x1f]', name)
                  or any(RESERVED.fullmatch(part) or part.endswith((" ", ".")) for part in name.split("/")))


def test_every_tracked_name_is_one_on_windows_and_macos():
    listed = subprocess.run(["git", "ls-files", "-z", "--stage"], cwd=ROOT, capture_output=True, check=True).stdout
    entries = [entry.split("\t") for entry in listed.decode("utf-8").split("\0") if entry]
    assert len(entries) > 1000
    assert name_faults([name for _, name in entries]) == []
    assert [name for mode, name in entries if mode.startswith("120000")] == [], "symbolic links"


@pytest.mark.parametrize("names", [["a/b.md", "A/c.md"], ["x.md", "X.md"], ["con/a"], ["a/nul.md"], ["a/b?.md"],
                                   ["a./b"], ["b" * 141]])
def test_a_name_that_would_be_lost_is_found(names):
    assert name_faults(names)


def test_korean_is_said_where_the_system_has_another_encoding():
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}  # as a pipe on Windows
    done = subprocess.run([sys.executable, "-m", "scripts", "localized", "없는쪽"], cwd=ROOT, env=environment,
                          capture_output=True)
    assert done.returncode == 1
    assert "없는쪽: names no page" in done.stderr.decode("utf-8")


SPAWNED = """
import json, multiprocessing, random, sys
if {method!r} == "spawn":
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
from scripts import runner, snippets
from scripts.paths import SNIPPETS
code = "import random, numpy, tensorflow as tf\\nprint(random.random(), numpy.random.rand(), tf.random.uniform([2]))"
jobs = [runner.Job("seeded", runner.run_code, (code, "seeded"))]
jobs.append(runner.Job("pure", runner.run_code, ("import os, sys\\nprint('tensorflow' in sys.modules)", "pure")))
jobs.append(runner.Job("dies", runner.run_code, ("import os\\nos._exit(3)", "dies")))
for name in ("convolution/conv1d/window.md", "core/dropout/" + {third!r}):
    one = snippets.parse(SNIPPETS / name)
    jobs.append(runner.Job(one.output, runner.run_code, (one.code, one.name)))
answers = {{r.job.name: r.value or r.problem for r in runner.run(jobs)}}
json.dump([multiprocessing.get_all_start_methods(), answers], sys.stdout)
"""


def test_jobs_come_out_the_same_where_there_is_no_forkserver():
    third = sorted(path.name for path in (ROOT / "snippets" / "core" / "dropout").glob("*.md"))[0]
    found = {}
    for method in ("forkserver", "spawn"):
        done = subprocess.run([sys.executable, "-c", SPAWNED.format(method=method, third=third)], cwd=ROOT,
                              capture_output=True, text=True, encoding="utf-8", timeout=300)
        assert done.returncode == 0, done.stderr
        methods, found[method] = json.loads(done.stdout)
        assert (methods == ["spawn"]) == (method == "spawn")
    assert found["spawn"] == found["forkserver"]
    recorded = {name: value for name, value in found["spawn"].items() if name not in ("seeded", "pure", "dies")}
    assert len(recorded) == 2 and all(output == value for output, value in recorded.items())
    assert "exit code 3" in found["spawn"]["dies"]
