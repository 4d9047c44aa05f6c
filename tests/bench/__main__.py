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
from dataclasses import dataclass
from pathlib import Path

from . import papers, world
from .visitor import Answer, Visitor

ROUNDS = 200
SAVERS = 50
#: Lines that each of them saves one after the other, as fast as the answers come.
SAVES_EACH = 4
#: Lines that each of them saves as in a meeting: one every few seconds.
PACED_EACH = 4
PACE = 4.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(command: list[str], env: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise SystemExit("the server did not come up")


@dataclass(frozen=True)
class Times:
    """Milliseconds that a visitor waited, and what the server's processor worked for each answer.

    The quickest tenth is the figure to compare: whatever else the machine does can only add to it.
    """

    quick: float
    median: float
    slow: float
    work: float

    def __str__(self) -> str:
        waited = f"{self.quick:.1f} ms (median {self.median:.1f}, p95 {self.slow:.1f})"
        return f"{waited}, processor {self.work:.1f} ms"


def timed(pid: int, ask: Callable[[], Answer], rounds: int = ROUNDS) -> Times:
    """Answers one after the other, after ten that warm up."""
    for _ in range(10):
        ask()
    before = processor_seconds(pid)
    times = sorted(ask().seconds * 1000 for _ in range(rounds))
    work = (processor_seconds(pid) - before) * 1000 / rounds
    at = [times[int(len(times) * part)] for part in (0.1, 0.5, 0.95)]
    return Times(*at, work)


def processor_seconds(pid: int) -> float:
    """What the process has used of the processor; waiting for others on a busy machine does not count."""
    fields = (Path("/proc") / str(pid) / "stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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


def reading(made: world.World, port: int, empty_port: int, pids: tuple[int, int]) -> None:
    """Bytes and times of pages."""
    cold = Visitor("127.0.0.1", port)
    cold.sign_in(made.branch_user, made.password)
    page = cold.get(made.board)
    assets = [cold.get(path) for path in world.assets_of(page.text)]
    total = page.wire_bytes + sum(a.wire_bytes for a in assets)
    row(
        "first visit of the board, heads included", f"{total:,} bytes, {1 + len(assets)} requests", "30 KB, 4"
    )
    row("board of 40 cards, HTML compressed", f"{page.body_bytes:,} bytes", "8 KB")
    row("board of 40 cards, queries", str(made.board_queries), "12")
    empty = Visitor("127.0.0.1", empty_port)
    bare = timed(pids[1], lambda: empty.get("/"))
    light = timed(pids[0], lambda: cold.get("/account/sessions"))
    board = timed(pids[0], lambda: cold.get(made.board))
    row("empty Flask page, same server", str(bare))
    row("a light page of ours, signed in", str(light))
    row("board of 40 cards", str(board))
    row("board against the empty page, waited", f"{board.quick / bare.quick:.1f} times", "3 times")
    row("board against the empty page, processor", f"{board.work / bare.work:.1f} times", "3 times")
    row("board against our light page, processor", f"{board.work / light.work:.1f} times")


def moving(made: world.World, port: int) -> None:
    """Bytes and times of moving cards."""
    visitor = Visitor("127.0.0.1", port)
    visitor.sign_in(made.branch_user, made.password)
    answers = world.move_all(visitor, made)
    most = max(a.body_bytes for a in answers)
    middle = statistics.median(a.seconds * 1000 for a in answers)
    row(f"move of a card ({len(answers)} moves)", f"{most:,} bytes at most, median {middle:.0f} ms", "1.5 KB")


def share_of(times: list[float], share: float) -> float:
    return sorted(times)[max(0, int(len(times) * share) - 1)]


def saving(made: world.World, port: int, pid: int) -> None:
    """Fifty people save lines of their reviews: as in meetings, then all at the very same moment."""
    visitors = []
    for username, _address in made.savers:
        visitor = Visitor("127.0.0.1", port)
        visitor.sign_in(username, made.password)
        visitors.append(visitor)
    for pace, each in ((PACE, PACED_EACH), (0.0, SAVES_EACH)):
        answers, took, work = save_all(made, visitors, pace, each, pid)
        kind = f"a line every {pace:.0f} s" if pace else "all at once"
        times = [a.seconds * 1000 for _m, a in answers]
        errors = sum(1 for _m, a in answers if a.status != 200)
        lost = world.count_lost(made, [m for m, a in answers if a.status == 200])
        row(
            f"{len(visitors)} people save, {kind}: {len(answers)} saves",
            f"{errors} errors, {lost} lost; waited: median {share_of(times, 0.5):.0f} ms, "
            f"p95 {share_of(times, 0.95):.0f} ms",
            "0 errors, 0 lost",
        )
        worked = [a.worked for _m, a in answers]
        own = [a.worked - a.waited for _m, a in answers]
        row(
            f"the same, server time of a save ({kind})",
            f"median {share_of(worked, 0.5):.1f} ms, p95 {share_of(worked, 0.95):.1f} ms; without waiting "
            f"to write {share_of(own, 0.5):.1f} and {share_of(own, 0.95):.1f} ms; processor {work:.1f} ms",
            "p95 15 ms",
        )
    row("the same, all of it", f"{took:.1f} s, {len(answers) / took:.0f} saves a second")
    row("answer of a saved line, head included", f"{max(a.wire_bytes for _m, a in answers):,} bytes", "1 KB")


def save_all(
    made: world.World, visitors: list[Visitor], pace: float, each: int, pid: int
) -> tuple[list[tuple[str, Answer]], float, float]:
    """Every visitor saves lines, one after `pace` seconds (each begins at another moment) or at once.

    The answers, the seconds of it all, and the processor's milliseconds of the server for each.
    """
    barrier = threading.Barrier(len(visitors) + 1)
    answers: list[tuple[str, Answer]] = []

    def work(index: int, visitor: Visitor) -> None:
        lines = world.prepare_saves(visitor, made, index, each, "đều" if pace else "dồn")
        barrier.wait()
        time.sleep(pace * index / len(visitors))
        for marker, path, fields in lines:
            began = time.perf_counter()
            answers.append((marker, visitor.post(path, fields, htmx=True)))
            time.sleep(max(0.0, pace - (time.perf_counter() - began)))

    threads = [threading.Thread(target=work, args=(i, v)) for i, v in enumerate(visitors)]
    for thread in threads:
        thread.start()
    barrier.wait()
    started, before = time.perf_counter(), processor_seconds(pid)
    for thread in threads:
        thread.join()
    work = (processor_seconds(pid) - before) * 1000 / len(answers)
    return answers, time.perf_counter() - started, work


def sitting(made: world.World, port: int, pid: int) -> None:
    """The committee's session of forty branches and three hundred proposals opens."""
    visitor = Visitor("127.0.0.1", port)
    visitor.sign_in(made.office_user, made.password)
    page = visitor.get(made.session)
    row("session of 40 branches, 300 proposals", f"{page.wire_bytes:,} bytes, heads included", "60 KB")
    row("the same, queries", str(made.session_queries), "15")
    row("the same, time", str(timed(pid, lambda: visitor.get(made.session), 20)))


def signing(made: world.World, port: int) -> None:
    """From the click on the button that issues to the last byte of the file."""
    visitor = Visitor("127.0.0.1", port)
    visitor.sign_in(made.signatory, made.password)
    for plan_id, when in zip(made.plans, ("first since the start", "the next one"), strict=True):
        seconds, pages, size = world.issue_plan(visitor, plan_id)
        row(f"signed plan of {pages} pages, {when}", f"{seconds:.2f} s, {size:,} bytes", "2 s for 5 pages")


def main() -> None:
    """All parts, or those named: python -m tests.bench saving."""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        made = world.make(Path(folder), SAVERS)
        port, empty_port = free_port(), free_port()
        env = {"PHOHOA_INSTANCE": folder, "PHOHOA_PORT": str(port), "PHOHOA_DATABASE_URL": ""}
        env |= {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "262144"}  # as in Makefile and service
        ours = serve([sys.executable, "-m", "tests.bench.served"], env, port)
        empty = serve([sys.executable, "-m", "tests.bench.empty", str(empty_port)], {}, empty_port)
        try:
            print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}\n")
            print("| what | measured | bound |\n|---|---|---|")
            for name, part in (
                ("reading", lambda: reading(made, port, empty_port, (ours.pid, empty.pid))),
                ("moving", lambda: moving(made, port)),
                ("saving", lambda: saving(made, port, ours.pid)),
                ("sitting", lambda: sitting(made, port, ours.pid)),
                ("papers", lambda: papers.papers(row)),
                ("queue", lambda: papers.queue(row, made, port)),
                ("signing", lambda: signing(made, port)),
            ):
                if name in wanted or not wanted:
                    part()
            own, children = memory_mb(ours.pid)
            row("peak memory of the server", f"{own:.0f} MB (typesetting child: {children:.0f} MB)", "200 MB")
        finally:
            ours.terminate()
            empty.terminate()


if __name__ == "__main__":
    main()
