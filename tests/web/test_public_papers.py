"""The square code on an issued paper, and the page it leads to, for somebody who never signed in."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from phohoa.extensions import db, installation
from phohoa.models import Document, RegisterEntry
from phohoa.services import document_pages, plans, public_papers

from ..harness import Client, check_page
from ..plan_world import World, signing, world

__all__ = ["signing", "world"]
BASE = "https://phohoa.lan"


@pytest.fixture
def printed(signing: World, app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    """The ward with a public address."""
    kept = installation()
    monkeypatch.setattr(kept, "settings", replace(kept.settings, public_url=BASE))
    return signing


def issued(world: World, plan_id: int | None = None) -> tuple[RegisterEntry, bytes]:
    made = world.issue(plan_id or world.approved())
    data = document_pages.document_file(world.actor("office"), made.document_id).data
    entry = db.session.scalars(
        select(RegisterEntry).where(RegisterEntry.document_id == made.document_id)
    ).one()
    return entry, data


def send(client: Client, url: str, data: bytes) -> TestResponse:
    client.get(url)
    return client.post(url, {"file": (io.BytesIO(data), "a.pdf")}, content_type="multipart/form-data")


def test_whoever_holds_the_paper_sees_what_the_register_says(printed: World, app: Flask) -> None:
    entry, _data = issued(printed)
    address = public_papers.address_of(entry.id)
    assert address == f"{BASE}/v/{public_papers.code_of(entry.id)}"
    shown = Client(app).page(address.removeprefix(BASE))
    sha256 = db.session.scalars(select(Document.sha256).where(Document.id == entry.document_id)).one()
    words = shown.text.replace("\u200b", "")
    for part in (
        "01-KH/ĐU",
        "Kế hoạch",
        f"{entry.dated:%d/%m/%Y}",
        entry.signatory_name,
        sha256[:8],
        "BÍ THƯ",
    ):
        assert part in words, part
    assert "đang có hiệu lực" in words
    assert entry.subject not in words  # only what is needed to compare


def test_a_replaced_paper_is_said_to_be_replaced(printed: World, app: Flask) -> None:
    first = printed.approved()
    entry, _data = issued(printed, first)
    code = public_papers.code_of(entry.id)
    second = plans.correct_plan(printed.caller("office"), first, printed.plan(first).version).plan_id
    printed.issue(printed.approved(second))
    assert "Đã được thay thế" in Client(app).page(f"/v/{code}").text


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda code: code[:-1] + ("a" if code[-1] != "a" else "b"), id="another letter"),
        pytest.param(lambda code: "9" + code, id="another paper's number"),
        pytest.param(lambda code: code.split("-")[0], id="only the number"),
        pytest.param(lambda code: code.upper(), id="capitals"),
        pytest.param(lambda code: "999999999999-" + code.split("-")[1], id="a number too large"),
    ],
)
def test_a_code_cannot_be_guessed(printed: World, app: Flask, spoil: Callable[[str], str]) -> None:
    entry, _data = issued(printed)
    assert Client(app).get(f"/v/{spoil(public_papers.code_of(entry.id))}").status_code == 404


def test_a_copy_is_compared_without_signing_in(printed: World, app: Flask) -> None:
    entry, data = issued(printed)
    url = f"/v/{public_papers.code_of(entry.id)}"
    client = Client(app)
    same = check_page(send(client, url, data)).text
    assert "Văn bản thật" in same and "Tệp giống hệt bản đã phát hành." in same
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.pages[0].contents_add(b"0 0 99 99 re f")
        opened.save(out)
    other = check_page(send(client, url, out.getvalue())).text
    assert "Văn bản thật" not in other and "Tệp này không giống bản đã phát hành." in other
    assert "Trang 1: nội dung khác." in other
    wrong = send(client, url, b"PK\x03\x04")
    assert "Văn bản thật" not in check_page(wrong).text


def test_too_many_questions_are_put_off(printed: World, app: Flask) -> None:
    entry, _data = issued(printed)
    url = f"/v/{public_papers.code_of(entry.id)}"
    client = Client(app)
    answers = [send(client, url, b"").status_code for _ in range(13)]
    assert answers == [422] * 12 + [429]
    app.extensions.pop("phohoa.often")
    answers = [client.get(url).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]


def test_without_a_public_address_no_code_is_printed(signing: World) -> None:
    entry, _data = issued(signing)
    assert public_papers.address_of(entry.id) == ""
