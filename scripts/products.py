"""Everything that is made by running tf.keras: snippet outputs, reference blocks, figures."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import atlas, course, figures, labs, ledger, sheet, snippets
from .faults import Fault, Refused
from .paths import DOCS, FIGURES, LANGUAGES, REFERENCE, SCRIPTS, relative
from .runner import Job, run_code

RUNNER = ("runner.py", "warm.py")
ELSEWHERE = {"passport.md", "errors.md",  # written by derived.py
             "bench.md", "contest.md", "backends.md", "backend_differences.md"}  # by bench.py, oracle/tables.py
REFERENCE_SOURCES = ("atlas/entry.py", "layers.py", "reference.py", "sizes.py", "tables.py", "then.py",
                     "data/keras_2_6.json")


LAB_SOURCES = ("labs.py", "lab_run.py", "figures/palette.py", "figures/shrink.py")
LAB_LIMIT = 300.0  # seconds; a lab shall take 60 on two cores, but machines are shared


@dataclass(frozen=True)
class Product:
    """Files that one job makes. `inputs` is the hash of all that decides their bytes."""

    name: str
    inputs: str
    paths: tuple[Path, ...]
    job: Job
    finish: Callable[[object], dict[Path, bytes]]

    def key(self) -> str:
        """What the ledger holds for it when it is fresh: inputs and outputs, so that an edited output is stale."""
        found = [p.read_bytes() if p.exists() else b"" for p in self.paths]
        return ledger.digest(self.inputs, *found)


def collect(versions: dict[str, str]) -> tuple[list[Product], list[Fault]]:
    """All products of the tree, and the faults of the snippet files that could not be read."""
    stack = [f"{name} {versions[name]}" for name in ("tensorflow", "keras", "numpy")]
    stack += _bytes(RUNNER)
    products, faults = [], []
    for path in snippets.snippet_paths():
        try:
            products.append(_of_snippet(snippets.parse(path), stack))
        except Refused as refused:
            faults += refused.faults
    reference = stack + _bytes(REFERENCE_SOURCES)
    products += [_of_reference(entry, reference) for entry in atlas.ENTRIES]
    products.append(_of_table("reference/all_shapes", sheet, [
        *reference, *_bytes(("sheet.py",)), *map(_entry_text, atlas.ENTRIES)]))
    products.append(_of_table("reference/then_and_now", course, [
        *reference, *_bytes(("course.py", "data/course_2021.json"))]))
    drawn = stack + [f"matplotlib {versions['matplotlib']}"]
    for path in labs.lab_paths():
        try:
            products.append(_of_lab(labs.parse(path), drawn + _bytes(LAB_SOURCES)))
        except Refused as refused:
            faults += refused.faults
    products += [_of_figure(name, drawn) for name in figures.names()]
    return products, faults


def _bytes(names: tuple[str, ...]) -> list[bytes]:
    return [(SCRIPTS / name).read_bytes() for name in names]


def _of_snippet(snippet: snippets.Snippet, stack: list) -> Product:
    def finish(output: str) -> dict[Path, bytes]:
        if fault := snippets.check_output(snippet, output):
            raise Refused(fault)
        return {snippet.path: snippet.with_output(output)}

    job = Job(snippet.name, run_code, (snippet.code, snippet.name))
    return Product(snippet.name, ledger.digest(*stack), (snippet.path,), job, finish)


def _of_lab(lab: labs.Lab, stack: list) -> Product:
    name = relative(lab.path)
    job = Job(name, labs.run, (name,), limit=LAB_LIMIT)
    return Product(name, ledger.digest(*stack, lab.path.read_bytes()), tuple(DOCS / file for file in lab.files()), job,
                   _under(DOCS))


def _entry_text(entry: "atlas.Entry") -> str:
    """What of an entry decides its blocks; the rules in it are code, whose source is in the stack."""
    return repr(dataclasses.replace(entry, sizes=None)) + repr(entry.sizes and (entry.sizes.shown, entry.sizes.swept))


def _of_table(name: str, module, stack: list) -> Product:
    """A table over many classes; `module` has FILES and make()."""
    paths = tuple(REFERENCE / file for file in module.FILES)
    return Product(name, ledger.digest(*stack), paths, Job(name, module.make, limit=120), _under(REFERENCE))


def _of_reference(entry: "atlas.Entry", stack: list) -> Product:
    from .reference import make

    name = f"reference/{entry.chapter}/{entry.slug}"
    paths = tuple(REFERENCE / file for file in entry.files())
    job = Job(name, make, (entry.name,), limit=120)
    return Product(name, ledger.digest(*stack, _entry_text(entry)), paths, job, _under(REFERENCE))


def _of_figure(name: str, stack: list) -> Product:
    sources = [path.read_bytes() for path in figures.sources(name)]
    paths = tuple(FIGURES / file for file in figures.files(name))
    job = Job(f"figures/{name}", figures.draw, (name,), limit=120)
    return Product(f"figures/{name}", ledger.digest(*stack, *sources), paths, job, _under(FIGURES))


def _under(folder: Path):
    return lambda made: {folder / file: data for file, data in made.items()}


def strays(products: list[Product]) -> list[Fault]:
    """Generated files that no product makes any more."""
    made = {path for product in products for path in product.paths}
    roots = (FIGURES, REFERENCE, *(DOCS / language / "labs" for language in LANGUAGES))
    found = [p for root in roots for p in sorted(root.rglob("*"))
             if p.is_file() and (p.suffix != ".md" or root == REFERENCE)]  # docs/*/labs/index.md is written by hand
    return [Fault(relative(p), 0, "nothing generates this file", "delete it")
            for p in found if p not in made and p.name not in ELSEWHERE]
