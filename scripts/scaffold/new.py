"""Makes all that a new layer page needs: page pair, example, reference blocks, figure, lines in shared files."""

import re
import subprocess
import sys
from string import Template

from .. import localized, pages, runner
from ..faults import Fault, Refused, tell
from ..paths import DOCS, LANGUAGES, SCRIPTS, SNIPPETS, relative
from ..snippets import MARK, MAX_COLUMNS
from . import places
from .describe import Subject, study
from .record import record

TEMPLATES = SCRIPTS / "scaffold" / "templates"
CALLED = re.compile(r"<!-- called -->\n.*?<!-- /called -->\n", re.S)  # what only a layer that was called has
FIGURE = '''"""Takes nothing; gives the picture of {name}, drawn from what the layer answers."""
{imports}
from scripts.figures.before_after import before_after


def picture():
    """What goes in and what comes out."""
    return before_after("{name}", {arguments}, {shapes})
'''


def new(names: list[str], chapter: str | None) -> int:
    """Scaffold classes of tf.keras.layers and record what belongs to them; tells what is left to write."""
    studied = [_studied(result) for result in runner.run([runner.Job(name, study, (name, chapter)) for name in names])]
    for path in (path for subject, _ in studied for path in files_of(subject)):
        if path.exists():
            raise Refused(Fault(relative(path), 0, "is there already", "rename or remove it first"))
    for subject, source in studied:
        files = files_of(subject)
        _enter(subject, source)
        for path, text in files.items():
            places.write(path, text)
            print(f"wrote {relative(path)}", flush=True)
    faults = record()
    localized.localized([f"docs/en/{subject.folder}.md" for subject, _ in studied])
    written = {f"docs/{language}/{subject.folder}.md" for subject, _ in studied for language in LANGUAGES}
    return tell(faults + [fault for fault in pages.lint() if fault.file in written])


def files_of(subject: Subject) -> dict:
    """The new files: path → text."""
    files = {SNIPPETS / f"{subject.folder}/first.md": _example(subject)}
    for language in LANGUAGES:
        template = Template((TEMPLATES / f"{language}.md").read_text(encoding="utf-8"))
        if not subject.shapes:
            template = Template(CALLED.sub("", template.template))
        text = template.substitute(
            name=subject.name, anchor=subject.slug.replace("_", "-"), folder=subject.folder)
        files[DOCS / language / f"{subject.folder}.md"] = re.sub(r"<!-- /?called -->\n", "", text)
    if subject.shapes:
        given = ", ".join(f'"{key}": {_typed(value)}' for key, value in subject.arguments.items())
        imports = "\nimport tensorflow as tf\n" if "tf." in given else ""
        files[SCRIPTS / "figures" / f"{module_of(subject)}.py"] = FIGURE.format(
            name=subject.name, arguments=f"{{{given}}}", shapes=", ".join(map(str, subject.shapes)), imports=imports)
    return files


def module_of(subject: Subject) -> str:
    """The module of its figures: its slug, which may be taken by a module of the drawing tools."""
    taken = (SCRIPTS / "figures" / f"{subject.slug}.py").exists()
    return f"{subject.slug}_layer" if taken else subject.slug


def _studied(result):
    if result.problem:
        raise Refused(Fault(f"tf.keras.layers.{result.job.name}", 0, result.problem, "say so in an issue"))
    if isinstance(result.value[0], Fault):
        raise Refused(*result.value)
    return result.value


def _enter(subject, source):
    """Its lines in shared files, made first: nothing is half there if they cannot be."""
    places.add_nav(subject.name, f"{subject.folder}.md")
    places.add_entry(subject.chapter, source)
    if subject.shapes:
        places.add_spec(module_of(subject), subject.folder, "picture")


def _example(subject):
    """Shapes in and out; where no call is known, the arguments."""
    if not subject.shapes:
        lines = ["import inspect", "", "import tensorflow as tf", "",
                 f"layer = tf.keras.layers.{subject.name}", "for name in inspect.signature(layer.__init__).parameters:",
                 "    print(name)"]
    else:
        given = ", ".join(f"{key}={_typed(value)}" for key, value in subject.arguments.items())
        inputs = ", ".join(f"np.ones({shape}, \"float32\")" for shape in subject.shapes)
        call, value = ("x", inputs) if len(subject.shapes) == 1 else ("xs", f"[{inputs}]")
        lines = ["import numpy as np", "import tensorflow as tf", "", f"{call} = {value}",
                 f"layer = tf.keras.layers.{subject.name}({given})", f"print(layer({call}).shape)"]
    tidy = [sys.executable, "-m", "ruff", "format", "--isolated", f"--line-length={MAX_COLUMNS}", "-"]
    tidied = subprocess.run(tidy, input="\n".join(lines), text=True, encoding="utf-8", capture_output=True, check=True)
    return f"```python\n{tidied.stdout}```\n\n{MARK}\n\n```text\n```\n"


def _typed(source):
    """A layer among the arguments as one types it outside of tf.keras.layers."""
    return re.sub(r"\b([A-Z]\w+)\(", r"tf.keras.layers.\1(", source).replace("'", '"')
