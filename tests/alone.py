"""pytest on one snippet file, as a job for a process of its own; importing it loads pytest and its plugins."""

import contextlib
import gc
import io

import _pytest.assertion.rewrite
import _pytest.debugging
import _pytest.terminal  # noqa: F401
import pytest
import pytest_codeblocks.plugin  # noqa: F401
import pytest_timeout  # noqa: F401

gc.freeze()  # a job's collections pass over what every job shares


def alone(path: str) -> str:
    """Run one file; returns what pytest printed when it failed, "" when it passed."""
    printed = io.StringIO()
    unneeded = ("randomly", "xdist", "cacheprovider", "unraisableexception")
    without = [word for name in unneeded for word in ("-p", f"no:{name}")]
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = pytest.main(["--codeblocks", path, "-q", *without])
    return "" if code == 0 else f"{path}: exit {code}\n{printed.getvalue()}"
