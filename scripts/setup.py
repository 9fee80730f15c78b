"""Sets up an environment: `python3 scripts/setup.py site`, `full` or `oracle`. Standard library only.

`site` is what builds and previews (no TensorFlow); `full` also regenerates and tests, and needs a browser; `oracle`
holds every backend of Keras, several GB of them.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NO_TENSORFLOW = (3, 14)  # the first Python that the pinned version has no wheel for
ENVIRONMENTS = {"site": ["--require-hashes"], "full": ["--require-hashes"], "oracle": []}  # what pip is told
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSERS = (Path("/Applications/Google Chrome.app"), Path("/Applications/Chromium.app"))
PACKAGES = {  # package manager → how it installs, what the browser and the venv module are called there
    "apt-get": (["install", "-y", "--no-install-recommends"], "chromium", "python3-venv"),
    "dnf": (["install", "-y"], "chromium", "python3"),
    "pacman": (["-S", "--noconfirm"], "chromium", "python"),
    "apk": (["add"], "chromium", "python3"),
    "brew": (["install"], "chromium", "python"),
}


def main(name: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs before anything is checked)
        sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: "
                 "make PYTHON=/path/to/python3.11 …")
    if name == "full" and sys.version_info >= NO_TENSORFLOW:
        sys.exit(f"TensorFlow 2.21 comes for Python 3.11, 3.12 and 3.13, this is {sys.version.split()[0]}: "
                 "make PYTHON=/path/to/python3.13 …")
    folder, requirements = ROOT / ".venv" / name, ROOT / "requirements" / f"{name}.txt"
    stamp = folder / ".ready"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        make_environment(folder)
        how = "hash" if ENVIRONMENTS[name] else "version"
        say(f"installing the {name} packages, pinned by {how}, into {folder.relative_to(ROOT)}")
        run([python_of(folder), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             *ENVIRONMENTS[name], "-r", requirements])
    if name == "full" and not has_browser():
        say("the tests look at every page in a browser; installing Chromium")
        install(1)
    stamp.write_text(wanted, encoding="utf-8", newline="\n")


def make_environment(folder: Path) -> None:
    """A fresh virtual environment, with the system's venv package where Python came without it."""
    say(f"making {folder.relative_to(ROOT)}")
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        say("this Python has no venv module; installing it")
        install(2)
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", folder])


def has_browser() -> bool:
    return any(map(shutil.which, BROWSERS)) or any(path.exists() for path in MAC_BROWSERS)


def install(which: int) -> None:
    """Install the browser (1) or the venv module (2) with the package manager that is there."""
    manager = next(filter(shutil.which, PACKAGES), None)
    if manager is None:
        cure = f"no known package manager ({', '.join(PACKAGES)}) is here: install "
        if which == 2:
            sys.exit(cure + "the Python venv module yourself")
        say(cure + "a Chromium yourself; until then the tests that use one fail, and all else works")
        return
    root = [] if manager == "brew" or os.name == "nt" or os.geteuid() == 0 else ["sudo"]
    if manager == "apt-get":
        run([*root, manager, "update", "-qq"])
    run([*root, manager, *PACKAGES[manager][0], PACKAGES[manager][which]])


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(command: list) -> None:
    """Run it aloud; leave with its exit code and its words when it fails."""
    words = [str(word) for word in command]
    say("$ " + " ".join(words))
    if code := subprocess.run(words).returncode:
        sys.exit(f"set-up stopped: the command above failed with exit code {code}")


def say(text: str) -> None:
    print(f"[set-up] {text}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ENVIRONMENTS:
        sys.exit(__doc__)
    main(sys.argv[1])
