"""Promise: code, Markdown, words and workflows keep their style, and a breach is told with file, line and cure."""

import itertools
import random
import shutil

import pytest
from trees import ROOT, copy_tree, run

from scripts import snippets
from scripts.style import english, korean, prose, spelling

GLOSSARY, CONV1D = "docs/en/glossary.md", "docs/ko/convolution/conv1d.md"
WINDOW, LAB = "snippets/convolution/conv1d/window.md", "snippets/labs/shift_by_one.py"
CHECK, DEPLOY = ".github/workflows/check.yml", ".github/workflows/deploy.yml"
MOVED = 3  # lines; how far one damage may move another in the same file
DAMAGES = {  # name: (file, what stands there, what is put there, words of the fault; "" stands for the file's end)
    "unused name": ("scripts/passport.py", "", "\n\ndef nothing():\n    unused = 1\n", "F841"),
    "wide line": ("scripts/passport.py", "", f"\nWIDE = '{'w' * 120}'\n", "E501"),
    "lab code": (LAB, "import tensorflow as tf\n", "import tensorflow as tf\n\none = undefined\n", "F821"),
    "example": (WINDOW, "import tensorflow as tf\n", "import tensorflow as tf\n\none = undefined\n", "F821"),
    "skipped level": (GLOSSARY, "", "\n##### Deep { #deep }\n\nText.\n", "MD001"),
    "two titles": (GLOSSARY, "", "\n# Another { #another }\n\nText.\n", "MD025"),
    "same id": (GLOSSARY, "", "\n## Twice { #glossary }\n\nText.\n", "id #glossary is taken by line"),
    "tab": (GLOSSARY, "", "\nA\ttab.\n", "MD010"),
    "trailing space": (GLOSSARY, "", "\nA space. \n\nText.\n", "MD009"),
    "list at a paragraph": (GLOSSARY, "", "\nText.\n- item\n", "MD032"),
    "fence at a paragraph": (GLOSSARY, "", "\nText.\n```text\nx\n```\n", "MD031"),
    "heading at a paragraph": (GLOSSARY, "", "\nText.\n## Near { #near }\n\nText.\n", "MD022"),
    "bare address": (GLOSSARY, "", "\nSee https://www.tensorflow.org for more.\n", "MD034"),
    "picture without words": (GLOSSARY, "", "\n![](../assets/images/logo.svg)\n", "MD045"),
    "link that says here": (CONV1D, "", "\n[여기](conv2d.md)\n", "MD059"),
    "English word": (GLOSSARY, "", "\nThe kernal moves.\n", "unknown word 'kernal'; meant: kernel"),
    "English word in Korean": (CONV1D, "", "\n창(windov)입니다.\n", "unknown word 'windov'; meant: window"),
    "American word": (GLOSSARY, "", "\nThe color of a cell.\n", "unknown word 'color'"),
    "Korean word": (CONV1D, "", "\n가중칭를 곱합니다.\n", "unknown word '가중칭를'; meant: 가중치를"),
    "Korean ending": (CONV1D, "", "\n값을 곱함니다.\n", "unknown word '곱함니다'; meant: 곱합니다"),
    "Korean particle": (CONV1D, "", "\n입력는 짧습니다.\n", "unknown word '입력는'"),
    "Korean spelling": (CONV1D, "", "\n길이가 됬습니다.\n", "unknown word '됬습니다'"),
    "front matter": (CONV1D, "description: ", "description: 합성곰의 ", "unknown word '합성곰의'"),
    "alternative text": (CONV1D, "![숫자 여섯", "![숫쟈 여섯", "unknown word '숫쟈'"),
    "caption": (CONV1D, "/// caption\n", "/// caption\n커넖이 움직입니다. ", "unknown word '커넖이'"),
    "lab prose": (LAB, "One often hears", "One oftn hears", "unknown word 'oftn'"),
    "lab description": (LAB, 'description="An experiment', 'description="An experiement', "unknown word 'experiement'"),
    "navigation": ("mkdocs.yml", "- 실습:", "- 싫습:", "unknown word '싫습'"),
    "form": (".github/ISSUE_TEMPLATE/1-wrong.yml", "Where is it", "Where ist it", "unknown word 'ist'"),
    "comment": ("scripts/passport.py", "", "\n# teh end\n", "misspelt: teh ==> the"),
    "unpinned action": (CHECK, "checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd", "checkout@v6", "unpinned-uses"),
    "another commit": (DEPLOY, "checkout@de0fac2e4500", "checkout@de0fac2e4501", "another commit or version"),
    "pin without version": (CHECK, " # v6.0.2", "", "no commit with its version"),
    "injection": (CHECK, "run: make check", "run: echo ${{ github.head_ref }}", "template-injection"),
    "all permissions": (CHECK, "permissions: {}", "permissions: write-all", "excessive-permissions"),
    "kept credentials": (CHECK, "        with:\n          persist-credentials: false\n", "", "artipacked"),
}
MORE = (".github", "CONTRIBUTING.md", "README.md", "tests", "Makefile")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    folder = copy_tree(tmp_path_factory.mktemp("tree"))
    for name in MORE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return folder


