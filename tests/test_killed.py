"""Promise: `update`, killed at 100 random moments, leaves every file old or new and whole, and the next one mends all.

What is at stake is the writing, so that is what a run here is made of: the tree's jobs make their bytes without
TensorFlow, large ones, some several files at once, and a run takes a second instead of a minute. Half of the moments
lie anywhere in a run, half of them behind its first write. Two trees, so that both cores have something to do.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from trees import copy_tree, run, write_snippet

from scripts import atlas, figures

KILLS, TREES = 100, 2
SNIPPETS, ENTRY, FIGURE = 8, "Flatten", "core/dense/matrix"
COMMAND = ("update", "snippets/killed", f"reference/core/{ENTRY.lower()}", f"figures/{FIGURE}")
STAND_IN = """

def {function}(name):
    return {{file: (f"{{name}} {{file}}\\n" * 20_000).encode() for file in {files}}}
"""


@dataclass
class Tree:
    """A tree with stale products: the files that an update writes, as they were and as they shall be."""

    folder: Path
    paths: list[Path]
    old: dict[Path, bytes]
    new: dict[Path, bytes]
    seconds: float = 0.0

    def read(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.paths}

    def litter(self) -> list[Path]:
        return [path for part in ("docs", "snippets") for path in (self.folder / part).rglob(".*.tmp")]

    def make_stale(self) -> None:
        for path, data in self.old.items():
            path.write_bytes(data)


def _tree(folder: Path) -> Tree:
    """Set one up, and let an undisturbed update say what its files shall be and how long that takes."""
    folder.mkdir()
    copy_tree(folder)
    for chapter in (folder / "snippets").iterdir():
        if chapter.is_dir() and chapter.name not in ("reference", "labs"):
            shutil.rmtree(chapter)
    _append(folder / "scripts" / "reference.py", STAND_IN.format(function="make", files="entry(name).files()"))
    _append(folder / "scripts" / "figures" / "__init__.py", STAND_IN.format(function="draw", files="files(name)"))
    (folder / "scripts" / "warm.py").write_text('"""Nothing to load."""\n', encoding="utf-8")
    code = "for i in range(150):\n    print('line', i)"
    paths = [write_snippet(folder, f"killed/{number}", code, "old\n") for number in range(SNIPPETS)]
    paths += [folder / "snippets" / "reference" / file for file in atlas.entry(ENTRY).files()]
    paths += [folder / "docs" / "assets" / "figures" / file for file in figures.files(FIGURE)]
    tree = Tree(folder, [*paths, folder / "snippets" / "recorded.json"], {}, {})
    tree.old = tree.read()
    started = time.monotonic()
    done = run(folder, *COMMAND)
    tree.seconds = time.monotonic() - started
    assert done.returncode == 0, done.stdout
    tree.new = tree.read()
    assert all(tree.old[path] != tree.new[path] for path in tree.paths)
    return tree


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _kill_one(tree: Tree, moments: random.Random) -> None:
    """Begin an update and kill it with all its children, at a moment of its own."""
    process = subprocess.Popen([sys.executable, "-m", "scripts", *COMMAND], cwd=tree.folder, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, start_new_session=True)
    if moments.random() < 0.5:
        process.stdout.readline()  # a product is written
        time.sleep(moments.uniform(0, tree.seconds / 4))
    else:
        time.sleep(moments.uniform(0, tree.seconds))
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it had ended by itself
    process.wait()
    process.stdout.close()


def _inspect(tree: Tree) -> str:
    """After a kill every file is old or new, and the ledger calls nothing fresh that is not; says how far it got."""
    ledger = tree.paths[-1]
    now, made = tree.read(), tree.paths[:-1]
    for path in made:
        assert now[path] in (tree.old[path], tree.new[path]), f"{path} is neither old nor new"
    books = [json.loads(book[ledger])["products"] for book in (tree.old, now, tree.new)]
    for name, key in books[1].items():
        assert key in (books[0].get(name), books[2][name]), name
        if key == books[2][name] and key != books[0].get(name):
            parts = name.split("/")[1:]
            of_product = [path for path in made if "/".join(parts).removesuffix(".md") in path.as_posix()]
            assert of_product and all(now[path] == tree.new[path] for path in of_product), f"{name} is not fresh"
    fresh = sum(now[path] == tree.new[path] for path in made)
    return "before" if not fresh else "after" if fresh == len(made) else "between"


def _torment(folder: Path, seed: int) -> dict[str, int]:
    """Kill update again and again in one tree; after every tenth time let it end, and compare."""
    tree, moments, count = _tree(folder), random.Random(seed), {"before": 0, "between": 0, "after": 0, "litter": 0}
    leftover = folder / "docs" / "ko" / "labs" / ".old.ipynb.x.tmp"
    for number in range(1, KILLS // TREES + 1):
        tree.make_stale()
        _kill_one(tree, moments)
        count[_inspect(tree)] += 1
        count["litter"] += bool(tree.litter())
        if number % 10 == 0:
            leftover.write_bytes(b"half")
            done = run(folder, *COMMAND)
            assert done.returncode == 0, done.stdout
            assert tree.read() == tree.new
            assert tree.litter() == []
            print(f"{folder.name}: {number} kills, {count}", flush=True)
    return count


def test_an_update_killed_at_100_moments_loses_nothing(tmp_path):
    with ThreadPoolExecutor(TREES) as both:
        counts = list(both.map(_torment, [tmp_path / f"tree{seed}" for seed in range(TREES)], range(TREES)))
    total = {where: sum(count[where] for count in counts) for where in counts[0]}
    assert total["before"] + total["between"] + total["after"] == KILLS
    assert total["before"] > 5 and total["between"] > 20, f"the moments prove too little: {total}"
