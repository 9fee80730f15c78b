"""Holds every layer under every backend of Keras against the oracle, and writes what the site shows of it.

Runs in .venv/oracle. `compare()` returns 1 only where a layer under TensorFlow differs in a way that limits.py does
not know: what the other backends do is recorded, not judged.
"""

import math
import re
from dataclasses import dataclass, field

from .book import ORACLES, drawn, tell
from .case import Case, Refusal
from .compare import deviation, tolerance
from .limits import TO_THE_END, limit
from .worker import Answer, Worker

BACKENDS = ("tensorflow", "jax", "torch")
FUNCTIONAL = "torch.nn.functional"
# JAX compiles every call anew, which takes half a second and more; the others answer in milliseconds
DRAWN = {"tensorflow": 250, "jax": 40, "torch": 250, FUNCTIONAL: 250}


@dataclass(frozen=True)
class Difference:
    """A call that did not give what is defined. `about` is the same for all that differ in the same way."""

    case: Case
    backend: str
    kind: str  # numbers, shape, error, end, answer (where there is none)
    about: str


@dataclass
class Tally:
    """Calls of one layer under one backend: what was defined, what agreed, and how far apart that was."""

    asked: int = 0
    equal: int = 0
    apart: float = 0.0
    differences: list[Difference] = field(default_factory=list)


def compare(names: list[str]) -> int:
    """All layers, or the named ones; writes the blocks only after all."""
    from . import tables

    workers = {backend: Worker(backend) for backend in BACKENDS}
    tallies: dict[str, dict[str, Tally]] = {}
    try:
        for name in names or ORACLES:
            tallies[name] = {backend: _tally(name, backend, workers) for backend in DRAWN}
            print(name, *(f"{backend} {t.equal}/{t.asked} {t.apart:.0e}" for backend, t in tallies[name].items()),
                  flush=True)
        groups = tables.examples(tallies, workers)
    finally:
        for worker in workers.values():
            worker.stop()
    versions = {key: value for worker in workers.values() for key, value in worker.versions.items()}
    blocks = tables.blocks(tallies, groups, versions)
    if names:
        print(blocks[tables.REFERENCE / "en" / "backend_differences.md"])
        return 0
    tables.write(blocks)
    return int(any(d.backend == "tensorflow" and not _known(d) for row in tallies.values()
                   for t in row.values() for d in t.differences))


def _known(difference: Difference) -> bool:
    return difference.kind == "end" or difference.about == limit(difference.case, tell(difference.case))


def _tally(name: str, backend: str, workers: dict[str, Worker]) -> Tally:
    tally, direct = Tally(), backend == FUNCTIONAL
    worker = workers["torch" if direct else backend]
    cases = drawn(name, DRAWN[backend]) + ([] if direct else [case for case in TO_THE_END if case.layer == name])
    for case in cases:
        found = worker.ask(case, direct)
        if not found.there:
            continue
        difference, apart, defined = judge(case, backend, found)
        tally.asked += defined
        tally.equal += defined and difference is None
        tally.apart = max(tally.apart, 0.0 if difference else apart)
        tally.differences += [difference] if difference else []
    return tally


def judge(case: Case, backend: str, found: Answer) -> tuple[Difference | None, float, bool]:
    """(what is different, how far apart, whether anything is defined)."""
    try:
        expected = tell(case, found.outputs[0] if found.outputs else None)
    except Refusal as refusal:
        words = "" if found.error or found.died else str(refusal)
        return (Difference(case, backend, "answer", words) if words else None), 0.0, False
    apart = deviation(found.outputs, expected) if found.outputs else math.inf
    if apart <= tolerance(case):
        return None, apart, True
    shapes = [y.shape for y in found.outputs] != [y.shape for y in expected]
    kind = "end" if found.died else "error" if found.error else "shape" if shapes else "numbers"
    ours = backend == "tensorflow" or case.mask and kind == "numbers"  # what masks do is Keras's own
    known = limit(case, expected) if ours else ""
    return Difference(case, backend, kind, known or _about(case, kind, found)), apart, True


def _about(case: Case, kind: str, found: Answer) -> str:
    """One cause, as far as can be told from outside: a way to interpolate, the beginning of an error, a family."""
    if way := case.arguments.get("interpolation"):
        return re.sub(r"\d", "", way)
    if kind == "error":
        return re.sub(r"[\d()\[\], ]+", " ", found.error)[:80]
    return re.sub(r"\d", "*", case.layer) + " " + kind
