"""Promise: `new` begins the page of any class of tf.keras.layers, ready to run; `rename` and `remove` leave nothing."""

import hashlib
import json
import re
import subprocess
import sys

import pytest
from served import build_site
from trees import copy_tree, run

UNDOCUMENTED = """
from scripts import layers
from scripts.atlas import ENTRIES

space = vars(layers.namespace())
documented = [space[entry.name] for entry in ENTRIES]
classes = {thing: name for name, thing in sorted(space.items()) if isinstance(thing, type) and thing not in documented}
print(*sorted(classes.values()))
"""
LEFT = ("still to be written: ", "unknown word ")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """For tests that leave it as it was: run by pytest directly, they come in any order."""
    return copy_tree(tmp_path_factory.mktemp("새 페이지"))


def _files(tree):
    """Every file but the ledger's date: what somebody would commit."""
    found = {path.relative_to(tree).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
             for path in tree.rglob("*") if path.is_file() and not {"__pycache__", ".cache"} & set(path.parts)}
    ledger = json.loads((tree / "snippets" / "recorded.json").read_text(encoding="utf-8"))
    found["snippets/recorded.json"] = json.dumps(ledger | {"checked": ""})
    return {name: found[name] for name in found if not name.endswith("/passport.md")}


def _faults(done):
    return re.findall(r"^\S+: (.*)\n    to mend it: ", done.stdout, re.M)


def test_new_then_remove_leaves_nothing_behind(tree):
    before = _files(tree)
    made = run(tree, "new", "Identity", "BatchNormalization", "MultiHeadAttention", "--chapter", "core")
    assert _faults(made) and all(fault.startswith(LEFT) for fault in _faults(made)), made.stdout
    after = _files(tree)
    wanted = {f"docs/{language}/core/{slug}.md" for language in ("ko", "en")
              for slug in ("identity", "batch_normalization", "multi_head_attention")}
    assert wanted <= after.keys() - before.keys()
    assert "docs/assets/figures/core/identity/picture.dark.svg" in after
    assert "(2, 8)" in (tree / "snippets/core/identity/first.md").read_text(encoding="utf-8").split("```text")[1]
    for name in ("Identity", "core/batch_normalization", "docs/en/core/multi_head_attention.md"):
        assert run(tree, "remove", name).returncode == 0
    assert _files(tree) == before


def test_every_other_class_can_be_begun_and_its_page_built(tmp_path):
    tree = copy_tree(tmp_path / "새 페이지")
    listed = subprocess.run([sys.executable, "-c", UNDOCUMENTED], cwd=tree, text=True, capture_output=True, check=True)
    names = listed.stdout.split()
    assert len(names) > 90
    made = run(tree, "new", *names)
    assert len(set(re.findall(r"^wrote docs/ko/(\S+)", made.stdout, re.M))) == len(names), made.stdout[-3000:]
    checked = run(tree, "check")
    assert "0 stale" in checked.stdout
    assert all(fault.startswith(LEFT) for fault in _faults(checked)), checked.stdout[-3000:]
    built = build_site(tmp_path / "site", tree=tree)
    assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]


@pytest.fixture
def fresh(tmp_path):
    return copy_tree(tmp_path)


def test_rename_moves_everything_and_every_link_follows(fresh, tmp_path):
    done = run(fresh, "rename", "core/multiply", "core/times")
    assert done.returncode == 0, done.stdout
    checked = run(fresh, "check")
    assert checked.returncode == 0, checked.stdout
    left = [name for name in _files(fresh) if "core/multiply" in name]
    said = [path for path in fresh.rglob("*") if path.suffix in (".md", ".yml", ".py", ".txt") and path.is_file()
            and "core/multiply" in path.read_text(encoding="utf-8") and "scripts/scaffold" not in path.as_posix()]
    assert left == [] and said == []
    assert "times.md" in (fresh / "docs/ko/core/dot.md").read_text(encoding="utf-8")


def test_rename_to_another_chapter_mends_the_page_s_own_links(fresh):
    done = run(fresh, "rename", "Masking", "core/masking")
    assert done.returncode == 0, done.stdout
    assert run(fresh, "check").returncode == 0
    assert "(../recurrent/lstm.md" in (fresh / "docs/en/core/masking.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("arguments", "words"), [
    (("new", "Conv9D"), "tf.keras.layers.Conv9D: no such class"),
    (("new", "conv1d"), "did you mean Conv1D?"),
    (("new", "Dense"), "docs/ko/core/dense.md: documents Dense already"),
    (("new", "Identity", "--chapter", "nowhere"), "docs/ko/nowhere: no such chapter"),
    (("remove", "core/dense"), "docs/en/core/dot.md:13: links to it (core/dense)"),
    (("remove", "core/nothing"), "core/nothing: names no page of a layer"),
    (("rename", "core/dense", "core/add"), "docs/ko/core/add.md: is there already"),
    (("rename", "core/dense", "Nowhere/dense"), "is no chapter/slug"),
    (("remove", "recurrent/lstm"), "links to it (recurrent/lstm)"),
    (("rename", "recurrent/lstm", "recurrent/long"), "a function makes the entry of LSTM"),
])
def test_what_cannot_be_done_is_refused_and_nothing_is_touched(tree, arguments, words):
    before = _files(tree)
    done = run(tree, *arguments)
    assert done.returncode == 1 and words in done.stdout, done.stdout
    assert _files(tree) == before
