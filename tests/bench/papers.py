"""The same plan of five pages typeset by us, signed, and by three other programs; a board while many wait."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pikepdf
from jinja2 import Environment, FileSystemLoader

from phohoa.documents import typesetting
from phohoa.documents.content import PlanContent
from phohoa.documents.official import of_plan, to_plain
from phohoa.documents.pdf import render_official, warm_up
from phohoa.documents.press import DRAWING
from phohoa.documents.signing import sign
from phohoa.documents.word import render_docx
from phohoa.documents.wording import recipient_lines
from phohoa.texts.documents import date_line, number_line

from ..documents.papers import PASSPHRASE, SIGNATORY, plan_of_pages, signatory
from .visitor import Visitor
from .world import World

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
QUEUED = 50
BOARD_ROUNDS = 60


@dataclass
class Way:
    """One way to the paper: `make` writes it into `target`, unless something is `lacking` on this machine."""

    name: str
    make: Callable[[], object]
    target: Path
    lacking: str = ""
    times: list[float] = field(default_factory=list)


def papers(row: Callable[..., None]) -> None:
    """The table: every way after one round that warms up, then in turns, so that all meet the same load."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ways = list(_ways(folder, plan_of_pages(3)))
        for way in (one for one in ways if not one.lacking):
            way.make()
        for _ in range(ROUNDS):
            for way in (one for one in ways if not one.lacking):
                started = time.perf_counter()
                way.make()
                way.times.append(time.perf_counter() - started)
        for way in ways:
            if way.lacking:
                row(f"five pages: {way.name}", f"not measured: {way.lacking}")
                continue
            if way.target.name != "ours.pdf":
                DRAWING.close()  # the child kept warm belongs to the first way alone
            with _memory_of_the_tree() as peak:
                way.make()
            if way.target.name == "ours.pdf":
                row("child that draws and signs, peak", f"{_child_peak():.0f} MB", "150 MB")
            with pikepdf.open(way.target) as pdf:
                pages = len(pdf.pages)
            middle = statistics.median(way.times)
            row(
                f"five pages: {way.name}",
                f"{middle:.2f} s ({min(way.times):.2f} to {max(way.times):.2f}), {peak[0]:.0f} MB, "
                f"{pages} pages, {way.target.stat().st_size / 1000:.0f} KB",
            )


def _ways(folder: Path, plan: PlanContent) -> Iterator[Way]:
    paper = replace(of_plan(plan, "Kế hoạch"), digital=True)
    key = folder / "key.p12"
    key.write_bytes(signatory().p12)
    ours = folder / "ours.pdf"

    def warm() -> None:
        drawn = render_official(paper)
        ours.write_bytes(
            sign(drawn, key.read_bytes(), PASSPHRASE, signer_name=SIGNATORY, signed_at=datetime.now(UTC))
        )

    warm_up()
    yield Way("ours, signed, in the running server", warm, ours)
    content = folder / "paper.json"
    content.write_text(json.dumps(to_plain(paper), ensure_ascii=False), "utf-8")
    cold = folder / "cold.pdf"
    program = str(ROOT / "tests" / "bench" / "one_paper.py")
    yield Way(
        "ours, signed, as a command",
        _command([sys.executable, "-I", program, str(content), str(key), PASSPHRASE, str(cold)]),
        cold,
    )
    html = folder / "paper.html"
    html.write_text(typesetting.plan_html(plan), "utf-8")
    weasy = folder / "weasyprint.pdf"
    base = str(typesetting.LAYOUT / "paper.html")
    code = (
        "import sys; from weasyprint import HTML; "
        "HTML(sys.argv[1], base_url=sys.argv[2]).write_pdf(sys.argv[3])"
    )
    yield Way(
        "WeasyPrint, from our HTML, unsigned",
        _command([sys.executable, "-I", "-c", code, str(html), base, str(weasy)]),
        weasy,
        lacking=_lacking_weasyprint(),
    )
    word = folder / "office.docx"
    word.write_bytes(render_docx(of_plan(plan, "Kế hoạch")))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = shutil.which("soffice") or "soffice"
    yield Way(
        "LibreOffice, from our DOCX, unsigned",
        _command([office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]),
        folder / "office.pdf",
        lacking="" if shutil.which("soffice") else "not installed",
    )
    preview = folder / "preview.html"
    preview.write_text(_preview(plan), "utf-8")
    printed = folder / "chromium.pdf"
    browser = shutil.which("chromium") or "chromium"
    yield Way(
        "Chromium, from our preview, unsigned",
        _command(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                f"--user-data-dir={folder / 'browser'}",
                f"--print-to-pdf={printed}",
                preview.as_uri(),
            ]
        ),
        printed,
        lacking="" if shutil.which("chromium") else "not installed",
    )


