"""What a contributor waits for: from saving a page or an example until the preview serves it anew."""

import os
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from . import runner

PAGE, SNIPPET = "docs/ko/convolution/conv1d.md", "snippets/convolution/conv1d/strides.md"
SHOWN = "ko/convolution/conv1d/"
TIMES = 5


def serve_measures(tree: Path) -> dict[str, float]:
    """Median seconds from a save until a browser that asks gets the new page; the first of each kind not counted."""
    command = [sys.executable, "-m", "scripts", "serve", "--port", "8700"]
    process = subprocess.Popen(command, cwd=tree, text=True, encoding="utf-8", stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, env=os.environ | runner.QUIET)
    try:
        line = next(line for line in process.stdout if "follows what you save" in line)
        address = re.search(r"http://\S+?/(?= )", line)[0] + SHOWN
        threading.Thread(target=process.stdout.read, daemon=True).start()
        time.sleep(10)  # TensorFlow loads meanwhile
        return {"serve_page": _median(tree / PAGE, address, lambda text, n: text.replace("\n## ", f"\n{n}\n\n## ", 1)),
                "serve_snippet": _median(tree / SNIPPET, address, lambda text, n: text.replace(
                    "import tensorflow as tf\n", f"import tensorflow as tf\n\nprint({n})\n", 1))}
    finally:
        process.terminate()
        process.wait()


def _median(path: Path, address: str, changed) -> float:
    kept, seconds = path.read_text(encoding="utf-8"), []
    for n in range(TIMES + 1):
        mark = 770_000 + n  # a number that no page has
        begun = time.perf_counter()
        path.write_text(changed(kept, mark), encoding="utf-8", newline="\n")
        while f">{mark}" not in (page := _get(address)) and f"\n{mark}" not in page:
            if time.perf_counter() - begun > 60:
                raise RuntimeError(f"{path.name}: saved, and after 60 s not shown")
        seconds.append(time.perf_counter() - begun)
        time.sleep(1)  # what our own writes set off
    path.write_text(kept, encoding="utf-8", newline="\n")
    time.sleep(2)
    return statistics.median(seconds[1:])


def _get(address: str) -> str:
    time.sleep(0.05)
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()
