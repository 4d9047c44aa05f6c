"""Issuing: number, signature and publication at once, or nothing; then immutable, until superseded."""

import io
import json
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from pyhanko.pdf_utils.reader import PdfFileReader
from sqlalchemy import select

from phohoa.documents.authority import make_demo_authority
from phohoa.domain.access import Role
from phohoa.domain.errors import Conflict, Forbidden, Invalid, Refused
from phohoa.domain.numbering import DocumentKind, PlanState
from phohoa.extensions import db, installation
from phohoa.models import AuditRow, Document, PlanSection, Receipt, RegisterEntry, SigningKey
from phohoa.services import (
    audit_reports,
    clock,
    document_pages,
    issuing,
    plan_pages,
    plans,
    register,
    register_pages,
    signing_keys,
    trusted_issuers,
)
from phohoa.texts.plans import DEMO_AUTHORITY

from .. import factories
from ..plan_world import PASSPHRASE, World, foreign_keys, signing, world

__all__ = ["signing", "world"]
TODAY = clock.today()


def stored(world: World, document_id: int) -> bytes:
    return document_pages.document_file(world.actor("office"), document_id).data


def words_of(data: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def nothing_happened(world: World, plan_id: int) -> None:
    plan = world.plan(plan_id)
    assert (plan.state, plan.document_id) == (PlanState.APPROVED, None)
    assert db.session.scalars(select(RegisterEntry)).all() == []
    assert db.session.scalars(select(Document)).all() == []
    assert db.session.scalars(select(Receipt).where(Receipt.command_id == "issue-once")).all() == []


def test_the_issued_paper_says_number_date_and_allocation(signing: World, tmp_path: Path) -> None:
    office = signing.caller("office")
    register.carry_over(office, DocumentKind.PLAN, date(TODAY.year, 1, 2), 43)
    issued = signing.issue(signing.approved(), date(TODAY.year, 1, 5))
    words = words_of(stored(signing, issued.document_id), tmp_path)
    assert "Số 44-KH/ĐU" in words
    assert f"Phổ Hòa, ngày 05 tháng 01 năm {TODAY.year}" in words
    assert "1 Chi bộ Tổ dân phố An Thử 01" in words
    assert "T/M ĐẢNG ỦY" in words and "BÍ THƯ" in words
    assert signing.plan(issued.plan_id).signatory_name in words


def test_independent_readers_call_the_signature_valid(signing: World, tmp_path: Path) -> None:
    issued = signing.issue(signing.approved())
    data = stored(signing, issued.document_id)
    file = tmp_path / "paper.pdf"
    file.write_bytes(data)
    said = subprocess.run(["pdfsig", str(file)], capture_output=True, check=True).stdout.decode()
    assert "Signature is Valid" in said and "Total document signed" in said
    signature = PdfFileReader(io.BytesIO(data)).embedded_signatures[0]
    signature.compute_integrity_info()
    assert signature.summarise_integrity_info()["coverage"].name == "ENTIRE_FILE"


def test_everything_that_issuing_changes_stands_together(signing: World) -> None:
    plan_id = signing.approved()
    issued = signing.issue(plan_id)
    plan = signing.plan(plan_id)
    entry = db.session.scalar(select(RegisterEntry))
    document = db.session.get(Document, issued.document_id)
    assert entry is not None and document is not None
    assert (plan.state, plan.document_id, plan.dated) == (PlanState.ISSUED, document.id, TODAY)
    assert (entry.plan_id, entry.document_id, entry.number) == (plan.id, document.id, 1)
    assert (document.sha256, document.issued_on, document.signed) == (issued.sha256, TODAY, True)
    assert audit_reports.verify(signing.actor("admin"), None)["sound"]


def test_a_wrong_passphrase_takes_no_number_and_leaves_nothing(signing: World) -> None:
    plan_id = signing.approved()
    version = signing.plan(plan_id).version
    caller = signing.caller("signatory", "issue-once")
    with pytest.raises(Invalid) as raised:
        issuing.issue(caller, plan_id, version, "không phải", TODAY)
    assert raised.value.fields == {"passphrase": "wrong_passphrase"}
    nothing_happened(signing, plan_id)
    assert list(installation().settings.document_dir.iterdir()) == []
    issued = issuing.issue(caller, plan_id, version, PASSPHRASE, TODAY)
    assert issued.symbol == "01-KH/ĐU"


def test_the_passphrase_is_in_no_row_and_no_file(signing: World) -> None:
    plan_id = signing.approved()
    caller = signing.caller("signatory", "issue-once")
    issuing.issue(caller, plan_id, signing.plan(plan_id).version, PASSPHRASE, TODAY)
    db.session.rollback()
    rows = [r.data for r in db.session.scalars(select(AuditRow))]
    rows += [json.dumps([r.result, r.fingerprint]) for r in db.session.scalars(select(Receipt))]
    assert rows and not any(PASSPHRASE in row for row in rows)
    wanted = PASSPHRASE.encode()
    for folder, _names, files in os.walk(installation().settings.instance):
        assert not any(wanted in (Path(folder) / name).read_bytes() for name in files)
    escaped = PASSPHRASE.encode("unicode_escape").decode()
    assert not any(escaped in row for row in rows)


def test_pressing_issue_twice_gives_one_number(signing: World) -> None:
    plan_id = signing.approved()
    version = signing.plan(plan_id).version
    caller = signing.caller("signatory", "issue-once")
    first = issuing.issue(caller, plan_id, version, PASSPHRASE, TODAY)
    assert issuing.issue(caller, plan_id, version, PASSPHRASE, TODAY) == first


def test_only_an_approved_plan_is_issued(signing: World) -> None:
    plan_id = signing.submitted(signing.draft())
    with pytest.raises(Conflict) as raised:
        signing.issue(plan_id)
    assert raised.value.code == "plan_not_approved"


def test_only_the_plans_own_signatory_issues_it(signing: World) -> None:
    plan_id = signing.approved()
    with factories.writing():
        other = factories.user(Role.SIGNATORY, "pho-bi-thu").id
    signing.ids.deputy = other
    version = signing.plan(plan_id).version
    with pytest.raises(Refused) as raised:
        issuing.issue(signing.caller("deputy"), plan_id, version, PASSPHRASE, TODAY)
    assert raised.value.code == "not_the_signatory"
    with pytest.raises(Forbidden):
        issuing.issue(signing.caller("office"), plan_id, version, PASSPHRASE, TODAY)
    nothing_happened(signing, plan_id)


def test_without_a_key_nothing_is_issued(world: World) -> None:
    plan_id = world.approved()
    with pytest.raises(Refused) as raised:
        world.issue(plan_id)
    assert raised.value.code == "no_key"
    nothing_happened(world, plan_id)


def test_a_key_of_an_authority_nobody_here_trusts_signs_nothing(world: World) -> None:
    signing_keys.add_key(world.caller("signatory"), foreign_keys().p12, PASSPHRASE)
    plan_id = world.approved()
    with pytest.raises(Refused) as raised:
        world.issue(plan_id)
    assert raised.value.code == "issuer_unknown"
    nothing_happened(world, plan_id)


def test_a_trusted_authority_without_a_list_of_revoked_ones_is_enough_to_issue(world: World) -> None:
    keys = foreign_keys()
    trusted_issuers.add_issuer(world.caller("office"), keys.root_pem)
    signing_keys.add_key(world.caller("signatory"), keys.p12, PASSPHRASE)
    assert world.issue(world.approved()).symbol == "01-KH/ĐU"


def test_an_expired_key_signs_nothing(signing: World) -> None:
    plan_id = signing.approved()
    with factories.writing():
        key = db.session.scalar(select(SigningKey))
        assert key is not None
        key.not_after = clock.now() - timedelta(minutes=1)
    with pytest.raises(Refused) as raised:
        signing.issue(plan_id)
    assert raised.value.code == "no_key"


@pytest.mark.parametrize("dated", [TODAY + timedelta(days=1), date(1990, 1, 1)])
def test_an_impossible_date_issues_nothing(signing: World, dated: date) -> None:
    plan_id = signing.approved()
    with pytest.raises(Invalid) as raised:
        signing.issue(plan_id, dated)
    assert set(raised.value.fields) == {"dated"}
    nothing_happened(signing, plan_id)


def test_a_letter_the_fonts_do_not_have_is_named(signing: World) -> None:
    plan_id = signing.approved()
    # The linter keeps such a letter from being presented, so it comes in behind its back.
    with factories.writing():
        found = db.session.scalar(select(PlanSection).where(PlanSection.heading == "Mục đích"))
        assert found is not None
        found.body = "Chữ lạ: 漢"
    with pytest.raises(Refused) as raised:
        signing.issue(plan_id)
    assert (raised.value.code, raised.value.params["letter"]) == ("foreign_letter", "漢")
    nothing_happened(signing, plan_id)


def test_an_issued_plan_is_never_edited_nor_issued_again(signing: World) -> None:
    plan_id = signing.approved()
    signing.issue(plan_id)
    plan = signing.plan(plan_id)
    version = plan.version
    found = db.session.scalars(select(PlanSection).where(PlanSection.plan_id == plan_id)).first()
    assert found is not None
    section_id, section_version = found.id, found.version
    office, signatory = signing.caller("office"), signing.caller("signatory")
    with pytest.raises(Conflict):
        plans.edit_section(office, plan_id, section_id, section_version, "x", "y")
    with pytest.raises(Conflict):
        plans.edit_allocation(office, plan_id, version, (), ())
    with pytest.raises(Conflict):
        plans.return_plan(signatory, plan_id, version, "muộn rồi")
    with pytest.raises(Conflict):
        issuing.issue(signatory, plan_id, version, PASSPHRASE, TODAY)
    with pytest.raises(Conflict):
        signing.draft()


def test_a_correction_supersedes_the_plan_when_it_is_issued(signing: World) -> None:
    first = signing.approved()
    one = signing.issue(first)
    second = plans.correct_plan(signing.caller("office"), first, signing.plan(first).version).plan_id
    signing.approved(second)
    assert signing.plan(first).state is PlanState.ISSUED
    two = signing.issue(second)
    assert (one.symbol, two.symbol) == ("01-KH/ĐU", "02-KH/ĐU")
    assert signing.plan(first).state is PlanState.SUPERSEDED
    shown = document_pages.document_page(signing.actor("b1"), one.document_id)
    assert (shown.standing, shown.other_id) == ("superseded", two.document_id)
    assert document_pages.document_page(signing.actor("b1"), two.document_id).standing == "in_force"
    assert stored(signing, one.document_id)


def test_a_stored_file_that_was_damaged_is_not_handed_out(signing: World) -> None:
    issued = signing.issue(signing.approved())
    path = installation().settings.document_dir / issued.sha256
    path.write_bytes(path.read_bytes().replace(b"%%EOF", b"%%EOX"))
    with pytest.raises(Refused) as raised:
        stored(signing, issued.document_id)
    assert raised.value.code == "document_damaged"
    path.unlink()
    with pytest.raises(Refused):
        stored(signing, issued.document_id)


def test_issuing_and_cancelling_at_once_leave_no_gap(app: Flask, signing: World) -> None:
    plan_id = signing.approved()
    version = signing.plan(plan_id).version
    signatory = signing.caller("signatory", "issue-once")
    office = [signing.caller("office", f"cancel-{n}") for n in range(19)]
    db.session.remove()

    def work(turn: int) -> int:
        with app.app_context():
            try:
                if turn == 9:
                    issued = issuing.issue(signatory, plan_id, version, PASSPHRASE, TODAY)
                    return int(issued.symbol.split("-")[0])
                taken = register.cancel_number(office[turn % 19], DocumentKind.PLAN, TODAY, "thử", "cùng lúc")
                return taken.number
            finally:
                db.session.remove()

    with ThreadPoolExecutor(20) as pool:
        numbers = list(pool.map(work, [n for n in range(20) if n != 19]))
    assert sorted(numbers) == list(range(1, 20))
    assert register_pages.book(signing.actor("office")).gaps == ()


def test_the_way_from_click_to_file(signing: World, capsys: pytest.CaptureFixture[str]) -> None:
    plan_id = signing.draft()
    with factories.writing():
        for n in range(34):
            factories.branch(f"Chi bộ Thử số {n:02d}")
    shown = plan_pages.allocation_page(signing.actor("office"), plan_id)
    typed = tuple(plans.UnitInput(line.unit_id, 1) for line in shown.branches)
    others = tuple(plans.UnitInput(line.unit_id, 1, 1) for line in shown.organisations)
    plans.edit_allocation(signing.caller("office"), plan_id, shown.version, typed, others)
    signing.approved(plan_id)
    started = time.perf_counter()
    issued = signing.issue(plan_id)
    seconds = time.perf_counter() - started
    data = stored(signing, issued.document_id)
    pages = PdfFileReader(io.BytesIO(data)).root["/Pages"]["/Count"]
    with capsys.disabled():
        print(f"\nsigned plan of {pages} pages: {seconds:.2f} s, {len(data) // 1024} KB")
    assert pages == 5


def test_a_key_is_kept_closed_and_its_file_goes_when_it_is_removed(world: World) -> None:
    keys = foreign_keys()
    key_id = signing_keys.add_key(world.caller("signatory"), keys.p12, PASSPHRASE).key_id
    row = db.session.get(SigningKey, key_id)
    assert row is not None and row.pkcs12 == keys.p12
    shown = signing_keys.own_keys(world.actor("signatory"))[0]
    assert (shown.state, shown.is_demo, shown.issuer_known, shown.other_name) == (
        "valid",
        False,
        False,
        world.actor("signatory").full_name,
    )
    signing_keys.remove_key(world.caller("signatory"), key_id)
    db.session.rollback()
    row = db.session.get(SigningKey, key_id)
    assert row is not None and row.pkcs12 == b"" and row.removed_at is not None
    assert signing_keys.own_keys(world.actor("signatory")) == ()
    assert signing_keys.add_key(world.caller("signatory"), keys.p12, PASSPHRASE).key_id == key_id


WRONG_KEYS = [
    pytest.param(b"", PASSPHRASE, {"file": "required"}, id="no file"),
    pytest.param(b"%PDF-1.7 ...", PASSPHRASE, {"file": "not_a_key_file"}, id="a PDF"),
    pytest.param(None, "sai", {"passphrase": "key_not_opened"}, id="a wrong passphrase"),
]


@pytest.mark.parametrize(("data", "passphrase", "fields"), WRONG_KEYS)
def test_what_is_no_usable_key_is_said(
    world: World, data: bytes | None, passphrase: str, fields: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as raised:
        signing_keys.add_key(
            world.caller("signatory"), foreign_keys().p12 if data is None else data, passphrase
        )
    assert raised.value.fields == fields


def test_a_key_belongs_to_one_account(world: World) -> None:
    keys = foreign_keys()
    signing_keys.add_key(world.caller("signatory"), keys.p12, PASSPHRASE)
    with factories.writing():
        world.ids.deputy = factories.user(Role.SIGNATORY, "pho-bi-thu").id
    with pytest.raises(Invalid) as raised:
        signing_keys.add_key(world.caller("deputy"), keys.p12, PASSPHRASE)
    assert raised.value.fields == {"file": "key_of_another"}


def test_the_demo_says_that_it_is_one(signing: World) -> None:
    key = signing_keys.own_keys(signing.actor("signatory"))[0]
    assert (key.is_demo, key.issuer, key.issuer_known) == (True, DEMO_AUTHORITY, True)
    assert [line.is_demo for line in trusted_issuers.issuers(signing.actor("office"))] == [True]


def test_a_list_of_revoked_certificates_is_taken_only_from_its_own_authority(signing: World) -> None:
    line = trusted_issuers.issuers(signing.actor("office"))[0]
    office = signing.caller("office")
    other = make_demo_authority(
        authority_name=DEMO_AUTHORITY,
        signer_name="Người Lạ",
        organisation="Nơi lạ",
        passphrase="x" * 12,
        now=clock.now(),
    )
    with pytest.raises(Invalid) as raised:
        trusted_issuers.add_revocation_list(office, line.id, line.version, other.crl)
    assert raised.value.fields == {"file": "revocation_list_foreign"}
    with pytest.raises(Invalid) as raised:
        trusted_issuers.add_issuer(office, b"khong phai")
    assert raised.value.fields == {"file": "not_a_certificate"}
    with pytest.raises(Invalid) as raised:
        trusted_issuers.add_issuer(office, other.root_pem[:-40])
    assert set(raised.value.fields) == {"file"}
