"""Static files travel as small as they can be, and unharmed."""

import gzip
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest

from ..harness import Client

STATIC = Path(__file__).parents[2] / "static"
NAMES = ["app.css", "app.js", "htmx-4.0.1.min.js"]
OTHERS = ["line.js", "meeting.css", "print.css", "sw.js"]
OPENS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.mark.parametrize("accepts", ["br", "gzip", ""], ids=["Brotli", "gzip", "nothing compressed"])
@pytest.mark.parametrize("name", [*NAMES, *OTHERS])
def test_a_file_arrives_whole_whatever_the_browser_takes(
    anyone: Client, people: SimpleNamespace, name: str, accepts: str
) -> None:
    answer = anyone.get(f"/static/{name}?v=1", headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding", "") == accepts
    sent, source = OPENS[accepts](answer.get_data()), (STATIC / name).read_bytes()
    assert sent == source if name.endswith(".min.js") else sent.decode() == code_of(source.decode())
    assert "Accept-Encoding" in answer.headers["Vary"]


def code_of(source: str) -> str:
    """The lines of a script or style sheet without indentation, and without comments that stand alone."""
    lines, inside = [], False
    for line in map(str.lstrip, source.splitlines()):
        opens = line.startswith("/*") and "*/" not in line.rstrip()[:-2]
        alone = line.startswith("//") or (line.startswith("/*") and line.rstrip().endswith("*/"))
        if not inside and not opens and not alone and line:
            lines.append(line + "\n")
        inside = (inside or opens) and not line.rstrip().endswith("*/")
    return "".join(lines)


@pytest.mark.parametrize("name", ["app.js", "line.js", "sw.js"])
def test_no_text_of_a_script_runs_over_several_lines(name: str) -> None:
    assert "`" not in code_of((STATIC / name).read_text("utf-8")), "lean() would change it"


def test_all_files_of_a_first_visit_leave_room_for_the_page(anyone: Client, people: SimpleNamespace) -> None:
    answers = [anyone.get(f"/static/{name}?v=1", headers={"Accept-Encoding": "br"}) for name in NAMES]
    heads = sum(len(f"{name}: {value}\r\n") for one in answers for name, value in one.headers.items())
    assert sum(len(one.get_data()) for one in answers) + heads <= 24 * 1024


def test_a_file_that_is_kept_is_not_sent_again(anyone: Client, people: SimpleNamespace) -> None:
    first = anyone.get("/static/app.css", headers={"Accept-Encoding": "br"})
    stamp = first.headers["Last-Modified"]
    again = anyone.get("/static/app.css", headers={"Accept-Encoding": "br", "If-Modified-Since": stamp})
    assert again.status_code == 304
    assert again.get_data() == b""


def test_what_is_no_file_is_not_found(anyone: Client, people: SimpleNamespace) -> None:
    assert anyone.get("/static/../app.py").status_code == 404
    assert anyone.get("/static/nothing.css").status_code == 404