def _command(command: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, capture_output=True, timeout=120)


def _lacking_weasyprint() -> str:
    """What it calls (Pango) is part of no wheel."""
    tried = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "it or Pango is not installed"


def _preview(plan: PlanContent) -> str:
    """The paper on its preview page, with the styles of the page."""
    head = plan.head
    words = (
        Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
        .get_template("plans/_paper.html")
        .render(
            content=plan,
            shown=SimpleNamespace(document_id=1),
            number_line=number_line(head.number, head.symbol),
            date_line=date_line(head.place, head.dated, head.year),
            recipients=recipient_lines(plan),
        )
    )
    styles = "\n".join((ROOT / "static" / name).read_text("utf-8") for name in ("app.css", "print.css"))
    return f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><style>{styles}</style><main>{words}</main>'


# --- memory ------------------------------------------------------------------------------------------------


@contextmanager
def _memory_of_the_tree() -> Iterator[list[float]]:
    """The most memory that new processes below this one, and our warm child, held together (PSS, MB)."""
    peak, done = [0.0], threading.Event()
    child = DRAWING._child
    others = set(_below(os.getpid())) - ({child.pid} if child else set())

    def watch() -> None:
        while not done.is_set():
            peak[0] = max(peak[0], sum(_pss(pid) for pid in _below(os.getpid()) if pid not in others))
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _below(pid: int) -> list[int]:
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rsplit(") ", 1)[1].split()
            except OSError:
                continue
            parents[int(folder.name)] = int(stat[1])
    found, ahead = [], [pid]
    while ahead:
        above = ahead.pop()
        below = [one for one, parent in parents.items() if parent == above]
        found += below
        ahead += below
    return found


def _pss(pid: int) -> float:
    try:
        for line in (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def _child_peak() -> float:
    """The highest resident size of the child, after all it drew and signed here."""
    child = DRAWING._child
    if child is None:
        return 0.0
    for line in (Path("/proc") / str(child.pid) / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


# --- a board while fifty wait ------------------------------------------------------------------------------


def queue(row: Callable[..., None], made: World, port: int) -> None:
    """Fifty people ask for the draft of a plan at once, and again until they have it; one sees the board."""
    looks = Visitor("127.0.0.1", port)
    looks.sign_in(made.branch_user, made.password)
    asking = [Visitor("127.0.0.1", port) for _ in range(QUEUED)]
    asking[0].sign_in(made.office_user, made.password)
    for one in asking[1:]:
        one.cookies = dict(asking[0].cookies)
    draft = f"/plans/{made.plans[0]}/draft.pdf"
    alone = _board(looks, made.board, BOARD_ROUNDS)
    got: list[float] = []
    begun = time.perf_counter()

    def ask(one: Visitor) -> None:
        while time.perf_counter() - begun < 120:
            if one.get(draft).status == 200:
                got.append(time.perf_counter() - begun)
                return
            time.sleep(3)

    threads = [threading.Thread(target=ask, args=(one,)) for one in asking]
    for thread in threads:
        thread.start()
    crowded = _board(looks, made.board, 10_000, lambda: any(thread.is_alive() for thread in threads))
    for thread in threads:
        thread.join()
    row(
        f"board while {QUEUED} drafts are asked for at once",
        f"median {crowded:.1f} ms, alone {alone:.1f} ms: {crowded / alone:.2f} times; "
        f"{len(got)} drafts in {max(got):.0f} s",
        "1.33 times",
    )


def _board(visitor: Visitor, board: str, rounds: int, while_true: Callable[[], bool] = lambda: True) -> float:
    for _ in range(5):
        visitor.get(board)
    times = []
    while len(times) < rounds and while_true():
        times.append(visitor.get(board).seconds * 1000)
        time.sleep(0.02)
    return statistics.median(times) if times else 0.0
