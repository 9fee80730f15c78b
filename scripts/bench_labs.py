"""What the labs cost: executing them against their plain code, and a site with them against one without."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .labs import lab_paths, parse

WITHOUT = """INHERIT: mkdocs.yml
site_dir: {folder}
exclude_docs: labs/
"""
WITH = """INHERIT: mkdocs.yml
site_dir: {folder}
"""


def lab_measures(tree: Path, timed: Callable[[list[str], Path], float]) -> dict[str, float]:
    """Cold execution ÷ the labs' code as plain programs one after the other; building with labs ÷ without."""
    plain = 0.0
    for path in lab_paths():
        program = tree / f"{path.stem}_plain.py"
        program.write_text("\n".join(cell.source for cell in parse(path).code), encoding="utf-8", newline="\n")
        plain += timed([sys.executable, str(program)], tree)
    started = time.perf_counter()
    timed([sys.executable, "-m", "scripts", "update", "--all", "snippets/labs"], tree)
    cold = time.perf_counter() - started
    for name, text in (("with", WITH), ("without", WITHOUT)):
        (tree / f"{name}.yml").write_text(text.format(folder=tree / f"{name}-site"), encoding="utf-8", newline="\n")
    build = [sys.executable, "-m", "mkdocs", "build", "-q", "-f"]
    pairs = [(timed([*build, "with.yml"], tree), timed([*build, "without.yml"], tree)) for _ in range(3)]
    return {"labs": cold / plain,
            "labs_build": statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)}
