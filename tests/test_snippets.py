"""Promise: every snippet runs under pytest-codeblocks, alone and in any order, and none is passed over in silence."""

import subprocess
import sys

import pytest
from alone import alone
from trees import ROOT

from scripts import pages, runner, snippets
from scripts.paths import relative


def _pytest(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "pytest", "--codeblocks", "snippets", "-q", *arguments], cwd=ROOT,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)


def test_every_snippet_passes_in_random_order():
    done = _pytest("-p", "randomly")
    assert done.returncode == 0, done.stdout[-3000:]
    assert f"{len(snippets.snippet_paths())} passed" in done.stdout


def test_every_snippet_passes_alone(monkeypatch):
    preload = runner.forkserver.set_forkserver_preload
    monkeypatch.setattr(runner.forkserver, "set_forkserver_preload", lambda names: preload([*names, "alone"]))
    paths = [relative(path) for path in snippets.snippet_paths()]
    results = list(runner.run([runner.Job(path, alone, (path,), limit=120) for path in paths]))
    assert len(results) == len(paths) > 0
    assert not [result.value or result.problem for result in results if result.value or result.problem]


def test_every_python_looking_fence_is_collected():
    listed = _pytest("--collect-only", "-p", "no:randomly").stdout
    collected = {line.split("::")[0] for line in listed.splitlines() if "::" in line}
    wanted = {relative(path) for path in snippets.snippet_paths()}
    fences = [fence for path in snippets.snippet_paths()
              for fence in pages.fences(path.read_text(encoding="utf-8")) if pages.looks_like_python(fence)]
    assert collected == wanted
    assert len(fences) == len(wanted)
    assert pages.stray_code() == []


@pytest.mark.parametrize("info", ["py", "python3", "{.python}", " python", "python title='x'", "Python", "pycon", "sh"])
def test_a_fence_that_would_be_skipped_looks_like_python(info):
    (fence,) = pages.fences(f"```{info}\nprint(1)\n```\n")
    assert pages.looks_like_python(fence)


def test_a_fence_inside_a_longer_fence_is_text():
    (fence,) = pages.fences("````markdown\n```python\n1\n```\n````\n")
    assert not pages.looks_like_python(fence)
