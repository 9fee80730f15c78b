"""For the weekly run: the project's packages without their pins, and what came out differently, as Markdown.

`python -m scripts.newest requirements` needs the standard library only; `differs LOG` (whether there is something to
tell, as an output of a workflow's step) and `summary LOG` come after `update --all`.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from .paths import LEDGER, ROOT, relative

WATCHED = ("tensorflow", "tensorflow-cpu", "keras", "numpy", "matplotlib")
NAME = re.compile(r"[\w.-]+(?:\[[\w,.-]+\])?")
PIN = re.compile(r"[=<>!~][^;]*")
MAX_LETTERS = 60_000  # of a pull request's text, which may have 65536


def requirements() -> list[str]:
    """All packages of pyproject.toml; those that are run are free to be the newest."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["full"]]
    return [PIN.sub("", line, count=1) if NAME.match(line)[0] in WATCHED else line for line in lines]


def summary(log: str) -> str:
    """What changed against the last commit: versions, files, and what failed, from the log of `update --all`."""
    before, now = _versions()
    rows = "".join(f"| {name} | {before.get(name, '')} | {version} |\n" for name, version in sorted(now.items()))
    changed = [line for line in _git("diff", "--stat=160", "HEAD", "--", "docs", "snippets").splitlines()
               if relative(LEDGER) not in line]
    failed = _failed(log)
    text = f"Everything was run again with the newest versions.\n\n| | recorded | now |\n|---|---|---|\n{rows}\n"
    text += f"{len(failed)} failed, and kept what they had.\n\n"
    if failed:
        text += "````text\n" + log[log.index(failed[0]):][:MAX_LETTERS // 2] + "\n````\n\n"
    text += "```text\n" + "\n".join(changed) + "\n```\n" if len(changed) > 1 else "Nothing came out differently.\n"
    return text[:MAX_LETTERS]


def differs(log: str) -> bool:
    """Whether there is something to tell. Dates, and the times that a lab measures, differ every week and are not."""
    before, now = _versions()
    return before != now or bool(_failed(log))


def _versions() -> tuple[dict[str, str], dict[str, str]]:
    """As recorded in the last commit, and as the last update recorded them."""
    before = json.loads(_git("show", f"HEAD:{relative(LEDGER)}"))
    return before["versions"], json.loads(LEDGER.read_text(encoding="utf-8"))["versions"]


def _failed(log: str) -> list[str]:
    return [line for line in log.splitlines() if line.endswith("FAILED")]


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["requirements"]:
            print("\n".join(requirements()))
        case ["differs", log]:
            print(f"changed={str(differs(Path(log).read_text(encoding='utf-8'))).lower()}")
        case ["summary", log]:
            print(summary(Path(log).read_text(encoding="utf-8")), end="")
        case _:
            sys.exit(__doc__)