def change(path, old, new):
    """Put new in the place of the first old, at the end if that is empty; returns the text as it was."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8", newline="\n")
    return text


@pytest.fixture(scope="module")
def told(tree):
    """What one run over the whole tree says of all damages at once: [(file, line, fault, cure)]."""
    texts = {tree / file: (tree / file).read_text(encoding="utf-8") for file, *_ in DAMAGES.values()}
    try:
        for file, old, new, _ in DAMAGES.values():
            change(tree / file, old, new)
        done = run(tree, "style")
    finally:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    assert done.returncode == 1, done.stdout
    found = []
    for fault, cure in itertools.pairwise(done.stdout.splitlines()):
        if cure.startswith("    to mend it: "):
            file, line, words = fault.split(":", 2)
            found.append((file, int(line), words, cure))
    return found


def test_the_tree_keeps_its_style():
    done = run(ROOT, "style")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", DAMAGES)
def test_each_breach_is_told_with_its_place_and_cure(told, name):
    file, old, new, words = DAMAGES[name]
    lines = [line for where, line, fault, _ in told if where == file and words in fault]
    assert lines, told
    if old:  # what is put at the end stands lower by what others put there
        before = (ROOT / file).read_text(encoding="utf-8").split(old)[0].count("\n")
        assert any(abs(line - before - 1) <= MOVED for line in lines), (before, lines)


def test_nothing_else_is_told(told):
    for file, _, fault, _ in told:
        assert any(file == where and words in fault for where, _, _, words in DAMAGES.values()), (file, fault)


def test_files_named_are_looked_at_alone(tree):
    text = change(tree / GLOSSARY, "", "\nA\ttab.\n")
    try:
        done = [run(tree, "style", "--only", "markdown", file) for file in (GLOSSARY, CONV1D)]
    finally:
        (tree / GLOSSARY).write_text(text, encoding="utf-8", newline="\n")
    assert [one.returncode for one in done] == [1, 0]
    assert run(tree, "style", "--only", "spelling", "tests/test_style.py", "tests/trees.py").returncode == 0


def test_fix_mends_what_needs_no_decision(tree):
    example, page, module = tree / WINDOW, tree / GLOSSARY, tree / "scripts/passport.py"
    texts = {path: path.read_bytes() for path in (example, page, module)}
    imports = "import numpy as np\n", "import tensorflow as tf\n"
    change(example, "".join(imports), "".join(reversed(imports)))
    change(page, "", "\nText.\n- item\n")
    change(module, "", "\n\ndef nothing():\n    import shelve\n")
    done = run(tree, "style", "--only", "code", "--only", "markdown", "--fix", WINDOW, GLOSSARY, "scripts/passport.py")
    assert done.returncode == 0, done.stdout
    assert example.read_bytes() == texts[example]
    assert page.read_bytes() == texts[page] + b"\nText.\n\n- item\n"
    page.write_bytes(texts[page])
    module.write_bytes(texts[module])


def test_a_word_is_added_with_the_command_that_the_fault_names_and_pruned_when_unused(tree):
    page = tree / CONV1D
    lists = {path: path.read_bytes() for path in (tree / "scripts/data").glob("words.*.txt")}
    text = change(page, "", "\n가오리연이 Zwoelf 개입니다.\n")
    told = run(tree, "style", "--only", "spelling", CONV1D).stdout
    commands = [line.split("`")[1].split() for line in told.splitlines() if "words add" in line]
    assert sorted(command[-1] for command in commands) == ["Zwoelf", "가오리연이"]
    assert all(command[:5] == ["python", "-m", "scripts", "words", "add"] for command in commands)
    assert run(tree, "words", "add", *(command[-1] for command in commands)).returncode == 0
    assert run(tree, "style", "--only", "spelling", CONV1D).returncode == 0
    for path in lists:
        words = path.read_text(encoding="utf-8").split("\n")[:-1]
        assert words == sorted(set(words))
    page.write_text(text, encoding="utf-8", newline="\n")
    assert run(tree, "words", "prune").returncode == 0
    assert {path: path.read_bytes() for path in lists} == lists


def test_what_is_no_word_is_not_added(tree):
    done = run(tree, "words", "add", "two words")
    assert done.returncode == 1
    assert "no single word" in done.stdout


def test_a_slip_of_one_letter_is_caught_in_both_languages():
    """100 words of the pages in each language, drawn as often as they occur, one letter changed in each."""
    chance = random.Random(0)
    for language, slip, least in (("ko", korean_slip, 88), ("en", english_slip, 88)):
        words = [word for word, places in sorted(spelling.of_tree(language).items()) for _ in places]
        assert not spelling.missing(language, words)
        slips = [slip(word, chance) for word in chance.choices([w for w in words if len(w) > 1], k=100)]
        caught = sum(slip in spelling.missing(language, [slip]) for slip in slips)
        assert caught >= least, (language, caught)


def korean_slip(word, chance):
    """One of the letters of one syllable replaced."""
    number = chance.randrange(len(word))
    place = ord(word[number]) - ord("가")
    parts, sizes = [place // 588, place // 28 % 21, place % 28], (19, 21, 28)
    which = chance.randrange(3)
    parts[which] = (parts[which] + chance.randrange(1, sizes[which])) % sizes[which]
    return word[:number] + chr(ord("가") + parts[0] * 588 + parts[1] * 28 + parts[2]) + word[number + 1:]


def english_slip(word, chance):
    """Two neighbours swapped, or one letter replaced."""
    number = chance.randrange(len(word) - 1)
    if chance.random() < 0.5 and word[number] != word[number + 1]:
        return word[:number] + word[number + 1] + word[number] + word[number + 2:]
    return word[:number] + chr(ord("a") + (ord(word[number].lower()) - ord("a") + 7) % 26) + word[number + 1:]


def test_code_mathematics_and_addresses_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(prose, "relative", lambda path: path.name)
    page = tmp_path / "page.md"
    page.write_text("""---
