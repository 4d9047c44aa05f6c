"""Static files travel as small as they can be, and unharmed."""

import gzip
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest

from ..harness import Client

STATIC = Path(__file__).parents[2] / "static"
NAMES = ["app.css", "app.js", "htmx-4.0.1.min.js"]
OPENS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.mark.parametrize("accepts", ["br", "gzip", ""], ids=["Brotli", "gzip", "nothing compressed"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_arrives_whole_whatever_the_browser_takes(
    anyone: Client, people: SimpleNamespace, name: str, accepts: str
) -> None:
    answer = anyone.get(f"/static/{name}?v=1", headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding", "") == accepts
    assert OPENS[accepts](answer.get_data()) == (STATIC / name).read_bytes()
    assert "Accept-Encoding" in answer.headers["Vary"]


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
