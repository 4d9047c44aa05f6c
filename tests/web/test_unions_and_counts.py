"""What votes and introductions rest on: members of the committee, unions of a branch."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import Branch, CommitteeTerm
from tests.harness import Client, check_page

SignedIn = Callable[[str], Client]


def term() -> CommitteeTerm:
    db.session.rollback()
    return db.session.scalars(select(CommitteeTerm).order_by(CommitteeTerm.starts_on)).first()


def count(client: Client, **typed: str):
    url = f"/admin/ward/terms/{term().id}"
    return client.post(url, client.form(url, url) | typed)


def test_the_office_counts_the_committee_and_sees_it_with_the_terms(signed_in: SignedIn) -> None:
    office = signed_in("office")
    office.page(f"/admin/ward/terms/{term().id}")
    assert count(office, members="27", standing_members="9").status_code == 303
    assert (term().members, term().standing_members) == (27, 9)
    assert "27" in office.page("/admin/ward").text
    assert count(office, members="", standing_members="").status_code == 303
    assert (term().members, term().standing_members) == (None, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"members": "2"}, "từ 3 đến 99", id="too few"),
        pytest.param({"members": "100"}, "từ 3 đến 99", id="too many"),
        pytest.param({"members": "ba"}, "cần một số nguyên", id="no number"),
        pytest.param({"standing_members": "0"}, "từ 1 đến 99", id="a standing committee of nobody"),
        pytest.param({"members": "9", "standing_members": "10"}, "không đông hơn", id="more than all"),
    ],
)
def test_counts_that_cannot_be_are_refused(signed_in: SignedIn, typed: dict[str, str], said: str) -> None:
    answer = count(signed_in("office"), **typed)
    assert answer.status_code == 422
    assert said in check_page(answer).text
    assert (term().members, term().standing_members) == (None, None)


def test_a_new_term_comes_with_its_counts(signed_in: SignedIn) -> None:
    office = signed_in("office")
    typed = {
        "ordinal": "XVIII",
        "starts_on": "02/06/2030",
        "ends_on": "01/06/2035",
        "members": "25",
        "standing_members": "7",
    }
    fields = office.form("/admin/ward", "/admin/ward/terms")
    refused = office.post("/admin/ward/terms", fields | typed | {"standing_members": "26"})
    assert refused.status_code == 422 and "không đông hơn" in refused.text
    assert office.post("/admin/ward/terms", fields | typed).status_code == 303
    newest = db.session.scalars(select(CommitteeTerm).where(CommitteeTerm.ordinal == "XVIII")).one()
    assert (newest.members, newest.standing_members) == (25, 7)


def unions(branch_id: int) -> tuple[bool, bool]:
    db.session.rollback()
    branch = db.session.get(Branch, branch_id)
    return branch.has_youth_union, branch.has_trade_union


def test_the_unions_of_a_branch_are_ticked_on_its_page(signed_in: SignedIn, people: SimpleNamespace) -> None:
    office = signed_in("office")
    page, action = f"/admin/units/branch/{people.first}", f"/admin/units/branch/{people.first}/unions"
    office.page(page)
    fields = office.form(page, action)
    assert fields["has_youth_union"] == "y" and "has_trade_union" not in fields
    del fields["has_youth_union"]
    assert office.post(action, fields | {"has_trade_union": "y"}).status_code == 303
    assert unions(people.first) == (False, True)
    assert unions(people.second) == (True, False)
    late = fields | {"has_youth_union": "y", "command_id": "another"}
    assert office.post(action, late).status_code == 409
    assert unions(people.first) == (False, True)


def test_an_organisation_has_no_unions(signed_in: SignedIn, people: SimpleNamespace) -> None:
    page = signed_in("office").page(f"/admin/units/organisation/{people.farmers}")
    assert "Đoàn Thanh niên, công đoàn" not in page.text
