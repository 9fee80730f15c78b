"""Promise: update and check do no work that nothing asks for, and say what is stale without TensorFlow."""

import json
import subprocess
import sys

import pytest
from trees import ROOT, copy_tree, run, write_snippet

from scripts import layers, runner


def test_the_tree_is_fresh_and_saying_so_imports_no_tensorflow():
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "scripts", "check"], cwd=ROOT, text=True,
                          capture_output=True, timeout=120)
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert done.returncode == 0, done.stdout
    assert "0 stale" in done.stdout
    assert "scripts.products" in imported and not imported & {"tensorflow", "keras", "numpy", "matplotlib"}


def test_another_library_version_makes_everything_stale(tmp_path):
    tree = copy_tree(tmp_path)
    done = subprocess.run([sys.executable, "-c", (
        "from scripts import ledger, products\n"
        "book = ledger.load()\n"
        "for library in ('keras', 'tensorflow', 'numpy'):\n"
        "    versions = ledger.versions(book) | {library: '0.0'}\n"
        "    made, faults = products.collect(versions)\n"
        "    stale = [p for p in made if book['products'][p.name] != p.key()]\n"
        "    print(library, len(stale) == len(made) > 0)\n")], cwd=tree, text=True, capture_output=True, check=True)
    assert done.stdout == "keras True\ntensorflow True\nnumpy True\n"


def test_a_changed_runner_makes_snippets_stale(tmp_path):
    tree = copy_tree(tmp_path)
    runner = tree / "scripts" / "runner.py"
    runner.write_text(runner.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", (
        "from scripts import ledger, products\n"
        "book = ledger.load()\n"
        "made, _ = products.collect(ledger.versions(book))\n"
        "print(all(book['products'][p.name] != p.key() for p in made))\n")],
        cwd=tree, text=True, capture_output=True, check=True)
    assert done.stdout == "True\n"


def test_update_writes_only_the_output_fence(tmp_path):
    tree = copy_tree(tmp_path)
    path = write_snippet(tree, "one/two", "print('three')", "four\n")
    before = path.read_text(encoding="utf-8")
    assert run(tree, "update", str(path)).returncode == 0
    assert path.read_text(encoding="utf-8") == before.replace("four\n", "three\n")
    recorded = json.loads((tree / "snippets" / "recorded.json").read_text(encoding="utf-8"))["products"]
    assert "snippets/one/two.md" in recorded


def test_a_target_that_names_nothing_is_refused(tmp_path):
    done = run(copy_tree(tmp_path), "update", "snippets/no/such.md")
    assert done.returncode == 1
    assert "snippets/no/such.md: names nothing that is generated" in done.stdout


def test_a_shape_drawn_at_random_is_the_same_in_every_job():
    jobs = [runner.Job(str(n), layers.work, ("RandomWidth", {"factor": 0.5}, (1, 8, 64, 1))) for n in range(4)]
    answers = [result.value or result.problem for result in runner.run(jobs)]
    assert isinstance(answers[0], layers.Worked) and answers == answers[:1] * 4


def test_a_generated_file_that_nothing_makes_is_told(tmp_path):
    tree = copy_tree(tmp_path)
    (tree / "docs" / "assets" / "figures" / "stray.light.svg").write_text("<svg/>")
    done = run(tree, "check")
    assert done.returncode == 1
    assert "docs/assets/figures/stray.light.svg: nothing generates this file" in done.stdout


def test_a_reference_block_edited_by_hand_is_stale(tmp_path):
    tree = copy_tree(tmp_path)
    path = tree / "snippets" / "reference" / "en" / "convolution" / "conv1d" / "card.md"
    path.write_text(path.read_text(encoding="utf-8").replace("**40**", "**41**"), encoding="utf-8")
    done = run(tree, "check")
    assert done.returncode == 1
    assert "**41**" in done.stdout and "**40**" in done.stdout and "make update" in done.stdout


HERE = "import sys\nif sys.argv[0] == '-c' and 'forkserver' in str(sys.orig_argv):\n    "


@pytest.mark.parametrize(("warm", "said"), [
    ("import os\nos.abort()\n", "cannot be loaded (exit code -6): it says nothing"),
    ("raise RuntimeError('so it is')\n", "cannot be loaded (exit code 1): RuntimeError: so it is"),
    (f"{HERE}raise MemoryError\n", "the process that loads it for all others was ended")])
def test_where_tensorflow_cannot_be_loaded_it_says_so(tmp_path, warm, said):
    tree = copy_tree(tmp_path)
    (tree / "scripts" / "warm.py").write_text(warm, encoding="utf-8")
    path = write_snippet(tree, "one/two", "print('three')", "four\n")
    done = run(tree, "update", str(path))
    assert done.returncode == 1
    assert f"scripts/warm.py: {said}" in done.stdout and "to mend it" in done.stdout
    assert "Traceback" not in done.stdout, done.stdout
