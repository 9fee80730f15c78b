"""Promise: a bad snippet is refused with file and line, what mends it, and no file touched."""

import hashlib

import pytest
from filelock import FileLock
from trees import SNIPPET, copy_tree, run, write_snippet

GOOD = SNIPPET.format(code="print(1)", output="1\n")
MARK = "<!--pytest-codeblocks:expected-output-->"
FORMS = {  # name: (text, line, words of the message)
    "no_code": ("text\n", 1, "no ```python fence"),
    "no_output": ("```python\nprint(1)\n```\n", 1, "no output fence"),
    "two_outputs": (GOOD + "\n```text\n2\n```\n", 11, "3 fences"),
    "tilde": (GOOD.replace("```text", "~~~text"), 7, "pytest-codeblocks would not see it"),
    "tilde_code": (GOOD.replace("```python", "~~~python"), 1, "pytest-codeblocks would not see it"),
    "unclosed": (GOOD[:-4], 7, "never closed"),
    "cont": ("<!--pytest-codeblocks:cont-->\n\n" + GOOD, 1, "'cont' is refused"),
    "py": (GOOD.replace("```python", "```py"), 1, "skip it in silence"),
    "title": (GOOD.replace("```python", '```python title="x"'), 1, "skip it in silence"),
    "indented": (GOOD.replace("```python", "  ```python"), 1, "would not see it"),
    "skip": ("<!--pytest.mark.skip-->\n\n" + GOOD, 1, "expected only"),
    "misspelt": (GOOD.replace("codeblocks", "codeblock"), 5, "expected only"),
    "setting": (GOOD.replace(MARK, f"<!-- differs: oneDMM off -->\n\n{MARK}"), 5, "found 'oneDMM off'"),
    "settings": (GOOD.replace(MARK, f"<!-- differs: not Linux, oneDNN off -->\n\n{MARK}"), 5, "found 'not Linux, o"),
    "late_setting": (GOOD.replace(MARK, f"{MARK}\n\n<!-- differs: oneDNN off -->"), 7, "expected only"),
    "lone_setting": (GOOD.replace(MARK, "<!-- differs: oneDNN off -->"), 7, "does not follow"),
    "no_mark": (GOOD.replace(MARK + "\n\n", ""), 5, "does not follow"),
    "prose": ("An example.\n\n" + GOOD, 1, "expected only"),
    "crlf": (GOOD.replace("\n", "\r\n"), 1, "CR"),
    "bom": ("\ufeff" + GOOD, 1, "byte order mark"),
    "long": (GOOD.replace("print(1)", "\n".join(["print(1)"] * 21)), 1, "21 lines of code"),
    "wide": (GOOD.replace("print(1)", "print(" + "1" * 80 + ")"), 2, "columns"),
    "hangul": (GOOD.replace("print(1)", "print(1)  # 출력"), 2, "ASCII"),
    "empty": (GOOD.replace("print(1)", ""), 1, "empty"),
}
RUNS = {  # name: (code, line, words of the message)
    "raises": ("x = 1\nraise ValueError('no such thing')", 3, "raises ValueError: no such thing"),
    "syntax": ("x = 1\nprint(", 3, "SyntaxError"),
    "exits": ("import sys\nsys.exit(0)", 3, "exits"),
    "hangs": ("while True:\n    pass", 0, "still running after 20 s"),
    "crashes": ("import os\nos.kill(os.getpid(), 8)", 0, "SIGFPE"),
    "silent": ("x = 1", 1, "prints nothing"),
    "chatty": ("for i in range(201):\n    print(i)", 1, "prints 201 lines"),
    "surrogate": ("print('\\udc80')", 1, "UTF-8"),
    "fence": ("print('```')", 1, "begins with ```"),
    "stderr": ("import sys\nprint(1)\nprint(2, file=sys.stderr)", 0, "stderr"),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return copy_tree(tmp_path_factory.mktemp("tree"))


def _hashes(folder):
    return {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def test_files_not_of_the_form_are_refused_and_left_alone(tree):
    folder = tree / "snippets" / "bad_form"
    folder.mkdir()
    for name, (text, _, _) in FORMS.items():
        (folder / f"{name}.md").write_bytes(text.encode())
    (folder / "latin.md").write_bytes(GOOD.replace("print(1)", "print('\xe9')").encode("latin-1"))
    before = _hashes(folder)
    done = run(tree, "update", "snippets/bad_form")
    assert done.returncode == 1
    for name, (_, line, words) in FORMS.items():
        message = next(m for m in done.stdout.split("\nsnippets/") if f"bad_form/{name}.md:{line}:" in m)
        assert words in message and "to mend it:" in message
    assert "bad_form/latin.md:2: not UTF-8" in done.stdout
    assert _hashes(folder) == before


def test_runs_that_fail_are_told_and_the_good_one_is_recorded(tree):
    paths = {name: write_snippet(tree, f"bad_run/{name}", code) for name, (code, _, _) in RUNS.items()}
    good = write_snippet(tree, "bad_run/good", "import tensorflow as tf\n\nprint(tf.ones(2).numpy())")
    before = _hashes(tree / "snippets" / "bad_run")
    done = run(tree, "update", "snippets/bad_run")
    assert done.returncode == 1
    for name, (_, line, words) in RUNS.items():
        place = f"snippets/bad_run/{name}.md" + (f":{line}" if line else "") + ": "
        message = next(m for m in done.stdout.split("\nsnippets/bad_run/") if place.endswith(m.split(" ")[0] + " "))
        assert words in message, done.stdout
        assert before[paths[name]] == _hashes(tree / "snippets" / "bad_run")[paths[name]]
    assert "```text\n[1. 1.]\n```" in good.read_text()


def test_pages_and_snippets_must_know_each_other(tree):
    page = tree / "docs" / "ko" / "glossary.md"
    page.write_text(page.read_text() + '\n\n--8<-- "no/such.md"\n\n--8<-- unquoted.md\n', encoding="utf-8")
    write_snippet(tree, "lonely", "print(1)", "1\n")
    done = run(tree, "check")
    assert done.returncode == 1
    number = page.read_text().split("\n").index('--8<-- "no/such.md"') + 1
    assert f"docs/ko/glossary.md:{number}: includes 'no/such.md', which does not exist" in done.stdout
    assert f"docs/ko/glossary.md:{number + 2}: an include that would not be seen" in done.stdout
    assert "snippets/lonely.md: no page shows this snippet" in done.stdout


def test_an_output_edited_by_hand_is_stale_and_check_shows_the_difference(tree):
    path = write_snippet(tree, "edited/one", "print(40 + 2)")
    assert run(tree, "update", "snippets/edited").returncode == 0
    fresh = path.read_bytes()
    path.write_bytes(fresh.replace(b"42", b"43"))
    done = run(tree, "check")
    assert done.returncode == 1
    assert "-43\n+42\n" in done.stdout and "make update" in done.stdout
    assert path.read_bytes() != fresh
    assert run(tree, "update", "snippets/edited").returncode == 0
    assert path.read_bytes() == fresh


def test_a_second_update_says_so_and_leaves(tree):
    (tree / ".cache").mkdir(exist_ok=True)
    with FileLock(tree / ".cache" / "update.lock"):
        done = run(tree, "update", "snippets/edited")
    assert done.returncode == 1
    assert "another update is under way" in done.stdout
