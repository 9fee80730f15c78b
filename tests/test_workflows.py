"""Promise: the workflows call commands that exist, with the least rights; pre-commit runs the project's own checks."""

import os
import re
import subprocess
import sys

import pytest
import yaml
from trees import ROOT, copy_tree

from scripts import newest
from scripts.hooks import notebooks

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKE = re.compile(r"\bmake ([a-z]+)")
VERB = re.compile(r"-m scripts(?:\.(\w+))? ([a-z]+)")
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def targets():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", text, re.MULTILINE))


def verbs():
    told = subprocess.run([sys.executable, "-m", "scripts", "--help"], cwd=ROOT, capture_output=True, text=True).stdout
    return set(re.search(r"\{([\w,]+)\}", told)[1].split(","))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def commands():
    """(file, line of a command) of all workflows and of pre-commit."""
    for path in WORKFLOWS:
        for step in steps(read(path)):
            yield from ((path.name, line) for line in step.get("run", "").splitlines())
    for hook in read(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]:
        assert hook["entry"].startswith("scripts/hook.sh ")
        yield ".pre-commit-config.yaml", hook["entry"].replace("scripts/hook.sh", "-m scripts")


def test_there_are_the_three_workflows():
    assert [path.stem for path in WORKFLOWS] == ["check", "deploy", "weekly"]


def test_every_command_exists():
    known, made, seen = verbs(), targets(), set()
    assert {"check", "style", "build", "update"} <= known and {"check", "test", "site"} <= made
    for name, line in commands():
        for target in MAKE.findall(line):
            assert target in made, (name, line)
            seen.add(target)
        for module, word in VERB.findall(line):
            seen.add(word)
            if module:
                source = (ROOT / "scripts" / f"{module}.py").read_text(encoding="utf-8")
                assert f'case ["{word}"' in source, (name, line)
            else:
                assert word in known, (name, line)
    assert {"check", "test", "site", "build", "update", "style", "requirements", "summary", "differs"} <= seen


def test_actions_are_pinned_to_commits_and_few():
    used = [line.strip().removeprefix("- ") for path in WORKFLOWS
            for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"\s*(- )?uses:", line)]
    assert len(used) > 10
    for line in used:
        assert PINNED.match(line) and line.startswith("uses: actions/"), line
    assert len({line.split("@")[0] for line in used}) == len(set(used)), "one action, two versions"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_job_has_the_least_rights_and_an_end(path):
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert "group" in workflow["concurrency"]
    assert set(workflow[True]) <= {"pull_request", "push", "schedule", "workflow_dispatch"}  # YAML reads `on` as true
    for name, job in workflow["jobs"].items():
        assert 0 < job["timeout-minutes"] <= 90, name
        assert isinstance(job["permissions"], dict), name
        writes = {right for right, kind in job["permissions"].items() if kind == "write"}
        assert not writes or not any("pip install" in step.get("run", "") or "make" in step.get("run", "")
                                     for step in job["steps"]), f"{name}: strangers' code runs where it could write"
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", ""), "a template in a command can be an injection: use env"


