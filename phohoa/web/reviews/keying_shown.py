"""What the page of keying in shows, whether it was filled by hand or from a file; and sending a file."""

import re

from flask import Response

from ...services.document_pages import StoredFile
from ...services.review_keying import KeyedPerson, KeyingPage, Outcome
from ..htmx import page
from .keying_forms import LETTERS, KeyingForm, ListFileForm, both, offer_choice, put_problems

_MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def send(file: StoredFile, kind: str, how: str = "inline") -> Response:
    """A file for the browser under a name that says nothing of anybody."""
    headers = {"Content-Disposition": f'{how}; filename="{file.name}"'}
    return Response(file.data, mimetype=_MIME[kind], headers=headers)


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
        left=[one for one in found.people if one.run_id in outcomes and not outcomes[one.run_id].is_settled],
        printed=printed,
        is_other=bool(printed) and _plain_code(printed) != _plain_code(found.code),
        is_moved=bool(form.list.data) and form.list.data != found.code,
        gone=gone,
        notice=notice,
        practice=found.is_practice,
        **{"file": ListFileForm(formdata=None), "read": None, **context},
    )
