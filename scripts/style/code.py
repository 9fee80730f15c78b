"""Python in, faults out: ruff over the modules and labs, and over the code of every example."""

import json
import tempfile
from pathlib import Path

from ..faults import Fault, Refused, write_atomically
from ..paths import REFERENCE, ROOT, SNIPPETS, relative
from ..snippets import Snippet, parse, snippet_paths
from . import tools

SETTINGS = Path(__file__).with_name("snippets.toml")
FENCE = 1  # lines of a snippet file above its code
UPDATE = "then `python -m scripts update`"


def check(paths: list[Path] | None, fix: bool) -> list[Fault]:
    """Faults of the paths (None: of everything); mended first where ruff can."""
    modules = [ROOT] if paths is None else [path for path in paths if path.suffix == ".py"]
    examples = snippet_paths() if paths is None else [path for path in paths if _is_example(path)]
    return _modules(modules, fix) + _examples(examples, fix)


def _is_example(path: Path) -> bool:
    return path.suffix == ".md" and path.is_relative_to(SNIPPETS) and not path.is_relative_to(REFERENCE)


def _modules(paths: list[Path], fix: bool) -> list[Fault]:
    if not paths:
        return []
    return [_fault(relative(Path(found["filename"])), found["location"]["row"], found)
            for found in _ruff(fix, "--force-exclude", *paths)]


def _examples(paths: list[Path], fix: bool) -> list[Fault]:
    """One run of ruff over a folder with the code of every example, at the path of its file."""
    examples = [found for path in paths if (found := _parsed(path))]
    if not examples:
        return []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        for example in examples:
            place = folder / example.path.relative_to(SNIPPETS).with_suffix(".py")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(example.code, encoding="utf-8", newline="\n")
        found = _ruff(fix, "--config", SETTINGS, folder)
        for example in examples if fix else []:
            code = (folder / example.path.relative_to(SNIPPETS).with_suffix(".py")).read_text(encoding="utf-8")
            if code != example.code:
                text = example.path.read_text(encoding="utf-8")
                write_atomically(example.path, text.replace(example.code, code, 1).encode())
        return [_fault(relative(SNIPPETS / Path(one["filename"]).relative_to(folder).with_suffix(".md")),
                       one["location"]["row"] + FENCE, one) for one in found]


def _parsed(path: Path) -> Snippet | None:
    try:
        return parse(path)
    except Refused:
        return None  # `check` tells what is wrong with its form


def _ruff(fix: bool, *arguments: object) -> list[dict]:
    return json.loads(tools.run("ruff", "check", "--quiet", "--no-cache", "--output-format", "json",
                                *(["--fix"] if fix else []), *arguments))


def _fault(file: str, line: int, found: dict) -> Fault:
    code = found["code"] or "syntax"
    fixable = (found.get("fix") or {}).get("applicability") == "safe"
    cure = tools.FIX if fixable else f"`ruff rule {code}` tells why and how"
    if file.startswith("snippets/"):
        cure += f", {UPDATE}"
    return Fault(file, line, f"{code} {found['message']}", cure)
