"""The proxy makes the faults it says it makes, and by the same seed the same ones."""

import http.client
import socket
import threading
from collections.abc import Iterator

import pytest
from waitress import create_server

from .proxy import FATES, Proxy


class Counting:
    """A server that counts what it sees."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, bytes]] = []
        self._server = create_server(self.answer, host="127.0.0.1", port=0, threads=2)
        self.port: int = self._server.effective_port
        threading.Thread(target=self._server.run, daemon=True).start()

    def answer(self, environ, start_response):
        body = environ["wsgi.input"].read()
        self.seen.append((environ["PATH_INFO"], body))
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "200")])
        return [b"x" * 200]

    def stop(self) -> None:
        self._server.close()
        self._server.task_dispatcher.shutdown()


@pytest.fixture
def server() -> Iterator[Counting]:
    one = Counting()
    yield one
    one.stop()


def ask(proxy: Proxy, body: bytes = b"a=1") -> bytes | None:
    """The body of the answer, None for none."""
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=5)
    try:
        connection.request("POST", "/save", body)
        return connection.getresponse().read()
    except (http.client.HTTPException, OSError):
        return None
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("fate", "seen", "arrives"),
    [
        ("pass", 1, True),
        ("delay", 1, True),
        ("drop-before", 0, False),
        ("drop-after", 1, False),
        ("cut", 1, False),
        ("duplicate", 2, True),
    ],
)
def test_each_fault_is_what_it_is_called(server: Counting, fate: str, seen: int, arrives: bool) -> None:
    proxy = Proxy(lambda: server.port, seed=1, scale=0.01)
    proxy.line.fates = {fate: 1}
    answer = ask(proxy, b"b" * 100_000)
    proxy.stop()
    assert [len(body) for _path, body in server.seen] == [100_000] * seen
    assert (answer == b"x" * 200) is arrives
    assert [(n.method, n.path, n.fate) for n in proxy.log] == [("POST", "/save", fate)]


def test_a_line_that_is_gone_lets_nothing_through_and_comes_back(server: Counting) -> None:
    proxy = Proxy(lambda: server.port, seed=1, scale=0.01)
    proxy.line.gone = True
    assert ask(proxy) is None
    proxy.line.heal()
    assert ask(proxy) == b"x" * 200
    assert len(server.seen) == 1
    proxy.stop()


def test_a_server_that_is_not_there_is_an_answer_that_does_not_come(server: Counting) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    proxy = Proxy(lambda: port, seed=1, scale=0.01)
    proxy.line.heal()
    assert ask(proxy) is None
    proxy.stop()


def test_the_same_seed_makes_the_same_faults(server: Counting) -> None:
    def fates(seed: int) -> list[str]:
        proxy = Proxy(lambda: server.port, seed=seed, scale=0.001)
        for _ in range(60):
            ask(proxy)
        proxy.stop()
        return [noted.fate for noted in proxy.log]

    first = fates(7)
    assert first == fates(7)
    assert first != fates(8)
    assert set(first) == set(FATES)
