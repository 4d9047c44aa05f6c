"""Is this file genuine: our own papers, changed copies, strangers' signatures, and the operator's command."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from phohoa.documents import pdf
from phohoa.documents import signing as pades
from phohoa.domain.access import Action, Actor
from phohoa.domain.errors import Invalid, NotFound
from phohoa.domain.numbering import DocumentKind
from phohoa.extensions import db, installation
from phohoa.services import (
    clock,
    document_pages,
    plan_pages,
    plans,
    storage,
    trusted_issuers,
    verification,
    verification_words,
)
from phohoa.services.command import Caller, Command, command

from ..documents import hostile_pdfs
from ..documents.papers import PLAN
from ..plan_world import PASSPHRASE, World, foreign_keys, signing, world

__all__ = ["signing", "world"]


def paper(world: World) -> bytes:
    issued = world.issue(world.approved())
    return document_pages.document_file(world.actor("office"), issued.document_id).data


def test_our_own_paper_is_genuine_and_says_which_it_is(signing: World) -> None:
    found = verification.verify_file(signing.actor("auditor"), paper(signing))
    assert found.genuine and found.is_demo and found.revocation_checked
    assert found.own is not None and (found.own.symbol, found.own.standing) == ("01-KH/ĐU", "in_force")
    told = json.loads(found.to_json())
    assert (told["verdict"], told["genuine"], told["document"]["symbol"]) == ("genuine", True, "01-KH/ĐU")


def test_a_superseded_paper_is_genuine_but_no_longer_in_force(signing: World) -> None:
    first = signing.approved()
    issued = signing.issue(first)
    second = plans.correct_plan(signing.caller("office"), first, signing.plan(first).version).plan_id
    signing.issue(signing.approved(second))
    data = document_pages.document_file(signing.actor("office"), issued.document_id).data
    found = verification.verify_file(signing.actor("office"), data)
    assert found.genuine and found.own is not None and found.own.standing == "superseded"


CHANGES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("one byte of the content", lambda d: d[:9000] + bytes([d[9000] ^ 1]) + d[9001:]),
    ("a byte added at the end", lambda d: d + b"\n"),
    ("the end cut off", lambda d: d[:-200]),
]


@pytest.mark.parametrize("change", [c for _, c in CHANGES], ids=[name for name, _ in CHANGES])
def test_a_changed_copy_is_never_genuine(signing: World, change: Callable[[bytes], bytes]) -> None:
    found = verification.verify_file(signing.actor("office"), change(paper(signing)))
    assert not found.genuine and found.own is None
    assert found.verdict in ("modified", "malformed", "invalid")


def test_a_strangers_signature_is_not_trusted_until_its_authority_is(world: World) -> None:
    keys = foreign_keys()
    plan_id = world.draft()
    drawn = plan_pages.draft_pdf(world.actor("office"), plan_id)
    data = pades.sign(
        drawn, keys.p12, PASSPHRASE, signer_name="Trăng Văn Lạ", signed_at=clock.local(clock.now())
    )
    office = world.actor("office")
    assert verification.verify_file(office, data).verdict == "untrusted"
    added = trusted_issuers.add_issuer(world.caller("office"), keys.root_pem)
    assert verification.verify_file(office, data).verdict == "revocation_unknown"
    line = trusted_issuers.issuers(office)[0]
    trusted_issuers.add_revocation_list(world.caller("office"), added.issuer_id, line.version, keys.crl)
    found = verification.verify_file(office, data)
    assert found.genuine and found.own is None and not found.is_demo
    line = trusted_issuers.issuers(office)[0]
    trusted_issuers.remove_issuer(world.caller("office"), added.issuer_id, line.version)
    assert verification.verify_file(office, data).verdict == "untrusted"


WRONG_FILES = [
    pytest.param(b"", "required", id="nothing"),
    pytest.param(b"PK\x03\x04 khong phai", "not_a_pdf", id="a zip"),
    pytest.param(b"%PDF-" + b"0" * (20 * 1024 * 1024), "pdf_too_large", id="more than 20 MB"),
]


@pytest.mark.parametrize(("data", "code"), WRONG_FILES)
def test_what_cannot_be_checked_is_said(world: World, data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as raised:
        verification.verify_upload(world.actor("office"), data)
    assert raised.value.fields == {"file": code}


def test_rubbish_with_the_right_beginning_is_malformed(world: World) -> None:
    found = verification.verify_upload(world.actor("office"), b"%PDF-1.7\nkhong phai")
    assert (found.verdict, found.genuine) == ("malformed", False)


@command(Action.INSTALLATION_SETUP)
def keep_minutes(cx: Command, branch_id: int, data: bytes) -> None:
    cx.allow()
    storage.store_document(cx, DocumentKind.MINUTES, "Biên bản thử", data, branch_id=branch_id)


def test_minutes_are_known_only_to_those_who_may_see_them(world: World) -> None:
    content = plan_pages.preview(world.actor("office"), world.draft()).content
    data = pdf.render_plan(content)
    keep_minutes(Caller(Actor.system()), world.ids.first, data)
    known = {
        name: verification.verify_file(world.actor(name), data).own is not None
        for name in ("office", "b1", "b2", "mass_org", "auditor")
    }
    assert known == {"office": True, "b1": True, "b2": False, "mass_org": False, "auditor": False}
    document_id = verification.verify_file(world.actor("b1"), data).own
    assert document_id is not None
    assert document_pages.document_file(world.actor("b1"), document_id.id).name == f"BB-{document_id.id}.pdf"
    for name in ("b2", "mass_org", "auditor", "admin"):
        with pytest.raises(NotFound):
            document_pages.document_file(world.actor(name), document_id.id)
    assert document_pages.documents(world.actor("b1")).lines == ()


def test_the_command_answers_zero_only_for_the_genuine_file(
    app: Flask, signing: World, tmp_path: Path
) -> None:
    data = paper(signing)
    genuine, changed, other = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.pdf"
    genuine.write_bytes(data)
    changed.write_bytes(data[:9000] + b"x" + data[9001:])
    other.write_bytes(b"khong phai PDF")
    db.session.remove()
    runner = app.test_cli_runner()
    answers = [
        runner.invoke(args=["documents", "verify", str(f), "--json"]) for f in (genuine, changed, other)
    ]
    assert [a.exit_code for a in answers] == [0, 1, 1]
    assert [json.loads(a.stdout)["genuine"] for a in answers] == [True, False, False]
    assert json.loads(answers[2].stdout)["verdict"] == "malformed"


def _noted(data: bytes) -> bytes:
    """The paper with a note stuck on its first page in an update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (9, 9, 99, 99)]),
        }
    )
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _retyped(data: bytes) -> bytes:
    """The paper opened, changed and saved anew by an ordinary program."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.pages[1].contents_add(b"0 0 99 99 re f")
        opened.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(_noted, "Trang 1: thêm chữ viết đè lên trang.", id="found by a version inside"),
        pytest.param(_retyped, "Trang 2: nội dung khác.", id="found by the number it bears"),
    ],
)
def test_a_changed_copy_is_compared_with_our_original(
    signing: World, change: Callable[[bytes], bytes], told: str
) -> None:
    found = verification.verify_file(signing.actor("b2"), change(paper(signing)))
    assert (found.verdict, found.own) == ("modified", None)
    assert found.original is not None and found.original.symbol == "01-KH/ĐU"
    words = verification_words.answer(found)
    assert told in words.changes and words.changes_to_ours
    assert words.points[0][1] == f"Không giống bản đang lưu ở đây; đã so với {found.original.title}"
    plain = json.loads(found.to_json())
    assert plain["original"]["symbol"] == "01-KH/ĐU" and plain["changes_to_original"]


def test_the_console_says_each_point_apart(app: Flask, signing: World, tmp_path: Path) -> None:
    data = paper(signing)
    (tmp_path / "a.pdf").write_bytes(data)
    (tmp_path / "b.pdf").write_bytes(_noted(data))
    (tmp_path / "c.pdf").write_bytes(_retyped(pdf.render_plan(PLAN)))
    db.session.remove()
    runner = app.test_cli_runner()
    good, bad, unsigned, missing = (
        runner.invoke(args=["documents", "verify", str(tmp_path / name)])
        for name in ("a.pdf", "b.pdf", "c.pdf", "none.pdf")
    )
    assert [one.exit_code for one in (good, bad, unsigned, missing)] == [0, 1, 3, 2]
    lines = good.stdout.splitlines()
    assert lines[0].startswith("Văn bản thật.")
    assert "Nội dung sau khi ký: Không bị thay đổi" in lines
    assert "Nơi cấp chứng thư: Được tin cậy ở đây" in lines
    assert any(line.startswith("  Số chứng thư: ") for line in lines)
    assert any("theo máy của người ký" in line for line in lines)
    assert "  - Trang 1: thêm chữ viết đè lên trang." in bad.stdout.splitlines()
    assert "Những lần ghi trong tệp:" in bad.stdout


def test_nothing_of_an_upload_is_kept_or_logged(
    signing: World, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    folder = installation().settings.instance
    secret = b"Trang Van Bi Mat"
    data = paper(signing) + secret
    before = {path for path in folder.rglob("*") if path.is_file()}
    with caplog.at_level("DEBUG"):
        verification.verify_upload(signing.actor("b1"), data)
    assert {path for path in folder.rglob("*") if path.is_file()} == before
    assert secret.decode() not in caplog.text
    for path in before:
        assert secret not in path.read_bytes()


def test_a_plan_of_a_past_year_keeps_its_own_regulations(signing: World) -> None:
    plan_id = signing.draft(2023)
    content = plan_pages.preview(signing.actor("office"), plan_id).content
    assert any("24-QĐ/TW" in line for line in content.bases)
    assert content.head.year == 2023 and content.head.dated is None
    assert signing.issue(signing.approved(plan_id), date(2023, 1, 13)).symbol == "01-KH/ĐU"


def test_a_signature_that_cannot_be_read_is_not_called_none(signing: World) -> None:
    found = verification.verify_file(signing.actor("b2"), hostile_pdfs.contents_null())
    told = dict(verification_words.answer(found).points)
    assert told["Nơi cấp chứng thư"] == told["Thu hồi chứng thư"] == "Không đọc được chữ ký"
