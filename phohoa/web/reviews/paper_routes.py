"""Routes of a review's papers: the blank form, and keying in what was written on it."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...services import review_keying, review_paper
from ...services.review_keying import KeyingPage, Outcome
from ...texts.messages import explain
from ...texts.review_papers import SAID
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto
from . import file_routes, sheet_routes
from .keying_forms import KeyingForm, gone_from, keying_form, stored_values, typed_lines
from .keying_shown import send, show_keying
from .showing import AT, blueprint

__all__ = ["blueprint", "file_routes", "sheet_routes"]


@blueprint.get(AT + "/blank.pdf")
@requires(Action.REVIEW_VIEW)
def blank(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return send(review_paper.blank_form(actor(), branch_id, year, month), "pdf")


@blueprint.get(AT + "/keying")
@requires(Action.REVIEW_EDIT)
def keying(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    found = review_keying.keying_page(actor(), branch_id, year, month)
    draft = typed_before()
    form = keying_form(found, {}, draft, printed=request.args.get("printed", "")[:20])
    return show_keying(found, form, gone=_gone(found, gone_from(found, draft or {})))


def _gone(page: KeyingPage, words: dict[int, str]) -> tuple[str, ...]:
    """Who stands on the list no more although something was typed for them, each with the words typed."""
    names = review_keying.names_of(actor(), page.branch_id, tuple(words)) if words else {}
    return tuple(
        SAID["gone"].format(name=name, words=words[run_id]) if words[run_id] else name
        for run_id, name in names.items()
    )


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
    gone = gone_from(found, request.form)
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
    gone: dict[int, str],
    saved: int,
    left: int,
) -> ResponseReturnValue:
    """The page once more: lines that were saved with their new version, the others as they were typed."""
    found = review_keying.keying_page(actor(), before.branch_id, before.year, before.month)
    opened = form.list.data
    for one in found.people:
        outcome = outcomes.get(one.run_id)
        if outcome is None or outcome.is_settled:
            for name, value in stored_values(one).items():
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
        gone=_gone(before, gone),
        notice=words,
    )
