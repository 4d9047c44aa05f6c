"""The child process: limits of time and memory, no secrets around it, and the server stays light."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from phohoa.documents.content import PlanContent
from phohoa.documents.errors import Busy, ChildFailed, TookTooLong
from phohoa.documents.pdf import DRAFTS_AT_ONCE, place_for_a_draft, render_plan
from phohoa.documents.press import DRAWING, READING, Press
from phohoa.documents.signing import sign
from phohoa.documents.typesetting import plan_html
from phohoa.documents.verification import Verdict, verify

from .papers import (
    NOW,
    PASSPHRASE,
    PLAN,
    SHORT_PLAN,
    SIGNATORY,
    SIGNED_AT,
    issued_plan,
    plan_of_pages,
    signatory,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def press() -> Iterator[Press]:
    own = Press(seconds=20, megabytes=1024, tasks=200, idle=60)
    yield own
    own.close()


def drawing(body: str) -> dict[str, str]:
    """A task that draws a short plan with something added at its end."""
    html = plan_html(SHORT_PLAN).replace("</body>", f"{body}</body>")
    return {"html": html, "title": "x", "author": "x", "language": "vi-VN", "created": ""}


@pytest.mark.slow
def test_a_task_over_its_time_is_ended_and_the_next_one_works() -> None:
    press = Press(seconds=6, megabytes=1024, tasks=200, idle=60)
    rows = "<tr><td>1</td><td>2</td></tr>" * 20_000
    started = time.monotonic()
    with pytest.raises(TookTooLong):
        press.run("draw", drawing(f"<table>{rows}</table>"))
    assert time.monotonic() - started < 9
    assert press.run("draw", drawing("<p>xin</p>")).name == "done"
    press.close()


def test_a_task_over_its_memory_ends_without_harm() -> None:
    press = Press(seconds=20, megabytes=300, tasks=200, idle=60)
    wide = '<table><tr><td colspan="1000000">1</td></tr></table>'
    try:
        answer = press.run("draw", drawing(wide))
        assert answer.name == "refused"
    except ChildFailed:
        pass
    assert press.run("draw", drawing("<p>xin</p>")).name == "done"
    press.close()


def test_a_child_that_was_killed_is_replaced(press: Press) -> None:
    press.run("draw", drawing("<p>xin</p>"))
    assert press._child is not None
    press._child.kill()
    press._child.wait()
    assert press.run("draw", drawing("<p>xin</p>")).name == "done"


def test_an_idle_child_goes_home() -> None:
    press = Press(seconds=20, megabytes=1024, tasks=200, idle=0.2)
    press.run("draw", drawing("<p>xin</p>"))
    child = press._child
    assert child is not None
    child.wait(timeout=5)
    assert press.run("draw", drawing("<p>xin</p>")).name == "done"
    press.close()


def test_a_child_is_replaced_after_its_number_of_tasks() -> None:
    press = Press(seconds=20, megabytes=1024, tasks=2, idle=60)
    numbers = []
    for _ in range(4):
        press.run("draw", drawing("<p>xin</p>"))
        numbers.append(press._child.pid if press._child else 0)
    assert numbers[0] != 0
    assert numbers[1] == numbers[3] == 0
    assert numbers[2] != numbers[0]
    press.close()


def test_an_unknown_task_is_refused_and_the_child_lives_on(press: Press) -> None:
    assert press.run("format the disk", {}).name == "refused"
    assert press.run("draw", drawing("<p>xin</p>")).name == "done"


def test_a_warning_of_the_engine_is_a_failure(press: Press) -> None:
    for html in (
        '<p><img src="missing.png"></p>',
        '<p style="float-to: x">a</p>',
        "<style>@import url(other.css);</style><p>a</p>",
        '<style>@font-face{font-family:X;src:url("fonts/none.ttf")} p{font-family:X}</style><p>ạ</p>',
    ):
        answer = press.run("draw", drawing(html))
        assert (answer.name, answer.values["code"]) == ("refused", "render_failed"), html


def test_nothing_outside_the_layout_folder_is_read_and_nothing_fetched(press: Press) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    port = listener.getsockname()[1]
    for source in (
        f"http://127.0.0.1:{port}/x.png",
        "file:///etc/hostname",
        "../content.py",
        "/etc/hostname",
    ):
        for html in (f'<img src="{source}">', f'<pdf:insertpdf src="{source}"/><p>a</p>'):
            answer = press.run("draw", drawing(html))
            assert answer.name == "refused", html
    with pytest.raises(TimeoutError):
        listener.accept()
    listener.close()


def test_secrets_of_the_servers_environment_do_not_reach_the_child(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHOHOA_DATABASE_URL", "postgresql://somebody:secret@127.0.0.1/x")
    press.run("draw", drawing("<p>xin</p>"))
    assert press._child is not None
    environment = Path(f"/proc/{press._child.pid}/environ").read_bytes()
    assert b"secret" not in environment


def test_threads_take_turns_and_get_their_own_papers() -> None:
    wanted = {number: render_plan(_numbered(number)) for number in range(4)}
    found: dict[int, bytes] = {}

    def work(number: int) -> None:
        found[number] = render_plan(_numbered(number))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == wanted


def _numbered(number: int) -> PlanContent:
    return replace(SHORT_PLAN, subject=f"thử {number}")


def _loaded(press: Press) -> str:
    assert press._child is not None
    return Path(f"/proc/{press._child.pid}/maps").read_text()


def test_an_engine_is_loaded_before_the_first_task_and_nobody_waits_for_it() -> None:
    own = Press(seconds=20, megabytes=1024, tasks=200, idle=60, engine="look")
    own.start()
    begun = own._child
    until = time.monotonic() + 30
    while "pikepdf" not in _loaded(own) and time.monotonic() < until:
        time.sleep(0.05)
    assert "pikepdf" in _loaded(own)
    own.start()
    assert own._child is begun
    assert own.run("draw", drawing("<p>xin</p>")).name == "done"
    assert own._child is begun
    own.close()


def test_who_signs_need_not_be_who_draws() -> None:
    """The child with the key loads what signs; how it shows was drawn by the one that never sees the key."""
    own = Press(seconds=20, megabytes=1024, tasks=200, idle=60, engine="sign")
    key = signatory().p12
    signed = sign(issued_plan(), key, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT, press=own)
    assert "cryptography" in _loaded(own) and "pikepdf" not in _loaded(own)
    own.close()
    (found,) = verify(signed, trusted=[], crls=[], at=NOW, known={}).signers
    assert found.name == SIGNATORY


def test_a_file_from_outside_gets_a_process_of_its_own() -> None:
    report = verify(issued_plan(), trusted=[], crls=[], at=NOW, known={})
    assert report.verdict is Verdict.UNSIGNED
    assert READING._child is None
    assert READING is not DRAWING


def test_the_server_never_loads_the_engines() -> None:
    """They would add some 70 MB to the server's own memory."""
    program = (
        "import sys\n"
        "from phohoa.documents import authority, content, pdf, signing, verification\n"
        "from tests.documents.papers import PLAN\n"
        "pdf.render_plan(PLAN)\n"
        "heavy = {'xhtml2pdf', 'reportlab', 'pyhanko', 'pikepdf', 'lxml', 'PIL', 'pypdf'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert out.stdout.strip() == "[]"


def test_the_child_never_loads_the_server(press: Press) -> None:
    press.run("warm", {})
    assert press._child is not None
    maps = Path(f"/proc/{press._child.pid}/maps").read_text()
    assert "sqlalchemy" not in maps
    assert "argon2" not in maps


def test_a_child_does_not_outlive_the_server() -> None:
    program = (
        "from tests.documents.papers import PLAN\n"
        "from phohoa.documents import pdf, press\n"
        "pdf.render_plan(PLAN)\n"
        "print(press.DRAWING._child.pid, flush=True)\n"
        "import os; os._exit(1)\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    child = Path(f"/proc/{out.stdout.strip()}/stat")
    for _ in range(50):
        if not child.exists() or child.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the child lives on")


@pytest.mark.slow
def test_the_drawing_of_a_plan_does_not_grow_the_child(press: Press) -> None:
    values = drawing("") | {"html": plan_html(PLAN)}
    sizes = []
    for _ in range(30):
        press.run("draw", values)
        assert press._child is not None
        status = Path(f"/proc/{press._child.pid}/status").read_text()
        sizes.append(int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]))
    assert sizes[-1] - sizes[5] < 8_000


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process's memory")
def test_a_child_that_drew_forty_pages_and_signed_holds_less_than_150_mb() -> None:
    DRAWING.close()
    render_plan(plan_of_pages(55))
    sign(issued_plan(), signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)
    assert DRAWING._child is not None
    status = (Path("/proc") / str(DRAWING._child.pid) / "status").read_text()
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    assert int(peak) / 1024 < 150


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="Windows counts priorities otherwise")
def test_the_child_steps_back_behind_the_server() -> None:
    render_plan(SHORT_PLAN)
    assert DRAWING._child is not None
    assert os.getpriority(os.PRIO_PROCESS, DRAWING._child.pid) > os.getpriority(os.PRIO_PROCESS, 0)


