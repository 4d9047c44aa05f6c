"""A lock that the operating system holds for a process, and takes back however the process ends."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any


class Taken(RuntimeError):
    """Another process holds the lock."""


def _try(file: IO[Any]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def held(path: Path, seconds: float = 0) -> Iterator[None]:
    """Hold the lock of this file inside the block, waiting at most so long for it. Raises Taken."""
    # The file stays: taking it away would let two processes lock two files of one name.
    with os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+b") as file:
        until = time.monotonic() + seconds
        while not _try(file):
            if time.monotonic() >= until:
                raise Taken(path.name)
            time.sleep(0.02)
        yield  # closing the file lets go of it
