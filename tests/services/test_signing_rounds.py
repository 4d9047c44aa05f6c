"""Rounds of signing: fixed order, each by the right person, published with the last; declined, withdrawn."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from phohoa.domain.access import Role
from phohoa.domain.errors import Conflict, Forbidden, Invalid, Refused
from phohoa.domain.numbering import PlanState
from phohoa.domain.register import EntryState
from phohoa.domain.signing import RoundState, SigningMeans, SubjectKind
from phohoa.extensions import db, installation
from phohoa.models import Document, RegisterEntry, SigningRound, User
from phohoa.services import (
    accounts,
    audit_reports,
    clock,
    document_pages,
    home,
    issuing,
    plans,
    seal_settings,
    signing_at_once,
    signing_pages,
    signing_steps,
    verification,
)
from phohoa.services.command import Caller

from ..signing_world import PASSPHRASE, TwoSigners, sealed, signers, world

__all__ = ["sealed", "signers", "world"]
TODAY = clock.today()


def entry() -> RegisterEntry:
    db.session.rollback()
    found = db.session.scalar(select(RegisterEntry))
    assert found is not None
    return found


def test_two_signatures_in_order_publish_the_plan(sealed: TwoSigners, tmp_path: Path) -> None:
    begun = sealed.begun()
    plan_id = sealed.round(begun.round_id).plan_id or 0
    assert (entry().state, sealed.world.plan(plan_id).state) == (EntryState.TAKEN, PlanState.APPROVED)
    first = sealed.sign("signatory", begun.round_id)
    assert (first.document_id, sealed.round(begun.round_id).state) == (0, RoundState.OPEN)
    assert db.session.scalars(select(Document)).all() == []
    last = sealed.sign("office", begun.round_id)
    plan = sealed.world.plan(plan_id)
    assert (plan.state, plan.document_id, plan.dated) == (PlanState.ISSUED, last.document_id, TODAY)
    assert (entry().document_id, entry().plan_id, entry().state) == (
        *(last.document_id, plan_id),
        EntryState.USED,
    )
    frozen = sealed.round(begun.round_id)
    assert (frozen.state, frozen.document_id) == (RoundState.PUBLISHED, last.document_id)
    data = document_pages.document_file(sealed.world.actor("b1"), last.document_id).data
    assert data.startswith((installation().settings.document_dir / frozen.frozen_sha256).read_bytes())
    check = verification.verify_file(sealed.world.actor("b1"), data)
    assert check.verdict == "genuine"
    assert [one.name for one in check.signers] == ["Trần Văn Mẫu", "Đảng ủy phường Phổ Hòa"]
    assert [one.means for one in sealed.signatures(begun.round_id)] == [SigningMeans.KEY_FILE] * 2
    file = tmp_path / "paper.pdf"
    file.write_bytes(data)
    said = subprocess.run(["pdfsig", str(file)], capture_output=True, check=True).stdout.decode()
    assert said.count("Signature is Valid") == 2
    assert audit_reports.verify(sealed.world.actor("admin"), None)["sound"]


def test_nobody_signs_out_of_turn_or_for_another(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    with pytest.raises(Refused) as raised:
        sealed.sign("office", begun.round_id)
    assert raised.value.code == "not_your_signature"
    with pytest.raises(Forbidden):
        sealed.sign("committee", begun.round_id)
    sealed.sign("signatory", begun.round_id)
    with pytest.raises(Refused):
        sealed.sign("signatory", begun.round_id)
    assert [one.signed_at is None for one in sealed.signatures(begun.round_id)] == [False, True]


def test_a_wrong_passphrase_leaves_the_paper_as_it_was(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    before = sealed.round(begun.round_id).current_sha256
    with pytest.raises(Invalid) as raised:
        sealed.sign("signatory", begun.round_id, "không phải")
    assert raised.value.fields == {"passphrase": "wrong_passphrase"}
    assert sealed.round(begun.round_id).current_sha256 == before
    assert sealed.sign("signatory", begun.round_id).document_id == 0


def test_one_press_of_the_signatory_numbers_and_signs(sealed: TwoSigners) -> None:
    plan_id = sealed.world.approved()
    version = sealed.world.plan(plan_id).version
    caller = sealed.world.caller("signatory", "issue-once")
    given = (SubjectKind.PLAN, plan_id, version, PASSPHRASE, TODAY)
    with pytest.raises(Invalid):
        signing_at_once.start_and_sign(caller, *given[:3], "không phải", TODAY)
    with pytest.raises(Refused) as refused:
        signing_at_once.start_and_sign(sealed.world.caller("office"), *given)
    assert refused.value.code == "not_the_signatory"
    assert db.session.scalars(select(RegisterEntry)).all() == []
    saved = signing_at_once.start_and_sign(caller, *given)
    assert signing_at_once.start_and_sign(caller, *given) == saved
    assert len(db.session.scalars(select(RegisterEntry)).all()) == 1
    assert [one.signed_at is None for one in sealed.signatures(saved.round_id)] == [False, True]
    with pytest.raises(Conflict) as raised:
        issuing.issue(sealed.world.caller("signatory"), plan_id, version, PASSPHRASE, TODAY)
    assert raised.value.code in ("stale", "seal_in_use")


def test_the_quick_way_is_closed_while_the_organisation_signs_too(sealed: TwoSigners) -> None:
    plan_id = sealed.world.approved()
    with pytest.raises(Conflict) as raised:
        sealed.world.issue(plan_id)
    assert raised.value.code == "seal_in_use"
    assert db.session.scalars(select(RegisterEntry)).all() == []


def test_declined_the_number_is_cancelled_and_the_plan_comes_back_first(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    sealed.sign("signatory", begun.round_id)
    version = sealed.round(begun.round_id).version
    office = sealed.world.caller("office")
    with pytest.raises(Invalid):
        signing_steps.decline(office, begun.round_id, version, "  ")
    signing_steps.decline(office, begun.round_id, version, "Sai tên đơn vị ở bảng 2")
    assert (entry().state, entry().cancelled_reason) == (EntryState.CANCELLED, "Sai tên đơn vị ở bảng 2")
    plan_id = sealed.round(begun.round_id).plan_id or 0
    assert sealed.world.plan(plan_id).state is PlanState.RETURNED
    assert sealed.world.plan(plan_id).dated is None, "the day of the number that was given up"
    tasks = home.home_page(sealed.world.actor("office")).tasks
    assert (tasks[0].code, tasks[0].at) == ("plan_returned", {"plan_id": plan_id})
    again = sealed.world.approved(plan_id)
    saved = signing_steps.start_round(
        sealed.world.caller("signatory"), SubjectKind.PLAN, again, sealed.world.plan(again).version, TODAY
    )
    assert saved.symbol == "02-KH/ĐU"


def test_the_office_withdraws_before_anybody_has_signed(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    office, version = sealed.world.caller("office"), sealed.round(begun.round_id).version
    with pytest.raises(Forbidden):
        signing_steps.withdraw(sealed.world.caller("signatory"), begun.round_id, version, "Thôi")
    signing_steps.withdraw(office, begun.round_id, version, "Thiếu căn cứ")
    assert sealed.round(begun.round_id).state is RoundState.WITHDRAWN
    with pytest.raises(Conflict):
        sealed.sign("signatory", begun.round_id)
    other = sealed.begun_again()
    sealed.sign("signatory", other.round_id)
    with pytest.raises(Refused) as raised:
        signing_steps.withdraw(office, other.round_id, sealed.round(other.round_id).version, "Thôi")
    assert raised.value.code == "round_signed_already"


def test_a_round_that_waits_for_a_closed_account_can_be_withdrawn(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    sealed.sign("signatory", begun.round_id)
    other = accounts.UserInput("vanphong2", "Lê Thị Thử", "Văn phòng", Role.OFFICE)
    accounts.open_account(sealed.world.caller("admin"), other)
    office = Caller(replace(sealed.world.actor("office"), user_id=user("vanphong2").id))
    version = sealed.round(begun.round_id).version
    assert signing_pages.round_page(office.actor, begun.round_id).may_withdraw is False
    with pytest.raises(Refused):
        signing_steps.withdraw(office, begun.round_id, version, "Chưa khóa")
    keeper = db.session.get_one(User, sealed.world.ids.office)
    accounts.set_user_active(sealed.world.caller("admin"), keeper.id, keeper.version, False)
    found = signing_pages.round_page(office.actor, begun.round_id)
    assert (found.may_withdraw, found.waits_in_vain) == (True, True)
    signing_steps.withdraw(office, begun.round_id, version, "Người giữ dấu đã thôi việc")
    assert entry().state is EntryState.CANCELLED
    plan_id = sealed.round(begun.round_id).plan_id or 0
    assert sealed.world.plan(plan_id).state is PlanState.RETURNED


def user(username: str) -> User:
    return db.session.scalars(select(User).where(User.username == username)).one()


def test_while_it_is_signed_the_plan_goes_no_other_way(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    plan_id = sealed.round(begun.round_id).plan_id or 0
    version = sealed.world.plan(plan_id).version
    with pytest.raises(Conflict) as raised:
        plans.return_plan(sealed.world.caller("signatory"), plan_id, version, "Lý do")
    assert raised.value.code == "signing_under_way"
    with pytest.raises(Conflict):
        signing_steps.start_round(sealed.world.caller("signatory"), SubjectKind.PLAN, plan_id, version, TODAY)


def test_pressing_twice_signs_once(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    version = sealed.round(begun.round_id).version
    caller = sealed.world.caller("signatory", "sign-once")
    first = signing_steps.sign_with_file(caller, begun.round_id, version, PASSPHRASE)
    kept = sealed.round(begun.round_id).current_sha256
    assert signing_steps.sign_with_file(caller, begun.round_id, version, PASSPHRASE) == first
    assert sealed.round(begun.round_id).current_sha256 == kept
    with pytest.raises(Conflict) as raised:
        signing_steps.sign_with_file(
            sealed.world.caller("signatory", "another"), begun.round_id, version, PASSPHRASE
        )
    assert raised.value.code == "round_went_on"


def test_two_at_once_sign_once(app: Flask, sealed: TwoSigners) -> None:
    begun = sealed.begun()
    version = sealed.round(begun.round_id).version
    callers = [sealed.world.caller("signatory", f"press-{n}") for n in range(2)]
    db.session.remove()

    def press(caller: object) -> str:
        with app.app_context():
            try:
                signing_steps.sign_with_file(caller, begun.round_id, version, PASSPHRASE)  # type: ignore[arg-type]
            except Conflict as error:
                return error.code
            finally:
                db.session.remove()
            return "signed"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(press, callers))
    assert said == ["round_went_on", "signed"]
    assert [one.signed_at is None for one in sealed.signatures(begun.round_id)] == [False, True]


def test_who_is_waited_for_sees_it_first_and_everybody_where_it_stands(sealed: TwoSigners) -> None:
    begun = sealed.begun()

    def first_task(who: str) -> str:
        return home.home_page(sealed.world.actor(who)).tasks[0].code

    assert first_task("signatory") == "round_to_sign"
    assert first_task("office") != "round_to_seal"
    sealed.sign("signatory", begun.round_id)
    assert first_task("office") == "round_to_seal"
    assert first_task("signatory") != "round_to_sign"
    plan_id = sealed.round(begun.round_id).plan_id or 0
    for who in ("office", "signatory", "committee"):
        at = signing_pages.standing_of(sealed.world.actor(who), SubjectKind.PLAN, plan_id)
        assert at is not None and at.is_my_turn is (who == "office")
    with pytest.raises(Forbidden):
        signing_pages.round_page(sealed.world.actor("b1"), begun.round_id)


def test_the_keeper_is_an_account_of_the_office(signers: TwoSigners) -> None:
    admin = signers.world.caller("admin")
    for keeper in (None, signers.world.ids.signatory, signers.world.ids.b1):
        with pytest.raises(Invalid) as raised:
            seal_settings.save_seal(admin, 0, True, keeper)
        assert raised.value.fields == {"keeper_id": "seal_keeper_needed"}
    seal_settings.save_seal(admin, 0, True, signers.world.ids.office)
    with pytest.raises(Conflict):
        seal_settings.save_seal(admin, 0, False, None)


def test_without_the_seal_one_signature_publishes(signers: TwoSigners) -> None:
    begun = signers.begun()
    saved = signers.sign("signatory", begun.round_id)
    assert saved.document_id
    data = document_pages.document_file(signers.world.actor("b1"), saved.document_id).data
    assert verification.verify_file(signers.world.actor("b1"), data).verdict == "genuine"
    assert db.session.scalars(select(SigningRound.state)).all() == [RoundState.PUBLISHED]
