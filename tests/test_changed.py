"""Promise: `changed` shows what differs from main as a reader would see it: pages, outputs and figures."""

import subprocess

import pytest
from served import SITE_PYTHON
from trees import copy_tree

PAGE = "docs/en/core/multiply.md"
SNIPPET = "snippets/core/multiply/gate.md"
FIGURE = "docs/assets/figures/core/multiply/gate.light.svg"


def _git(tree, *arguments):
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    return subprocess.run(["git", *identity, *arguments], cwd=tree, check=True, capture_output=True, text=True)


def _changed(tree, *arguments):
    return subprocess.run([SITE_PYTHON, "-m", "scripts", "changed", *arguments], cwd=tree, text=True,
                          encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)


def _edit(tree, name, old, new):
    path = tree / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A repository whose main is this tree, and a branch of it with one change of each kind."""
    tree = copy_tree(tmp_path_factory.mktemp("바뀐 것"))
    (tree / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    _git(tree, "init", "--quiet", "--initial-branch=main")
    _git(tree, "add", ".")
    _git(tree, "commit", "--quiet", "--message=before")
    _git(tree, "switch", "--quiet", "--create", "work")
    _edit(tree, PAGE, "## A gate", "A sentence of the test.\n\n## A gate")
    _edit(tree, SNIPPET, "-1.5", "-7.5")
    _edit(tree, FIGURE, "fill:#", "fill:#f")
    return tree


def test_what_changed_is_shown_before_beside_after(tree, page):
    done = _changed(tree)
    assert done.returncode == 0, done.stdout
    assert "2 pages, 1 examples and 1 figures differ" in done.stdout  # the page in both languages
    page.goto((tree / ".cache" / "changed" / "index.html").as_uri())
    assert page.locator(".after .alone").get_by_text("A sentence of the test.").count() == 1
    assert page.locator(".before").get_by_text("A sentence of the test.").count() == 0
    assert page.locator(".before .alone").get_by_text("-1.5").count() == 2  # the output, in both languages
    assert page.locator(".after .alone").get_by_text("-7.5").count() == 2
    assert page.locator("table.diff").count() == 1
    shown = page.locator("#figures ~ .two img")
    widths = shown.evaluate_all("images => images.map(image => image.naturalWidth)")
    assert len(widths) == 2 and all(widths)


def test_a_branch_that_is_not_there_is_refused(tree):
    done = _changed(tree, "--against", "nowhere")
    assert done.returncode == 1
    assert "no branch 'nowhere' to compare with" in done.stdout and "--against BRANCH" in done.stdout


def test_a_page_that_cannot_be_built_is_told(tree):
    before = (tree / PAGE).read_bytes()
    _edit(tree, PAGE, '"core/multiply/gate.md"', '"core/multiply/gates.md"')
    try:
        done = _changed(tree)
    finally:  # run by pytest directly, tests come in any order
        (tree / PAGE).write_bytes(before)
    assert done.returncode == 1
    assert "core/multiply/gates.md" in done.stdout
