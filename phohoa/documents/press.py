"""The child process that draws, signs and reads documents, and the limits it runs under."""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from phohoa.documents.errors import ChildFailed, TookTooLong
from phohoa.documents.wire import BrokenFrame, Frame, Value, read_frame, write_frame

PROGRAM = Path(__file__).parent / "child" / "__main__.py"
# What the interpreter itself needs; secrets of the server's environment stay out of the child's reach.
HAS_WORK_CLOCK = hasattr(signal, "setitimer")
#: Where only the parent's clock runs: what the start of the process and its libraries may take on top.
START_SECONDS = 6
#: On Windows: no console, and behind the server in line for the processor (elsewhere the child sees to that).
WINDOWS_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")
#: Where the library of a token finds its own settings.
TOKEN_VARIABLES = ("SOFTHSM2_CONF", "HOME", "APPDATA", "PROGRAMFILES")


class Press:
    """One child process behind a lock. Calls from many threads wait for each other.

    `seconds` is the time for one task including the start of the process; `working` is how long the child
    may work on one task, by its own clock of work done, which a busy machine does not run down (on Windows,
    which has no such clock, it shortens `seconds`). `megabytes` limits the child's address space (not on
    Windows, where only the time is limited); after `tasks` tasks or `idle` seconds
    without one the child is ended, to be started again when needed. With `tasks` 1 every task has a fresh
    process. `engine` is what the child loads at once when it starts, before it is given a task. Of the
    server's environment it gets `variables` only.
    """

    def __init__(
        self,
        *,
        seconds: float,
        megabytes: int,
        tasks: int,
        idle: float,
        working: int | None = None,
        engine: str = "",
        variables: tuple[str, ...] = KEPT_VARIABLES,
    ) -> None:
        if working is not None and not HAS_WORK_CLOCK:
            seconds = min(seconds, working + START_SECONDS)
        self._seconds, self._megabytes, self._tasks, self._idle = seconds, megabytes, tasks, idle
        self._working, self._engine = working, engine
        self._variables = variables
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._done = 0
        self._rest: threading.Timer | None = None
        atexit.register(self.close)

    def run(self, name: str, values: Mapping[str, Value], parts: tuple[bytes, ...] = ()) -> Frame:
        """The child's answer to the task `name`. Raises TookTooLong and ChildFailed."""
        with self._lock:
            self._stop_resting()
            try:
                answer = self._exchange(Frame(name, values, parts))
            except (TookTooLong, ChildFailed):
                self._end()
                raise
            self._done += 1
            if self._done >= self._tasks:
                self._end()
            else:
                self._start_resting()
            return answer

    def command(self) -> list[str]:
        """How the child is started: with its limits, which it puts on itself before it reads anything."""
        limits = (self._megabytes, int(self._seconds) + 5, self._working or 0)
        return [sys.executable, "-I", str(PROGRAM), *map(str, limits), *filter(None, [self._engine])]

    def start(self) -> None:
        """Starts the child, if there is none, and does not wait: its engine loads meanwhile."""
        with self._lock:
            self._living_child()

    def close(self) -> None:
        """Ends the child, if any; the next task starts another."""
        with self._lock:
            self._stop_resting()
            self._end()

    def _exchange(self, frame: Frame) -> Frame:
        late = threading.Event()
        child = self._living_child()

        def kill() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(self._seconds, kill)
        clock.daemon = True
        clock.start()
        try:
            write_frame(_pipe(child.stdin), frame)
            return read_frame(_pipe(child.stdout))
        except (BrokenFrame, OSError) as problem:
            if late.is_set() or _ran_out_of_time(child):
                raise TookTooLong(f"{frame.name}: over {self._seconds} s") from problem
            raise ChildFailed(f"{frame.name}: {problem}") from problem
        finally:
            clock.cancel()

    def _living_child(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        self._child = subprocess.Popen(
            self.command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={name: os.environ[name] for name in self._variables if name in os.environ},
            start_new_session=os.name == "posix",
            creationflags=WINDOWS_FLAGS,
        )
        self._done = 0
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                _pipe(pipe).close()

    def _start_resting(self) -> None:
        self._rest = threading.Timer(self._idle, self.close)
        self._rest.daemon = True
        self._rest.start()

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None


def _ran_out_of_time(child: subprocess.Popen[bytes]) -> bool:
    """Whether the child ended by its own clock. Its pipe is closed, so that it is gone or about to be."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return HAS_WORK_CLOCK and child.wait(1) in (-signal.SIGPROF, -signal.SIGALRM)
    return False


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ChildFailed("no pipe")
    return pipe


# Our own content: the process is kept, for the engines take half a second to load.
DRAWING = Press(seconds=20, megabytes=1024, tasks=200, idle=120, engine="look")
# Files from outside: a fresh process each, which has never seen a passphrase and never sees a second file.
READING = Press(seconds=30, megabytes=1024, tasks=1, idle=0)
# A token: a fresh process, which loads the maker's library, hears one PIN and ends.
TOKENS = Press(seconds=45, megabytes=1024, tasks=1, idle=0, variables=(*KEPT_VARIABLES, *TOKEN_VARIABLES))
# The check of a PDF: an honest file takes a quarter of a second; four of work, and five in all, are too many.
CHECKING = Press(seconds=30, megabytes=1024, tasks=1, idle=0, working=4)
