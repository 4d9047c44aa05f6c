"""Routes of a review's papers: the blank form, and keying in what was written on it."""

import re

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...services import review_keying, review_paper
from ...services.document_pages import StoredFile
from ...services.review_keying import KeyedPerson, KeyingPage, Outcome
from ...texts.messages import explain
from ...texts.review_papers import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .keying_forms import (
    LETTERS,
    KeyingForm,
    both,
    gone_from,
    keying_form,
    offer_choice,
    put_problems,
    typed_lines,
)
from .showing import AT, blueprint

_MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def send(file: StoredFile, kind: str, how: str = "inline") -> Response:
    """A file for the browser under a name that says nothing of anybody."""
    headers = {"Content-Disposition": f'{how}; filename="{file.name}"'}
    return Response(file.data, mimetype=_MIME[kind], headers=headers)


@blueprint.get(AT + "/blank.pdf")
@requires(Action.REVIEW_VIEW)
def blank(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return send(review_paper.blank_form(actor(), branch_id, year, month), "pdf")


def _plain_code(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:12]


def _rows(
    form: KeyingForm, found: KeyingPage, outcomes: dict[int, Outcome], said: dict[int, str]
) -> list[dict[str, object]]:
    members = dict(found.members)

    def row(one: KeyedPerson) -> dict[str, object]:
        outcome = outcomes.get(one.run_id)
        differing = []
        if outcome is not None and outcome.kind == "conflict":
            differing = both(form, one, members)
            offer_choice(form, one)
        return {
            "one": one,
            "fields": {
                name: form[f"{letter}{one.run_id}"]
                for name, letter in LETTERS.items()
                if f"{letter}{one.run_id}" in form
            },
            "base": form[f"v{one.run_id}"],
            "choice": form[f"k{one.run_id}"],
            "both": differing,
            "outcome": outcome,
            "said": said.get(one.run_id, ""),
        }

    return [row(one) for one in found.people]


def show_keying(
    found: KeyingPage,
    form: KeyingForm,
    status: int = 200,
    *,
    outcomes: dict[int, Outcome] | None = None,
    gone: tuple[str, ...] = (),
    notice: str = "",
    **context: object,
) -> Response:
    """The page of keying in; what was typed stands in it as it was typed."""
    outcomes = outcomes or {}
    said = put_problems(form, outcomes)
    printed = form.printed.data or ""
    return page(
        "reviews/keying.html",
        status,
        view=found,
        form=form,
        rows=_rows(form, found, outcomes, said),
        printed=printed,
        is_other=bool(printed) and _plain_code(printed) != _plain_code(found.code),
        is_moved=bool(form.list.data) and form.list.data != found.code,
        gone=gone,
        notice=notice,
        practice=found.is_practice,
        **{"file": None, "strays": (), **context},
    )


@blueprint.get(AT + "/keying")
@requires(Action.REVIEW_EDIT)
def keying(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    found = review_keying.keying_page(actor(), branch_id, year, month)
    return show_keying(found, keying_form(found, {}, printed=request.args.get("printed", "")[:20]))


@blueprint.post(AT + "/keying")
@requires(Action.REVIEW_EDIT)
def save_keying(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    """Save every line that says something new; those that cannot be saved stay on the page as typed."""
    found = review_keying.keying_page(actor(), branch_id, year, month)
    form = keying_form(found)
    form.validate_on_submit()
    if form.errors.get("csrf_token"):
        return show_keying(found, form, 422, notice=explain("form_expired")[1])
    typed, outcomes = typed_lines(form, found)
    outcomes |= review_keying.save_keyed(caller(), found, typed)
    gone = gone_from(found)
    saved = [one for one in outcomes.values() if one.kind == "saved"]
    left = sum(not one.is_settled for one in outcomes.values())
    if not left and not gone:
        words = SAID["keyed"] if saved else SAID["keyed_none"]
        at = max((one.at for one in saved), default="")
        url = url_for(".keying", branch_id=branch_id, year=year, month=month)
        return goto(url, words.format(count=len(saved), at=at))
    return _again(found, form, outcomes, gone, len(saved), left)


def _again(
    before: KeyingPage,
    form: KeyingForm,
    outcomes: dict[int, Outcome],
    gone: tuple[int, ...],
    saved: int,
    left: int,
) -> ResponseReturnValue:
    """The page once more: lines that were saved with their new version, the others as they were typed."""
    found = review_keying.keying_page(actor(), before.branch_id, before.year, before.month)
    opened = form.list.data
    for one in found.people:
        outcome = outcomes.get(one.run_id)
        if outcome is None or outcome.is_settled:
            for name, value in keying_values(one).items():
                if name in form:
                    form[name].process_data(value)
                    form[name].raw_data = None
    form.renew()
    words = SAID["keyed_partly" if saved else "keyed_nothing"].format(count=saved, left=left + len(gone))
    only_conflicts = all(one.is_settled or one.kind == "conflict" for one in outcomes.values())
    form.list.data = opened
    return show_keying(
        found,
        form,
        409 if only_conflicts and not gone else 422,
        outcomes=outcomes,
        gone=review_keying.names_of(actor(), before.branch_id, gone),
        notice=words,
    )


def keying_values(one: KeyedPerson) -> dict[str, object]:
    """The row of a person as it is stored."""
    from .keying_forms import put

    values: dict[str, object] = {f"v{one.run_id}": one.base, f"k{one.run_id}": None}
    put(values, one.run_id, one.stored)
    return values
