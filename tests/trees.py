"""A copy of the project to break things in, and a way to run its commands there."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("docs", "snippets", "scripts", "overrides", "mkdocs.yml", "mkdocs.en.yml", "pyproject.toml", "conftest.py")

SNIPPET = """```python
{code}
```

<!--pytest-codeblocks:expected-output-->

```text
{output}```
"""


def copy_tree(folder: Path) -> Path:
    """A whole working copy below folder, without what is built or set up."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder


def run(tree: Path, *arguments: str, **options) -> subprocess.CompletedProcess:
    """`python -m scripts …` in the tree; stdout and stderr together."""
    return subprocess.run([sys.executable, "-m", "scripts", *arguments], cwd=tree, text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, **options)


def write_snippet(tree: Path, name: str, code: str, output: str = "") -> Path:
    """A well-formed snippet file at snippets/<name>.md."""
    path = tree / "snippets" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SNIPPET.format(code=code, output=output), encoding="utf-8", newline="\n")
    return path
