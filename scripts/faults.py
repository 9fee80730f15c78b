"""What is wrong with an input, told so that a contributor can mend it, and writes that lose nothing."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One thing wrong, at a place in a file (line 0: the file as a whole)."""

    file: str
    line: int
    problem: str
    cure: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.problem}\n    to mend it: {self.cure}"


class Refused(Exception):
    """Raised with the faults that stop a command."""

    def __init__(self, *faults: Fault):
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def tell(faults: Iterable[Fault]) -> int:
    """Print them in order, each once; returns the exit code of a command that met with them."""
    told = sorted(set(faults), key=lambda fault: (fault.file, fault.line))
    for fault in told:
        print(fault)
    return 1 if told else 0


def write_atomically(path: Path, data: bytes) -> None:
    """Put data at path; a stop at any moment leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
