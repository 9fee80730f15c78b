"""`update` makes what is stale again; `check` makes it again in memory and shows how it differs."""

import datetime
import difflib
import importlib.util
import time
from pathlib import Path

from filelock import FileLock, Timeout

from . import derived, measured, pages, runner
from . import ledger as ledgers
from .faults import Fault, Refused, tell, write_atomically
from .paths import DOCS, LOCK, ROOT, SNIPPETS, relative
from .products import Product, collect, strays

UPDATE = "run `make update` (python -m scripts update)"
MAX_DIFF_LINES = 60


def update(targets: list[str], everything: bool = False) -> int:
    """Make again what is stale (or everything), below the targets if any. Returns the exit code."""
    faults = remake(targets, everything)
    return tell(faults if targets else faults + pages.lint())


def remake(targets: list[str], everything: bool = False, without: tuple[str, ...] = (),
           patience: float = 0) -> list[Fault]:
    """As update, leaving out names that begin with one of `without`; returns the faults of what is made.

    For `patience` seconds it waits until another update has ended.
    """
    LOCK.parent.mkdir(exist_ok=True)
    try:
        with FileLock(LOCK, timeout=patience):
            return _remake(targets, everything, without)
    except Timeout:
        return [Fault(relative(LOCK), 0, "another update is under way and holds this lock", "wait until it ends")]


def _remake(targets: list[str], everything: bool, without: tuple[str, ...]) -> list[Fault]:
    _sweep()
    ledger = ledgers.load()
    versions = ledgers.versions(ledger)
    products, faults = collect(versions)
    if targets:
        chosen = [p for p in products if _matches(p, targets)]
        faults = [f for f in faults if any(f.file.startswith(_plain(t)) for t in targets)]
        if not chosen and not faults:
            raise Refused(Fault(targets[0], 0, "names nothing that is generated",
                                "give a snippet file, a folder or a figure's name"))
    else:
        chosen = products
        _prune(ledger, products)
    chosen = [p for p in chosen if not p.name.startswith(without)]
    stale = chosen if everything else [p for p in chosen if _is_stale(p, ledger)]
    faults += _make(stale, ledger, versions)
    derived.write(ledger)
    if not targets:
        faults += strays(products)
    print(f"{len(stale)} of {len(chosen)} were stale")
    return faults


def _sweep() -> None:
    """Delete what an update that was killed left half-written; the lock says that none is at it now."""
    for root in (SNIPPETS, DOCS):
        for leftover in root.rglob(".*.tmp"):
            leftover.unlink()


def _make(stale: list[Product], ledger: dict, versions: dict[str, str]) -> list[Fault]:
    """Run the stale products' jobs and write what comes of them, each as soon as it is there."""
    faults, by_name = [], {p.job.name: p for p in stale}
    if stale:
        _need_tensorflow()
        ledger["versions"] = versions
    started = time.monotonic()
    for count, result in enumerate(runner.run([p.job for p in stale]), 1):
        product = by_name[result.job.name]
        try:
            changed = _write(_finished(product, result))
            ledger["products"][product.name] = product.key()
            ledger["checked"] = datetime.date.today().isoformat()
            ledgers.save(ledger)
            said = f"changed ({changed} of {len(product.paths)} files)" if changed else "same"
        except Refused as refused:
            faults += refused.faults
            said = "FAILED"
        clock = time.monotonic() - started
        print(f"[{count:>3}/{len(stale)}] {clock:5.1f} s  {product.name}: {said}", flush=True)
    return faults


def _finished(product: Product, result: runner.Result) -> dict[Path, bytes]:
    """The bytes a result stands for; raises Refused with the place in the file when it failed."""
    if result.problem:
        # lines are counted from the one below the fence or the cell's marker
        line = result.line + 1 if result.line else 0
        raise Refused(Fault(product.name, line, result.problem, "change the source; what it makes was left as it was"))
    return product.finish(result.value)


def _write(made: dict[Path, bytes]) -> int:
    """Write what differs; returns how many files did."""
    changed = {p: data for p, data in made.items() if not p.exists() or p.read_bytes() != data}
    for path, data in changed.items():
        write_atomically(path, data)
    return len(changed)


def check() -> int:
    """Write nothing; print what is stale or wrong and what mends it. Returns the exit code."""
    ledger = ledgers.load()
    products, faults = collect(ledgers.versions(ledger))
    stale = [p for p in products if _is_stale(p, ledger)]
    if stale and importlib.util.find_spec("tensorflow") is None:
        faults += [Fault(p.name, 0, "stale", f"where TensorFlow is installed, {UPDATE}") for p in stale]
        stale = []
    by_name = {p.job.name: p for p in stale}
    for result in runner.run([p.job for p in stale]):
        product = by_name[result.job.name]
        try:
            print(_difference(product, _finished(product, result)))
            faults.append(Fault(product.name, 0, "stale", UPDATE))
        except Refused as refused:
            faults += refused.faults
    faults += _forgotten(ledger, products) + pages.lint() + strays(products) + measured.faults(ledger)
    faults += [Fault(relative(path), 0, "stale", UPDATE) for path in derived.stale(ledger)]
    print(f"{len(products)} products checked, {len(stale)} stale")
    return tell(faults)


def _difference(product: Product, made: dict[Path, bytes]) -> str:
    """A unified diff from the files as they are to the files as they would be made now."""
    text = []
    for path, data in made.items():
        old = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        new = data.decode("utf-8", errors="replace")
        name = relative(path)
        diff = difflib.unified_diff(old.splitlines(), new.splitlines(), name, f"{name} (now)", lineterm="")
        text += [line[:160] for line in diff][:MAX_DIFF_LINES]
    return "\n".join(text) or f"{product.name}: what made it changed, its bytes do not"


def _is_stale(product: Product, ledger: dict) -> bool:
    return ledger["products"].get(product.name) != product.key()


def _forgotten(ledger: dict, products: list[Product]) -> list[Fault]:
    known = {p.name for p in products}
    return [Fault(name, 0, "recorded, but nothing makes it", UPDATE)
            for name in ledger["products"] if name not in known]


def _prune(ledger: dict, products: list[Product]) -> None:
    gone = _forgotten(ledger, products)
    for fault in gone:
        del ledger["products"][fault.file]
    if gone:
        ledgers.save(ledger)


def _matches(product: Product, targets: list[str]) -> bool:
    return any(product.name == t or product.name.startswith(t.rstrip("/") + "/") or product.name.endswith(t)
               for t in map(_plain, targets))


def _plain(target: str) -> str:
    """A target as product names are spelled: from the root, forward slashes."""
    path = Path(target).resolve()
    return relative(path) if path.is_relative_to(ROOT) and path.exists() else target


def _need_tensorflow() -> None:
    if importlib.util.find_spec("tensorflow") is None:
        raise Refused(Fault("requirements/full.txt", 0, "TensorFlow is not installed in this environment",
                            "use `make update`, which sets it up"))
