"""GitHub workflows in, faults out: zizmor, which looks at no network."""

import json
from pathlib import Path

from ..faults import Fault
from ..paths import ROOT
from . import tools

GITHUB = ROOT / ".github"


def check(paths: list[Path] | None, fix: bool) -> list[Fault]:
    """Faults of all workflows, if any of the paths is one."""
    if paths is not None and not any(path.is_relative_to(GITHUB) for path in paths):
        return []
    if not (GITHUB / "workflows").is_dir():
        return []
    printed = tools.run("zizmor", "--offline", "--quiet", "--no-progress", "--persona", "pedantic",
                        "--format", "json", GITHUB)
    return [_fault(found) for found in json.loads(printed or "[]")]


def _fault(found: dict) -> Fault:
    place = next((p for p in found["locations"] if p["symbolic"]["kind"] == "Primary"), found["locations"][0])
    file = place["symbolic"]["key"]["Local"]["verbatim_path"]
    line = place["concrete"]["location"]["start_point"]["row"] + 1
    return Fault(tools.spelled(file), line, f"{found['ident']}: {found['desc']}", f"see {found['url']}")
