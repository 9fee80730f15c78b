"""One row of the matrix: in come a seed and names of products; out comes, as JSON, what each made differently.

It runs in a copy of the tree, in the environment that it was started with: what scripts/runner.py pins for recording
gives way to it.
"""

import gc
import json
import locale
import os
import random
import sys
import time

from scripts import ledger, products, runner
from scripts.faults import Refused


def main(seed: int, names: list[str]) -> dict[str, str]:
    """Make the products again in a random order; name → "" where the bytes are those recorded, else what differs."""
    runner.QUIET.update({name: os.environ[name] for name in runner.QUIET if name in os.environ})
    preload = runner.forkserver.set_forkserver_preload
    runner.forkserver.set_forkserver_preload = lambda names: preload([*names, "everywhere_row"])
    made, faults = products.collect(ledger.versions(ledger.load()))
    assert not faults, faults
    names = set(names)
    chosen = {p.job.name: p for p in made if p.name in names}
    jobs = [p.job for p in chosen.values()]
    random.Random(seed).shuffle(jobs)
    found, started = {}, time.monotonic()
    for count, result in enumerate(runner.run(jobs), 1):
        found[result.job.name] = _difference(chosen[result.job.name], result)
        if count % 100 == 0 or count == len(jobs):
            print(f"{count}/{len(jobs)} {time.monotonic() - started:.0f} s, "
                  f"{sum(map(bool, found.values()))} differ", file=sys.stderr, flush=True)
    return found


def _difference(product: products.Product, result: runner.Result) -> str:
    if result.problem:
        return result.problem
    try:
        made = product.finish(result.value)
    except Refused as refused:
        return str(refused)
    for path, data in made.items():
        if (old := path.read_bytes()) != data:
            pairs = zip(old.decode().split("\n"), data.decode().split("\n"), strict=False)
            first = next((pair for pair in pairs if pair[0] != pair[1]), ("fewer", "more"))
            return f"{path.name}: recorded {first[0][:300]!r}, now {first[1][:300]!r}"
    return ""


locale.setlocale(locale.LC_ALL, "")  # every job has it, down to C's printf; an unknown one is an error, not a silent C
if __name__ == "__main__":
    json.dump(main(**json.load(sys.stdin)), sys.stdout)
else:
    gc.freeze()  # in the forkserver: a job's collections pass over what every job shares
