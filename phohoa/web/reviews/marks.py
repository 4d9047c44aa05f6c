"""What the small mark beside a form that saves itself says: saved, to mend, or someone else was first."""

from dataclasses import dataclass
from typing import Any

from flask import Response, request

from ...domain.errors import Conflict, Refused
from ...domain.vietnamese import format_date
from ...services import clock
from ...texts.messages import explain
from ...texts.reviews import SAID
from ..forms import CommandForm
from ..htmx import bare, left_alone

#: Of a form that conflicts: never compared.
_HIDDEN = {"command_id", "version", "as_user", "csrf_token"}


@dataclass(frozen=True)
class Mark:
    """A mark. `both` are the fields in which what is stored and what was typed differ."""

    id: str
    version: int
    text: str = ""
    state: str = ""
    both: tuple[tuple[str, str, str], ...] = ()


def saved(key: str, version: int, at: str) -> Mark:
    return Mark(f"mark-{key}", version, SAID["mark_saved"].format(at=at), "saved")


def to_mend(key: str, form: CommandForm) -> Mark:
    """The first thing that is wrong; the version stays, for nothing was saved."""
    errors = [text for field in form for text in field.errors] + list(form.form_errors)
    return Mark(
        f"mark-{key}", form.version.data or 0, SAID["mark_fix"].format(text=" ".join(errors[:1])), "fix"
    )


def refused(key: str, form: CommandForm, error: Refused | Conflict) -> Mark:
    text = explain(error.code, **error.params)[1]
    return Mark(f"mark-{key}", form.version.data or 0, text, "fix")


def differing(form: CommandForm, stored: CommandForm) -> tuple[tuple[str, str, str], ...]:
    """Of every field in which the two differ: its name, what is stored, what was typed."""
    return tuple(
        (field.label.text, _words(stored[field.short_name]), _words(field))
        for field in form
        if field.short_name not in _HIDDEN and _words(field) != _words(stored[field.short_name])
    )


def stale(key: str, form: CommandForm, stored: CommandForm) -> Mark:
    """Both texts of every field that differs; the new version only for who says that theirs is to stay."""
    both = differing(form, stored)
    if not both:
        # The same words from another page or an earlier try: what was typed is what is stored.
        return saved(key, stored.version.data or 0, clock.local(clock.now()).strftime("%H:%M"))
    return Mark(f"mark-{key}", stored.version.data or 0, SAID["mark_stale"], "stale", both)


def _words(field: Any) -> str:
    data = field.data
    if not data:
        return SAID["nothing"] if data in (None, "") else str(data)
    if hasattr(data, "year"):
        return format_date(data)
    known = dict(field.choices or ()) if hasattr(field, "choices") else {}
    return str(known.get(data, data))


def answer(mark: Mark, status: int = 200) -> Response:
    """The mark alone, for a form that saves itself."""
    if mark.both and request.form.get("shown") == str(mark.version):
        # Leaving a field sends the form once more: the box that is just being ticked must not be replaced.
        return left_alone(status)
    return bare("reviews/_mark.html", status, mark=mark)