title: Aa
hide:
  - toc
---
# Bb { #nn }

Cc `nn` ``nn `nn` nn`` $nn_{nn}$ [Dd](nn.md#nn "Ee") ![Ff](nn/nn.svg){ .nn } nn() tf.nn <span class="nn">Gg</span>

$$\\nn{nn}$$

```text
nn
```

    --8<-- "nn/nn.md"

!!! note "Hh"

    Ii <!-- nn --> 값(Jj)은 Kk입니다.

/// caption
Ll
///
""", encoding="utf-8")
    words = [word.text for word in prose.words(page, prose.LATIN)]
    assert words == ["Aa", "Bb", "Cc", "Dd", "Ee", "Ff", "Gg", "Hh", "Ii", "Jj", "Kk", "Ll"]
    assert [(word.text, word.line) for word in prose.words(page, prose.HANGUL)] == [
        ("값", 20), ("은", 20), ("입니다", 20)]


def test_korean_is_taken_apart_word_by_word():
    wanted = {"길이를": ["길이", "가~를"], "입력은": ["입력", "각~은"], "채널을": ["채널", "갈~을"],
              "나누어": ["나누다", "하~어"], "에서는": ["~에서는"], "됬다": ["됬다"]}
    assert korean.keys(list(wanted)) == wanted


def test_english_is_british():
    known = english.keys(["neighbours", "colour", "neighbors", "TensorFlow’s"])
    assert known == {"neighbours": [], "colour": [], "neighbors": ["neighbors"], "TensorFlow’s": ["TensorFlow"]}


def test_every_example_is_looked_at():
    assert len(snippets.snippet_paths()) > 500
    assert all(snippets.parse(path).code for path in snippets.snippet_paths())
