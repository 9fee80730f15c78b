"""Outcomes in, text out: a line for each damage, and a table of kinds by what told them."""

from .judge import STAGES
from .kinds import ABOUT


def line(number: int, count: int, done) -> str:
    """What was damaged, and what was said about it."""
    by = done.verdict.by.ljust(5) if done.verdict.by else "SLIPPED"
    what = f"[{number:>3}/{count}] {done.seconds:5.1f} s  {done.damage.kind}: {done.what}"
    return f"{what}\n    {by}  {done.verdict.said[:200]}"


def table(outcomes: list, seed: int, seconds: float) -> str:
    """Kinds by what told them, and the sums."""
    kinds = {done.damage.kind: [] for done in outcomes}
    for done in outcomes:
        kinds[done.damage.kind].append(done.verdict.by)
    heads = [*STAGES, ""]
    width = max(map(len, kinds))
    rows = [_row("kind", [head or "slipped" for head in heads], "what is damaged", width)]
    rows += [_row(name, [by.count(head) or "·" for head in heads], ABOUT[name], width) for name, by in kinds.items()]
    by = [done.verdict.by for done in outcomes]
    elsewhere = sum(not done.verdict.here for done in outcomes)
    sums = ", ".join(f"{by.count(stage)} by {stage}" for stage in STAGES)
    rows += ["", f"seed {seed}: {len(by)} damages of {len(kinds)} kinds in {seconds / 60:.1f} min; {sums}; "
             f"{elsewhere} told at another file; {by.count('')} slipped"]
    rows += [f"SLIPPED {done.damage.kind} ({done.damage.numbers}): {done.what}"
             for done in outcomes if not done.verdict.by]
    return "\n".join(rows)


def _row(name: str, cells: list, words: str, width: int) -> str:
    return f"{name:{width}}  {''.join(f'{cell:>8}' for cell in cells)}  {words}"
