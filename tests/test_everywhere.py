"""Promise: what is recorded comes out the same in other surroundings; what does not carries a mark, and it alone.

The matrix: what is recorded was made with as many threads as there are cores, oneDNN on and PYTHONHASHSEED=0, which
tests/test_snippets.py runs again. With the three rows here, threads and oneDNN meet in every combination, and each
meets other hash seeds, locales and time zones. Every row runs in an order of its own, below a path with a space and
Hangul, each product in a fresh process. Labs print a time that is measured, and are left out.
"""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_codeblocks
from trees import copy_tree, write_snippet

from scripts import differs, ledger, products, snippets
from scripts.paths import relative

TESTS = Path(__file__).parent
LOCALES = {"comma": ("de_DE", "UTF-8"), "dotless": ("tr_TR", "ISO-8859-9")}  # 1,5; "I".lower() in C is no "i"
PROBE = """import locale, os, sys, time
print(hash("a"), time.tzname, locale.localeconv()["decimal_point"],
      locale.setlocale(locale.LC_ALL), sys.flags.utf8_mode,
      os.environ["TF_NUM_INTRAOP_THREADS"],
      ascii(os.path.basename(os.getcwd())))"""


@dataclasses.dataclass(frozen=True)
class Row:
    """Surroundings. With a `share` of 1 every snippet runs; 6 means every sixth, and what is made besides snippets."""

    threads: int
    onednn: bool
    hash_seed: int
    locale: str
    zone: str
    share: int = 1

    def settings(self) -> set[str]:
        return set() if self.onednn else {"oneDNN off"}

    def environment(self, locales: dict[str, dict]) -> dict[str, str]:
        threads = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
        return os.environ | dict.fromkeys(threads, str(self.threads)) | locales[self.locale] | {
            "TF_ENABLE_ONEDNN_OPTS": str(int(self.onednn)), "PYTHONHASHSEED": str(self.hash_seed), "TZ": self.zone,
            "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


ROWS = (Row(1, True, 7, "comma", "Pacific/Kiritimati"),
        Row(2, False, 1234567, "dotless", "America/St_Johns"),
        Row(1, False, 42, "C", "Asia/Seoul", share=6))


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the project with a snippet that tells where it runs, which no two rows can agree on."""
    folder = tmp_path_factory.mktemp("tree") / "한글 도감"
    folder.mkdir()
    copy_tree(folder)
    shutil.copy(TESTS / "everywhere_row.py", folder)
    write_snippet(folder, "where", PROBE, "nowhere\n")
    return folder


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    """name → the variables that set it. Real locales where glibc can make them; elsewhere C and, if there, C.UTF-8."""
    folder = tmp_path_factory.mktemp("locales")
    found = {"C": {"LC_ALL": "C", "PYTHONUTF8": "1"}}  # as Python does in C; if not, XLA refuses a Hangul path
    utf8 = str(int(not sys.prefix.isascii()))  # TensorFlow itself, below such a path, is not found in ISO-8859
    for name, (language, charset) in LOCALES.items():
        full = f"{language}.{charset}"
        found[name] = {"LC_ALL": full, "LOCPATH": str(folder), "PYTHONUTF8": utf8}
        if shutil.which("localedef"):
            subprocess.run(["localedef", "-i", language, "-f", charset, folder / full], capture_output=True)
        if not _knows(found[name]):
            known = next(other for other in ("C.UTF-8", "C") if _knows({"LC_ALL": other}))
            found[name] = {"LC_ALL": known, "PYTHONUTF8": "1"}
    return found


def _knows(variables):
    code = "import locale; locale.setlocale(locale.LC_ALL, '')"
    return subprocess.run([sys.executable, "-c", code], env=os.environ | variables, capture_output=True).returncode == 0


def _names(row):
    """What a row makes again: snippets; where it is but a share of them, reference blocks and the figures of a page."""
    all_snippets = [relative(path) for path in snippets.snippet_paths()]
    if row.share == 1:
        return all_snippets
    made, _ = products.collect(ledger.versions(ledger.load()))
    marked = [snippet.name for snippet in differs.marked().values()]
    others = [p.name for p in made if p.name.startswith(("reference/", "figures/pooling/average_pooling/"))]
    return sorted({*all_snippets[:: row.share], *marked, *others})


def _run(tree, row, locales, names, order):
    """{name: what differs, "" if nothing} as tests/everywhere_row.py found it; its progress goes to the terminal."""
    done = subprocess.run([sys.executable, "everywhere_row.py"], cwd=tree, env=row.environment(locales),
                          input=json.dumps({"seed": order, "names": names}), stdout=subprocess.PIPE, text=True,
                          encoding="utf-8")
    assert done.returncode == 0
    return json.loads(done.stdout)


def judge(found: dict[str, str], marks: dict[str, tuple[str, ...]], settings: set[str]) -> list[str]:
    """What is wrong: differences without a mark, and marks without a difference."""
    expected = {name for name, names in marks.items() if settings & set(names)}
    return ([f"{name} differs and has no mark: {said}" for name, said in found.items() if said and name not in expected]
            + [f"{name} is marked and does not differ" for name in expected if not found.get(name)])


@pytest.mark.timeout(1800)  # not a measurement: a machine may be busy
@pytest.mark.parametrize("row", ROWS, ids=["one-thread", "onednn-off", "both"])
def test_what_is_recorded_comes_out_the_same(row, tree, locales):
    names = _names(row)
    found = _run(tree, row, locales, [*names, "snippets/where.md"], row.hash_seed)
    where = found.pop("snippets/where.md")
    environment = row.environment(locales)
    told = subprocess.run([sys.executable, "-c", f"import locale; locale.setlocale(locale.LC_ALL, '')\n{PROBE}"],
                          cwd=tree, env=environment, capture_output=True, text=True, encoding="utf-8").stdout
    assert where.endswith(f"now {told.strip()!r}"), f"the row's surroundings did not reach its jobs: {where}"
    print(told)
    assert sorted(found) == sorted(names)
    marks = {snippet.name: snippet.differs for snippet in differs.marked().values()}
    assert judge(found, marks, row.settings()) == []
    assert bool(row.settings()) == any(found.values())


def test_a_mark_too_few_and_a_mark_too_many_are_told():
    found, marks = {"a": "recorded 1, now 2", "b": "", "c": "x"}, {"b": ("oneDNN off",), "c": ("oneDNN off",)}
    assert judge(found, marks, {"oneDNN off"}) == ["a differs and has no mark: recorded 1, now 2",
                                                  "b is marked and does not differ"]
    assert judge({"c": "x"}, marks, set()) == ["c differs and has no mark: x"]


def test_pytest_codeblocks_sees_the_output_behind_a_mark():
    marked = differs.marked()
    for snippet in marked.values():
        (block,) = pytest_codeblocks.extract_from_file(snippet.path)
        assert (block.code, block.expected_output) == (snippet.code, snippet.output)
        assert snippet.with_output(snippet.output) == snippet.path.read_bytes()
    assert marked


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_section_that_does_not_tell_is_named(language, tmp_path):
    copy_tree(tmp_path)
    page = tmp_path / "docs" / language / "arguments.md"
    text = page.read_text(encoding="utf-8")
    assert text.count("oneDNN") == 1
    page.write_text(text.replace("oneDNN", "one"), encoding="utf-8", newline="\n")
    line = text.split("\n").index('--8<-- "arguments/data_format.md"') + 1
    code = "from scripts import pages\nprint(*pages.lint(), sep='\\n')"
    told = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, text=True,
                          encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"}).stdout
    assert (f"docs/{language}/arguments.md:{line}: section #data-format does not say that this output differs with "
            "oneDNN off\n    to mend it: name oneDNN beside it") in told
