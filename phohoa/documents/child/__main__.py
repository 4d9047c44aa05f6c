"""The child process: reads a task from its input, does it, writes the answer, until its input ends."""

import contextlib
import importlib
import logging
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

#: How far the child steps back behind the server (as nice counts): enough to matter, not to starve.
NICER = 4


def main() -> None:
    """Arguments: address space in megabytes, seconds for one task, seconds of work on it (0: no limit).

    A fourth one is the engine to be loaded at once.
    """
    megabytes, seconds, working = map(int, sys.argv[1:4])
    # Run by path: the product's own package is entered without running its __init__, which belongs to the
    # server.
    root = Path(__file__).resolve().parents[3]
    package = types.ModuleType("phohoa")
    package.__path__ = [str(root / "phohoa")]
    sys.modules["phohoa"] = package
    _limit(megabytes)
    from phohoa.documents.child.spared import spare

    spare()
    source = sys.stdin.buffer
    # A library that prints must not break the frames: from here on its words go to the error output.
    answers: BinaryIO = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logging.getLogger().addHandler(logging.NullHandler())
    for engine in sys.argv[4:]:
        importlib.import_module(f"phohoa.documents.child.{engine}")
    _serve(source, answers, seconds, working)


def _serve(source: BinaryIO, answers: BinaryIO, seconds: int, working: int) -> None:
    from phohoa.documents.child.tasks import answer, load
    from phohoa.documents.wire import BrokenFrame, read_frame, write_frame

    while True:
        try:
            frame = read_frame(source)
        except BrokenFrame:
            return
        if working:
            load(frame.name)  # the libraries are ours: their loading is not held against the file
        with _alarm(seconds, working):
            reply = answer(frame)
        with contextlib.suppress(OSError):
            write_frame(answers, reply)


def _limit(megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limit; there the parent's clock alone ends a runaway.
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    # People at their pages come before papers; on Windows the parent asks for that.
    os.nice(NICER)
    # A crash must not leave a passphrase on disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def _alarm(seconds: int, working: int) -> Iterator[None]:
    """Ends this process when a task overruns, by the wall's clock or by the clock of work done."""
    import signal

    if not hasattr(signal, "alarm"):
        yield
        return
    signal.alarm(seconds)
    signal.setitimer(signal.ITIMER_PROF, working)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    main()
