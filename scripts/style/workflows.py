"""GitHub workflows in, faults out: pins that agree, and zizmor, which looks at no network."""

import json
import re
from pathlib import Path

from ..faults import Fault
from ..paths import ROOT, relative
from . import tools

GITHUB = ROOT / ".github"
USES = re.compile(r"\s*(?:- )?uses:\s*([\w./-]+)@(.*?)\s*$")
PIN = re.compile(r"[0-9a-f]{40} # v\d+\.\d+\.\d+")


def check(paths: list[Path] | None, fix: bool) -> list[Fault]:
    """Faults of all workflows, if any of the paths is one."""
    if paths is not None and not any(path.is_relative_to(GITHUB) for path in paths):
        return []
    if not (GITHUB / "workflows").is_dir():
        return []
    return _pins() + _zizmor()


def _zizmor() -> list[Fault]:
    printed = tools.run("zizmor", "--offline", "--quiet", "--no-progress", "--persona", "pedantic",
                        "--format", "json", GITHUB)
    return [_fault(found) for found in json.loads(printed or "[]")]


def _pins() -> list[Fault]:
    """Each action at one commit, with the version that a reader knows it by."""
    faults, first = [], {}
    for path in sorted((GITHUB / "workflows").glob("*.yml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if found := USES.match(line):
                action, pin = found.groups()
                if not PIN.fullmatch(pin):
                    faults.append(Fault(relative(path), number, f"{action}@{pin}: no commit with its version",
                                        f"write {action}@<40 hexadecimal digits> # v1.2.3"))
                elif first.setdefault(action, (pin, relative(path), number))[0] != pin:
                    faults.append(Fault(relative(path), number, f"{action}: another commit or version than at "
                                        f"{first[action][1]}:{first[action][2]}", "use one and the same everywhere"))
    return faults


def _fault(found: dict) -> Fault:
    place = next((p for p in found["locations"] if p["symbolic"]["kind"] == "Primary"), found["locations"][0])
    file = place["symbolic"]["key"]["Local"]["verbatim_path"]
    line = place["concrete"]["location"]["start_point"]["row"] + 1
    return Fault(tools.spelled(file), line, f"{found['ident']}: {found['desc']}", f"see {found['url']}")
