"""`mutate`: a seed and a count in; copies of the tree are damaged, out comes what told each; 1 when one is not told."""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from ..faults import Fault, Refused, write_atomically
from ..paths import ROOT
from . import report
from .judge import STAGES, Verdict, judge
from .kinds import KINDS
from .tree import NoPlace, Tree

SEED, COUNT, WORKERS, TRIES = 2026, 228, 2, 40
REPORT = ROOT / ".cache" / "mutate.txt"


@dataclass(frozen=True)
class Damage:
    """One damage, made again from its kind and its random numbers alone."""

    kind: str
    numbers: str

    def do(self, tree: Tree) -> str:
        return KINDS[self.kind](tree, random.Random(self.numbers))


@dataclass(frozen=True)
class Outcome:
    damage: Damage
    what: str
    verdict: Verdict
    seconds: float


def mutate(seed: int = SEED, count: int = COUNT, only: list[str] | None = None,
           stages: tuple[str, ...] = STAGES) -> int:
    """Damage, ask, restore, `count` times over; prints and writes the report. Returns the exit code."""
    chosen = only or list(KINDS)
    if unknown := [name for name in chosen if name not in KINDS]:
        raise Refused(Fault("scripts/mutate/kinds.py", 0, f"no kind of damage is called {unknown[0]!r}",
                            f"one of {', '.join(KINDS)}"))
    started = time.monotonic()
    print(f"seed {seed}: {count} damages of {len(chosen)} kinds", flush=True)
    with tempfile.TemporaryDirectory(prefix="atlas-mutate-") as folder:
        trees: SimpleQueue = SimpleQueue()
        first = Tree.copy(Path(folder) / "0")
        _sound(first, stages)
        damages = list(plan(first, seed, count, chosen))
        first.prove()
        trees.put(first)
        for number in range(1, min(WORKERS, len(damages))):
            trees.put(Tree.copy(Path(folder) / str(number), first.root))
        with ThreadPoolExecutor(WORKERS) as pool:
            outcomes = []
            for number, done in enumerate(pool.map(lambda one: _try(trees, one, stages), damages), 1):
                outcomes.append(done)
                print(report.line(number, len(damages), done), flush=True)
    text = report.table(outcomes, seed, time.monotonic() - started)
    print(text)
    lines = [report.line(number, len(outcomes), done) for number, done in enumerate(outcomes, 1)]
    write_atomically(REPORT, "\n".join([*lines, text, ""]).encode())
    return int(any(not done.verdict.by for done in outcomes))


def plan(tree: Tree, seed: int, count: int, chosen: list[str]) -> Iterator[Damage]:
    """Which damages: the kinds in turn, each at another place; done once here to know that it changes something."""
    seen: set[str] = set()
    for number in range(count):
        name = chosen[number % len(chosen)]
        for attempt in range(TRIES):
            damage = Damage(name, f"{seed} {name} {number // len(chosen)} {attempt}")
            try:
                damage.do(tree)
                new, mark = bool(tree.changed()), tree.fingerprint()
            except NoPlace:
                new, mark = False, ""
            finally:
                tree.restore()
            if new and mark not in seen:
                seen.add(mark)
                yield damage
                break
        else:
            if number < len(chosen):
                raise AssertionError(f"{name}: found nothing to damage")


def _try(trees: SimpleQueue, damage: Damage, stages: tuple[str, ...]) -> Outcome:
    tree, started = trees.get(), time.monotonic()
    try:
        what = damage.do(tree)
        verdict = judge(tree, stages)
    finally:
        tree.restore()
        tree.prove()
        trees.put(tree)
    return Outcome(damage, what, verdict, time.monotonic() - started)


def _sound(tree: Tree, stages: tuple[str, ...]) -> None:
    """A tree with a fault of its own would prove nothing."""
    verdict = judge(tree, tuple(stage for stage in stages if stage != "tests"))
    if verdict.by or "crashed" in verdict.said:
        raise Refused(Fault("make check", 0, f"the tree is not sound before anything is damaged: {verdict.said}",
                            f"run `{Path(sys.executable).name} -m scripts check`, mend what it tells, and begin again"))
