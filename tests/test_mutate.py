"""Promise: every damage that `mutate` does is told and leaves no trace; a check that finds nothing makes it fail."""

import random
import re
import subprocess
import sys

import pytest
from trees import ROOT

from scripts.mutate import run as mutating
from scripts.mutate.kinds import ABOUT, KINDS
from scripts.mutate.tree import NoPlace, Tree

FEW = ["digit-in-output", "nav-misspelt", "style-from-elsewhere", "formula-unbalanced", "alt-of-other-language",
       "carriage-returns"]

MANY = ["digit-in-output", "number-in-figure", "snippet-number", "recorded-hash", "number-in-one-language",
        "code-in-one-language", "typo-in-english", "link-target", "anchor-misspelt", "include-removed", "table-cell",
        "localized-hash"]


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return Tree.copy(tmp_path_factory.mktemp("mutate") / "tree")


def test_there_are_many_kinds_each_told_in_words():
    assert len(KINDS) >= 100
    assert len(set(ABOUT.values())) == len(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_changes_the_tree_and_is_undone_to_the_byte(tree, name):
    said = KINDS[name](tree, random.Random(f"7 {name}"))
    changed = tree.changed()
    assert changed and any(said.startswith(file) for file in changed), (said, changed)
    wrong = {file for file, old in tree.hashed().items() if tree.hashes.get(file) != old}
    assert wrong | (set(tree.hashes) - set(tree.hashed())) == set(changed)
    tree.restore()
    assert tree.hashed() == tree.hashes


def test_the_same_seed_does_the_same_damage_and_another_another(tree):
    def marks(seed):
        found = list(mutating.plan(tree, seed, 24, MANY))
        for damage in found:
            damage.do(tree)
            yield tree.fingerprint()
            tree.restore()
    first = list(marks(1))
    assert first == list(marks(1)) and len(set(first)) == 24
    assert len(set(first) & set(marks(2))) < 6


def test_what_is_left_behind_is_seen(tree):
    tree.write("docs/en/glossary.md", "damaged")
    tree.before.clear()
    with pytest.raises(AssertionError, match="docs/en/glossary.md"):
        tree.prove()
    tree.write("docs/en/glossary.md", (ROOT / "docs/en/glossary.md").read_bytes())
    tree.prove()
    with pytest.raises(NoPlace):
        mutating.Damage("digit-in-output", "1").do(Tree(tree.root / "overrides"))


def run(folder, *words, code="from scripts.__main__ import main; sys.exit(main())"):
    return subprocess.run([sys.executable, "-c", f"import sys; {code}", *words], cwd=folder, capture_output=True,
                          text=True, encoding="utf-8", timeout=300)


def test_a_few_damages_are_all_told_and_reported(tmp_path):
    folder = whole(tmp_path)
    done = run(folder, "mutate", "--seed", "5", "--count", "6", *(word for name in FEW for word in ("--only", name)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("seed 5: 6 damages of 6 kinds\n")
    assert re.search(r"6 damages of 6 kinds in .* min; 6 by check, 0 by style, 0 by tests; .*; 0 slipped", done.stdout)
    lines = re.findall(r"^\[  (\d)/6\] .*\n    check  \S+: ", done.stdout, re.MULTILINE)
    assert lines == [*"123456"]
    report = (folder / ".cache" / "mutate.txt").read_text(encoding="utf-8")
    assert all(re.search(rf"^{name} +1 ", report, re.MULTILINE) for name in FEW)


def test_a_check_that_finds_nothing_makes_it_fail(tmp_path):
    folder = whole(tmp_path)
    update = folder / "scripts" / "update.py"
    text = update.read_text(encoding="utf-8")
    assert text.count("    return tell(faults)\n") == 1
    update.write_text(text.replace("    return tell(faults)\n", "    return 0\n"), encoding="utf-8", newline="\n")
    done = run(folder, code="from scripts.mutate.run import mutate; "
               "sys.exit(mutate(5, 2, ['digit-in-output', 'nav-misspelt'], ('check',)))")
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.count("    SLIPPED  nobody told") == 2 and "2 slipped" in done.stdout
    assert "SLIPPED digit-in-output (5 digit-in-output 0 0): snippets/" in done.stdout


def test_a_check_that_crashes_has_told_nothing(tmp_path):
    folder = whole(tmp_path)
    links = folder / "scripts" / "links.py"
    old = 'return f"links to {target}, and there is no {file.name} there", "mend the path"'
    text = links.read_text(encoding="utf-8")
    assert text.count(old) == 1
    links.write_text(text.replace(old, "raise RuntimeError(target)"), encoding="utf-8", newline="\n")
    done = run(folder, code="from scripts.mutate.run import mutate; "
               "sys.exit(mutate(5, 1, ['link-misspelt'], ('check',)))")
    assert done.returncode == 1 and "check crashed: RuntimeError" in done.stdout, done.stdout + done.stderr


def test_a_tree_that_is_not_sound_is_refused(tmp_path):
    folder = whole(tmp_path)
    page = folder / "docs" / "en" / "glossary.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[x](no.md)\n", encoding="utf-8", newline="\n")
    done = run(folder, "mutate", "--count", "1")
    assert done.returncode == 1 and "not sound before anything is damaged: docs/en/glossary.md:" in done.stderr
    assert "no kind of damage is called 'no'" in run(folder, "mutate", "--only", "no").stderr


def whole(tmp_path):
    """A copy with all that `check` and `style` read, and the environments."""
    folder = Tree.copy(tmp_path / "whole").root
    (folder / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return folder
