"""`make bench`: prints the figures of docs/PERFORMANCE.md."""

import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from . import world
from .visitor import Answer, Visitor

ROUNDS = 60
SAVERS = 50
SAVES_EACH = 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(command: list[str], env: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise SystemExit("the server did not come up")


def median_ms(ask: Callable[[], Answer], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after ten that warm up."""
    for _ in range(10):
        ask()
    times = sorted(ask().seconds * 1000 for _ in range(rounds))
    return statistics.median(times), times[int(len(times) * 0.95) - 1]


def memory_mb(pid: int) -> tuple[float, float]:
    """Peak memory (resident) in MB of the process, and of its children added up."""
    own = _peak(pid)
    children = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if f"PPid:\t{pid}\n" in (folder / "status").read_text():
                    children += _peak(int(folder.name))
            except OSError:
                continue
    return own, children


def _peak(pid: int) -> float:
    for line in (Path("/proc") / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def row(name: str, value: str, bound: str = "") -> None:
    print(f"| {name} | {value} | {bound} |", flush=True)


def reading(made: world.World, port: int, empty_port: int) -> None:
    """Bytes and times of pages."""
    cold = Visitor("127.0.0.1", port)
    cold.sign_in(made.branch_user, made.password)
    page = cold.get(made.board)
    assets = [cold.get(path) for path in world.assets_of(page.text)]
    total = page.wire_bytes + sum(a.wire_bytes for a in assets)
    row("first visit of the board, all requests", f"{total:,} bytes in {1 + len(assets)} requests", "30 KB")
    row("board of 40 cards, HTML compressed", f"{page.body_bytes:,} bytes", "8 KB")
    row("board of 40 cards, queries", str(made.board_queries), "12")
    empty = Visitor("127.0.0.1", empty_port)
    bare, bare95 = median_ms(lambda: empty.get("/"))
    light, light95 = median_ms(lambda: cold.get("/account/sessions"))
    board, board95 = median_ms(lambda: cold.get(made.board))
    row("empty Flask page, same server", f"{bare:.1f} ms, p95 {bare95:.1f}")
    row("lightest page of ours, signed in", f"{light:.1f} ms, p95 {light95:.1f}")
    row("board of 40 cards", f"{board:.1f} ms, p95 {board95:.1f}")
    row("board against empty Flask page", f"{board / bare:.1f} times", "3 times")
    row("board against our lightest page", f"{board / light:.1f} times")


def moving(made: world.World, port: int) -> None:
    """Bytes and times of one move of a card."""
    visitor = Visitor("127.0.0.1", port)
    visitor.sign_in(made.branch_user, made.password)
    answer = world.move_one(visitor, made)
    row("move of a card, answer", f"{answer.body_bytes:,} bytes, {answer.seconds * 1000:.0f} ms", "1.5 KB")


def saving(made: world.World, port: int) -> None:
    """Fifty people save lines of their reviews at once."""
    visitors = []
    for username in made.savers:
        visitor = Visitor("127.0.0.1", port)
        visitor.sign_in(username, made.password)
        visitors.append(visitor)
    barrier = threading.Barrier(len(visitors))
    answers: list[tuple[str, Answer]] = []

    def work(index: int, visitor: Visitor) -> None:
        lines = world.prepare_saves(visitor, made, index, SAVES_EACH)
        barrier.wait()
        for marker, path, fields in lines:
            answers.append((marker, visitor.post(path, fields, htmx=True)))

    threads = [threading.Thread(target=work, args=(i, v)) for i, v in enumerate(visitors)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    times = sorted(a.seconds * 1000 for _m, a in answers)
    errors = sum(1 for _m, a in answers if a.status != 200)
    lost = world.count_lost(made, [m for m, a in answers if a.status == 200])
    row(
        f"{len(visitors)} people saving at once, {len(answers)} saves",
        f"{errors} errors, {lost} lost; median {statistics.median(times):.0f} ms, p95 {times[int(len(times) * 0.95) - 1]:.0f} ms"
        f" (the whole: {took:.1f} s)",
        "0 errors, 0 lost",
    )
    row("answer of a saved line", f"{max(a.body_bytes for _m, a in answers):,} bytes at most", "1 KB")


def signing(made: world.World, port: int) -> None:
    """From the click on «Ký và phát hành» to the file, with a plan of five pages."""
    visitor = Visitor("127.0.0.1", port)
    visitor.sign_in(made.signatory, made.password)
    seconds, pages, size = world.issue_plan(visitor, made)
    row(f"signed plan of {pages} pages, click to file", f"{seconds:.2f} s, {size:,} bytes", "2 s for 5 pages")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = world.make(Path(folder), SAVERS)
        port, empty_port = free_port(), free_port()
        env = {"PHOHOA_INSTANCE": folder, "PHOHOA_PORT": str(port), "PHOHOA_DATABASE_URL": ""}
        ours = serve([sys.executable, "-m", "flask", "--app", "app", "serve"], env, port)
        empty = serve([sys.executable, "-m", "tests.bench.empty", str(empty_port)], {}, empty_port)
        try:
            print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}\n")
            print("| what | measured | bound |\n|---|---|---|")
            reading(made, port, empty_port)
            moving(made, port)
            saving(made, port)
            signing(made, port)
            own, children = memory_mb(ours.pid)
            row("peak memory of the server", f"{own:.0f} MB (typesetting child: {children:.0f} MB)", "200 MB")
        finally:
            ours.terminate()
            empty.terminate()


if __name__ == "__main__":
    main()
