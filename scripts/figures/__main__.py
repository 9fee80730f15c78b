"""`python -m scripts.figures NAME [FOLDER]` draws one figure (or all, NAME = all) to look at."""

import sys
from pathlib import Path

from scripts import figures

folder = Path(sys.argv[2] if len(sys.argv) > 2 else "docs/assets/figures")
for name in figures.names() if sys.argv[1] == "all" else [sys.argv[1]]:
    for file, data in figures.draw(name).items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(data)
        print(folder / file, len(data))