def test_notebooks_go_where_colab_links_lead(tmp_path):
    text = (ROOT / ".github" / "workflows" / "deploy.yml").read_text(encoding="utf-8")
    assert f'"$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.git" {notebooks.BRANCH}\n' in text
    gather = next(step["run"] for step in steps(read(WORKFLOWS[1])) if "*.ipynb" in step.get("run", ""))
    for name in ("ko/convolution/conv1d/conv1d.ipynb", "en/labs/a/a.ipynb", "en/index.html"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text("{}", encoding="utf-8")
    subprocess.run(["bash", "-euc", gather], cwd=tmp_path, check=True)
    made = sorted(path.relative_to(tmp_path / "notebooks").as_posix()
                  for path in (tmp_path / "notebooks").rglob("*") if path.is_file())
    assert made == ["en/labs/a/a.ipynb", "ko/convolution/conv1d/conv1d.ipynb"]


def test_the_weekly_run_frees_what_is_run_and_nothing_else():
    freed = set(newest.requirements())
    assert {"keras", "matplotlib", "numpy"} <= freed
    assert any(re.match(r"tensorflow-cpu; sys_platform", line) for line in freed)
    assert any(line.startswith("pytest-codeblocks==") for line in freed)


def test_the_weekly_run_tells_versions_and_failures(tmp_path):
    tree = copy_tree(tmp_path / "tree")
    env = os.environ | {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
                        "GIT_COMMITTER_EMAIL": "a@b"}

    def git(*words):
        subprocess.run(["git", *words], cwd=tree, env=env, check=True, capture_output=True)

    def tell(*words):
        return subprocess.run([sys.executable, "-m", "scripts.newest", *words], cwd=tree, check=True,
                              capture_output=True, text=True, encoding="utf-8").stdout

    git("init", "--quiet")
    git("add", "snippets/recorded.json", "snippets/convolution")
    git("commit", "--quiet", "--message", "a")
    log = tmp_path / "log.txt"
    log.write_text("[ 1/2] 1 s  a: same\n", encoding="utf-8")
    assert tell("differs", str(log)) == "changed=false\n"
    assert "Nothing came out differently." in tell("summary", str(log))
    log.write_text("[ 1/2] 1 s  a: same\n[ 2/2] 1 s  b.md: FAILED\nb.md:3: raises\n", encoding="utf-8")
    assert tell("differs", str(log)) == "changed=true\n"
    assert "1 failed" in tell("summary", str(log)) and "b.md:3: raises" in tell("summary", str(log))
    log.write_text("", encoding="utf-8")
    ledger, page = tree / "snippets/recorded.json", tree / "snippets/convolution/conv1d/window.md"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace('"keras": "', '"keras": "9.'), encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace("[", "{"), encoding="utf-8")
    assert tell("differs", str(log)) == "changed=true\n"
    told = tell("summary", str(log))
    assert re.search(r"\| keras \| (\S+) \| 9\.\1 \|", told) and "conv1d/window.md" in told


def test_pre_commit_is_set_up_right_and_asks_no_network(tmp_path):
    config = read(ROOT / ".pre-commit-config.yaml")
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    assert {hook["language"] for hook in config["repos"][0]["hooks"]} == {"script"}
    assert os.access(ROOT / "scripts" / "hook.sh", os.X_OK)
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", ROOT / ".pre-commit-config.yaml"],
                          capture_output=True, text=True, env=os.environ | {"PRE_COMMIT_HOME": str(tmp_path)})
    assert done.returncode == 0, done.stdout


def test_the_hook_runs_the_command_and_says_what_is_missing(tmp_path):
    done = subprocess.run(["sh", ROOT / "scripts" / "hook.sh", "style", "--only", "markdown", "docs/en/glossary.md"],
                          capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "style: markdown: 0 faults\n")
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "hook.sh").write_bytes((ROOT / "scripts" / "hook.sh").read_bytes())
    done = subprocess.run(["sh", tmp_path / "scripts" / "hook.sh", "check"], capture_output=True, text=True)
    assert done.returncode == 1 and "make check" in done.stdout


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")), ids=lambda p: p.stem)
def test_forms_ask_in_both_languages(path):
    form = read(path)
    said = [form["name"], form["description"]]
    ids = []
    for part in form["body"]:
        assert part["type"] in ("input", "textarea", "dropdown", "checkboxes")
        ids.append(part["id"])
        attributes = part["attributes"]
        said += [attributes["label"], *filter(None, [attributes.get("description")])]
        said += [option["label"] if isinstance(option, dict) else option for option in attributes.get("options", [])]
    assert len(ids) == len(set(ids))
    for words in said:
        korean, _, english = words.partition(" · ")
        assert re.search("[가-힣]", korean) and english and not re.search("[가-힣]", english), words
