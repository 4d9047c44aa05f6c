"""Scans at rest: encrypted, bound to their row, opened under the eyes of the log, removed for good."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from PIL import Image

from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.stages import Paper, Stage
from phohoa.extensions import db
from phohoa.models import AccessLine, Attachment, AuditRow, Branch, DossierPaper
from phohoa.services import scans
from phohoa.services.command import Caller
from phohoa.services.vault import DamagedField, open_bytes, seal_bytes

from .. import factories
from .people_at_work import actor, equip


def picture(colour: int = 40) -> bytes:
    data = io.BytesIO()
    Image.new("L", (300, 200), colour).save(data, "PNG", compress_level=0)
    return data.getvalue()


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    equip(people)
    with factories.writing():
        first = db.session.get(Branch, people.first)
        people.run = factories.run(first, "Võ Thị Hồ Sơ", Stage.DOSSIER).id
        people.second_run = factories.run(first, "Lê Văn Hai", Stage.DOSSIER).id
    return people


@pytest.fixture
def folder(app: Flask) -> Path:
    return app.extensions["phohoa"].settings.attachment_dir


def attach(
    ward: SimpleNamespace, data: bytes | None = None, run: str = "run", **more: object
) -> scans.ScanKept:
    caller = more.pop("caller", ward.branch)
    paper = more.pop("paper", Paper.APPLICATION)
    return scans.attach_scan(caller, getattr(ward, run), paper, 1, data or picture(), "anh-cua-thu.png")


def test_a_scan_lies_encrypted_under_a_name_that_says_nothing(ward: SimpleNamespace, folder: Path) -> None:
    kept = attach(ward)
    (stored,) = folder.iterdir()
    raw = stored.read_bytes()
    assert stored.name == kept.key
    assert stored.stat().st_mode & 0o077 == 0
    for plain in (b"PNG", b"IHDR", b"IEND", bytes([40]) * 24):
        assert plain not in raw
    row = db.session.get(Attachment, kept.attachment_id)
    assert (row.kind, row.pages) == ("png", 1)
    assert "anh-cua-thu" not in str(vars(row))
    file = scans.scan_file(ward.branch.actor, kept.attachment_id)
    assert file.data == picture()
    assert (file.mime, file.name) == ("image/png", f"ban-chup-{kept.attachment_id}.png")


def test_a_file_moved_to_another_row_does_not_open(ward: SimpleNamespace, folder: Path) -> None:
    one, other = attach(ward), attach(ward, picture(90), "second_run")
    (folder / other.key).write_bytes((folder / one.key).read_bytes())
    with pytest.raises(DamagedField):
        scans.scan_file(ward.branch.actor, other.attachment_id)
    assert scans.scan_file(ward.branch.actor, one.attachment_id).data == picture()


@pytest.mark.parametrize("harm", ["flipped", "cut", "gone", "empty"])
def test_a_damaged_file_does_not_open(ward: SimpleNamespace, folder: Path, harm: str) -> None:
    kept = attach(ward)
    path = folder / kept.key
    raw = bytearray(path.read_bytes())
    if harm == "gone":
        path.unlink()
    else:
        raw[len(raw) // 2] ^= 1
        path.write_bytes({"flipped": bytes(raw), "cut": bytes(raw[:9]), "empty": b""}[harm])
    with pytest.raises(DamagedField):
        scans.scan_file(ward.branch.actor, kept.attachment_id)


def test_bytes_are_sealed_for_one_place_with_one_key() -> None:
    key, other = bytes(32), bytes(31) + b"\x01"
    sealed = seal_bytes(key, "attachment:a", b"\x00\xff\x80")
    assert open_bytes(key, "attachment:a", sealed) == b"\x00\xff\x80"
    assert sealed != seal_bytes(key, "attachment:a", b"\x00\xff\x80")
    for wrong in (
        (key, "attachment:b", sealed),
        (other, "attachment:a", sealed),
        (key, "attachment:a", b"\x02"),
    ):
        with pytest.raises(DamagedField):
            open_bytes(*wrong)


def test_every_opening_is_written_down(ward: SimpleNamespace) -> None:
    kept = attach(ward)
    scans.note_scan_opened(ward.office_caller, kept.attachment_id)
    (line,) = db.session.query(AccessLine).filter_by(what="scan").all()
    assert line.user_id == ward.office


def test_who_may_neither_attach_nor_open(ward: SimpleNamespace, folder: Path) -> None:
    kept = attach(ward)
    with pytest.raises(NotFound):
        attach(ward, caller=ward.other)
    with pytest.raises(NotFound):
        scans.scan_file(ward.other.actor, kept.attachment_id)
    with pytest.raises(NotFound):
        scans.note_scan_opened(ward.other, kept.attachment_id)
    committee = Caller(actor(ward.committee))
    with pytest.raises(Forbidden):
        scans.scan_file(committee.actor, kept.attachment_id)
    with pytest.raises(Forbidden):
        attach(ward, caller=committee)
    assert len(list(folder.iterdir())) == 1


def test_a_removed_scan_keeps_its_reason_and_loses_its_bytes(ward: SimpleNamespace, folder: Path) -> None:
    kept = attach(ward)
    with pytest.raises(Invalid):
        scans.remove_scan(ward.branch, kept.attachment_id, "")
    assert len(list(folder.iterdir())) == 1
    scans.remove_scan(ward.branch, kept.attachment_id, "Chụp nhầm giấy khác")
    assert list(folder.iterdir()) == []
    row = db.session.get(Attachment, kept.attachment_id)
    assert row.removed_at is not None
    assert row.removed_reason == "Chụp nhầm giấy khác"
    with pytest.raises(NotFound):
        scans.scan_file(ward.branch.actor, kept.attachment_id)
    with pytest.raises(Refused):
        scans.remove_scan(ward.branch, kept.attachment_id, "Lần nữa")
    assert "Chụp nhầm" not in str([row.data for row in db.session.query(AuditRow).all()])


def test_five_scans_are_enough_for_a_paper(ward: SimpleNamespace, folder: Path) -> None:
    for colour in range(scans.MOST_SCANS):
        attach(ward, picture(colour))
    with pytest.raises(Invalid) as refused:
        attach(ward, picture(99))
    assert refused.value.fields["file"][0] == "scan_too_many"
    assert len(list(folder.iterdir())) == scans.MOST_SCANS, "what was refused leaves no file behind"


@pytest.mark.parametrize("paper", [Paper.VERIFICATION, Paper.SUPPLEMENTARY_VERIFICATION])
def test_findings_of_a_verification_are_never_scanned(
    ward: SimpleNamespace, folder: Path, paper: Paper
) -> None:
    with pytest.raises(Refused) as refused:
        attach(ward, paper=paper)
    assert refused.value.code == "scan_not_here"
    assert list(folder.iterdir()) == []


def test_pressing_again_keeps_one_scan(ward: SimpleNamespace, folder: Path) -> None:
    twice = Caller(ward.branch.actor, "one-form-of-a-scan")
    first, second = attach(ward, caller=twice), attach(ward, caller=twice)
    assert first == second
    assert db.session.query(Attachment).count() == 1
    assert [path.name for path in folder.iterdir()] == [first.key]
    with pytest.raises(Conflict):
        attach(ward, picture(7), caller=twice)
    assert len(list(folder.iterdir())) == 1


def test_a_refused_file_leaves_nothing(ward: SimpleNamespace, folder: Path) -> None:
    with pytest.raises(Invalid) as refused:
        scans.attach_scan(ward.branch, ward.run, Paper.APPLICATION, 1, picture(), "don.pdf")
    code, words = refused.value.fields["file"]
    assert (code, words) == ("scan_lies", {"claims": "pdf", "found": "png"})
    assert list(folder.iterdir()) == []
    assert db.session.query(DossierPaper).count() == 0