def test_the_engines_come_without_a_client_of_the_web() -> None:
    code = """
import sys
from phohoa.documents.child.spared import spare
spare()
from phohoa.documents.child import draw, sign
import aiohttp, arabic_reshaper
print(draw.paper("<html><body><p>xin</p></body></html>").pdf[:5])
try:
    aiohttp.ClientSession().get("http://127.0.0.1:9")
except RuntimeError as refused:
    print(refused)
real = {"svglib.svglib", "aiohttp.client", "arabic_reshaper.letters"}
print(sorted(set(sys.modules) & real))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["b'%PDF-'", "get: not loaded in this process", "[]"]


def test_drawing_loads_neither_what_signs_nor_what_fetches_and_whoever_asks_later_gets_it() -> None:
    code = """
import sys, types
sys.modules["phohoa"] = package = types.ModuleType("phohoa")
package.__path__ = ["phohoa"]  # as the child does: without the server
from phohoa.documents.child.spared import spare
spare()
from phohoa.documents.child import draw, finish
print(draw.paper("<html><body><p>xin</p></body></html>").pdf[:5])
spared = {"pypdf", "fontTools", "cryptography", "pyhanko", "asyncio", "ssl", "http.client", "email", "jinja2"}
print(sorted(spared & set(sys.modules)))
import http.client, pypdf, ssl, urllib.request
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.platypus.paragraph import uri_pat
print(pypdf.PdfReader.__module__, http.client.HTTPResponse.__module__, urllib.request.Request.__module__)
print(bool(uri_pat.match("https://phohoa.lan/x")), bool(uri_pat.match("xin chao")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines() == [
        "b'%PDF-'",
        "[]",
        "pypdf._reader http.client urllib.request",
        "True False",
    ]


def test_more_drafts_than_there_are_places_are_told_to_come_again() -> None:
    with contextlib.ExitStack() as taken:
        for _ in range(DRAFTS_AT_ONCE):
            taken.enter_context(place_for_a_draft())
        with pytest.raises(Busy), place_for_a_draft():
            pass
    with place_for_a_draft():
        assert render_plan(SHORT_PLAN)
