"""A proxy between a browser and the server that makes faults: by a seed, so that they come again."""

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

#: What becomes of a request, and how often (of 100) on a bad line: one in five gets no whole answer.
FATES: dict[str, int] = {
    "pass": 44,
    "delay": 28,
    "drop-before": 6,  # the server never sees it
    "drop-after": 7,  # the server did the work, the answer is lost
    "cut": 7,  # half of the answer arrives
    "duplicate": 8,  # the server gets it twice, the second answer arrives
}
#: Files of the page itself: kept for a year after the first visit, so rarely at stake.
STATIC_FATES = {"pass": 92, "delay": 5, "drop-before": 1, "cut": 2}
LONGEST_DELAY = 2.0


@dataclass
class Noted:
    """One request and what the proxy did with it."""

    number: int
    at: float
    method: str
    path: str
    fate: str
    status: int = 0
    note: str = ""

    def __str__(self) -> str:
        return (
            f"{self.number:4d} {self.at:7.3f}s {self.method:4} {self.path} "
            f"{self.fate} {self.status or '-'} {self.note}"
        ).rstrip()


@dataclass
class Line:
    """How the line is: the kinds of faults with their weights, and whether there is a line at all."""

    fates: dict[str, int] = field(default_factory=lambda: dict(FATES))
    static_fates: dict[str, int] = field(default_factory=lambda: dict(STATIC_FATES))
    gone: bool = False

    def heal(self) -> None:
        """From now on everything passes at once."""
        self.fates = self.static_fates = {"pass": 1}
        self.gone = False


def read_request(connection: socket.socket) -> tuple[bytes, bytes] | None:
    """Head and body of one request; None when the browser closed before it was whole."""
    data = b""
    while b"\r\n\r\n" not in data:
        got = connection.recv(65536)
        if not got:
            return None
        data += got
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for one in head.split(b"\r\n")[1:]:
        name, _, value = one.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        got = connection.recv(65536)
        if not got:
            return None
        body += got
    return head, body


def last_of_its_connection(head: bytes) -> bytes:
    """The head with `Connection: close`, so that each request stands alone."""
    lines = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"])


class Proxy:
    """One person's line to the server. `port` is where the browser asks; `target` gives the server's port."""

    def __init__(self, target: Callable[[], int], seed: int, scale: float) -> None:
        self.line = Line()
        self.log: list[Noted] = []
        self.by_fate: Counter[str] = Counter()
        self._target, self._scale = target, scale
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._started = time.monotonic()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(2)

    def told(self) -> str:
        """The log, a request a line."""
        return "\n".join(map(str, self.log))

    @property
    def faults(self) -> int:
        """How many requests did not simply pass."""
        return sum(n for fate, n in self.by_fate.items() if fate != "pass")

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            if self.line.gone:
                self.by_fate["gone"] += 1
                connection.close()
                continue
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _draw(self, path: str) -> tuple[str, float]:
        fates = self.line.static_fates if path.startswith("/static/") else self.line.fates
        fate = self._random.choices(list(fates), list(fates.values()))[0]
        return fate, self._random.uniform(0, LONGEST_DELAY) * self._scale

    def _note(self, head: bytes) -> tuple[Noted, float]:
        method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        with self._lock:
            fate, wait = self._draw(path)
            noted = Noted(len(self.log) + 1, time.monotonic() - self._started, method, path, fate)
            self.log.append(noted)
            self.by_fate[fate] += 1
        return noted, wait

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(30)
            request = read_request(connection)
            if request is None:
                return
            noted, wait = self._note(request[0])
            if noted.fate == "delay":
                time.sleep(wait)
            if noted.fate == "drop-before" or self.line.gone:
                return
            sent = last_of_its_connection(request[0]) + b"\r\n\r\n" + request[1]
            answer = self._ask(sent, noted)
            if noted.fate == "duplicate":
                answer = self._ask(sent, noted)
            if noted.fate == "drop-after" or self.line.gone or not answer:
                return
            if noted.fate == "cut":
                answer = answer[: len(answer) // 2]
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)

    def _ask(self, sent: bytes, noted: Noted) -> bytes:
        """The whole answer of the server; b"" when it is not there or goes away in the middle."""
        answer = b""
        try:
            with socket.create_connection(("127.0.0.1", self._target()), 30) as server:
                server.sendall(sent)
                while got := server.recv(65536):
                    answer += got
        except OSError as error:
            noted.note = type(error).__name__
            return b""
        if answer:
            noted.status = int(answer.split(b" ", 2)[1])
        return answer
