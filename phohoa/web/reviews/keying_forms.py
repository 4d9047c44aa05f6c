"""The form of keying in: one row a person, one press for all of them."""

from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import FileField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from ...domain.reviews import Rating, ReviewDecision
from ...domain.stages import ReasonToLeave
from ...domain.vietnamese import format_date
from ...services.review_keying import Keyed, KeyedPerson, KeyingPage, Outcome, one_line, whole
from ...services.reviews import LineInput
from ...texts.labels import choices, label
from ...texts.messages import explain
from ...texts.review_papers import FIELDS, KEPT_OR_MINE, SAID, TICKS, numbered
from ..forms import CommandForm, DayField

#: Field of a line -> the letter before the number of the run in the name of its field.
LETTERS = {
    "decision": "d",
    "reason_code": "c",
    "reason_on": "o",
    "reason": "t",
    "helper_id": "h",
    "rating": "g",
    "remark": "x",
}
_NUMBERS = {decision: f"{number} {words}" for number, (decision, words) in enumerate(TICKS, start=1)}
_DASH = ("", "–")
_RATINGS = [_DASH, *numbered(choices(Rating))]


class ListFileForm(CommandForm):
    """An Excel file to look at before anything of it is saved."""

    file = FileField(FIELDS["file"])

    def content(self, most: int) -> bytes:
        """The bytes of the file, at most one more than the most that is read."""
        upload = self.file.data
        return upload.read(most + 1) if hasattr(upload, "read") else b""


class KeyingForm(CommandForm):
    """What is the same for all; the lines are added by `keying_form`."""

    #: The list as it was when the page was opened, and the one that the paper was printed from.
    list = HiddenField()
    printed = HiddenField()


def _add(form: type[CommandForm], one: KeyedPerson, page: KeyingPage) -> None:
    def add(name: str, kind: Any, **more: Any) -> None:
        field = kind(f"{FIELDS[name]}: {one.name}", **more)
        setattr(form, f"{LETTERS[name]}{one.run_id}", field)

    setattr(form, f"v{one.run_id}", HiddenField(default=one.base))
    setattr(form, f"k{one.run_id}", RadioField(FIELDS["choice"], choices=(), validate_choice=False))
    add("remark", StringField, validators=[Length(max=1000)], default="")
    add("rating", SelectField, choices=_RATINGS, validate_choice=False, default="")
    if one.applied:
        return
    decisions = [_DASH, *((d.value, _NUMBERS[d]) for d in one.decisions)]
    add("decision", SelectField, choices=decisions, validate_choice=False, default="")
    helpers = [_DASH, *numbered([(str(key), name) for key, name in page.members])]
    add("helper_id", SelectField, choices=helpers, validate_choice=False, default="")
    if ReviewDecision.REMOVE in one.decisions:
        reasons = [_DASH, *numbered([(r.value, label(r)) for r in one.reasons])]
        if len(one.reasons) > 1:
            add("reason_code", SelectField, choices=reasons, validate_choice=False, default="")
            add("reason_on", DayField, validators=[Optional()])
        add("reason", StringField, validators=[Length(max=500)], default="")


def keying_form(
    page: KeyingPage,
    filled: dict[int, Keyed] | None = None,
    draft: MultiDict[str, str] | None = None,
    **values: Any,
) -> KeyingForm:
    """The form of the whole list: as it was sent, or filled with what `filled` says of some of its rows.

    Over that goes what `draft` holds; each of its rows brings what it was typed on.
    """

    class Form(KeyingForm):
        pass

    for one in page.people:
        _add(Form, one, page)
    if filled is None:
        form: KeyingForm = Form()
        return form
    for one in page.people:
        typed = filled.get(one.run_id)
        put(values, one.run_id, typed.data if typed else one.stored)
        values[f"v{one.run_id}"] = typed.base if typed else one.base
    return Form(formdata=draft, list=page.code, **values)


def put(values: dict[str, Any], run_id: int, data: LineInput) -> None:
    """Values of the fields of one row."""
    for name, letter in LETTERS.items():
        value = getattr(data, name)
        if name in ("decision", "rating"):
            value = value.value if value else ""
        elif name == "helper_id":
            value = str(value or "")
        elif isinstance(value, str):
            value = one_line(value)
        values[f"{letter}{run_id}"] = value


def stored_values(one: KeyedPerson) -> dict[str, Any]:
    """The row of a person as it is stored."""
    values: dict[str, Any] = {f"v{one.run_id}": one.base, f"k{one.run_id}": None}
    put(values, one.run_id, one.stored)
    return values


def typed_lines(form: KeyingForm, page: KeyingPage) -> tuple[list[Keyed], dict[int, Outcome]]:
    """What the rows say, and the outcome of those that cannot even be read."""
    found, wrong = [], {}
    for one in page.people:
        names = [f"{letter}{one.run_id}" for letter in LETTERS.values()]
        if f"v{one.run_id}" not in request.form:
            continue  # came onto the list after the page was opened
        if any(form[name].errors for name in names if name in form):
            wrong[one.run_id] = Outcome("unreadable")
            continue
        data = _line(form, one)
        if data is None:
            wrong[one.run_id] = Outcome("invalid", problems={"decision": "review_choice"})
            continue
        choice = form[f"k{one.run_id}"].data or ""
        over = choice.removeprefix("mine.")
        found.append(
            Keyed(
                one.run_id,
                form[f"v{one.run_id}"].data or "",
                whole(one, data),
                over=int(over) if over != choice and over.isascii() and over.isdigit() else None,
                yields=choice == "theirs",
            )
        )
    return found, wrong


def _line(form: KeyingForm, one: KeyedPerson) -> LineInput | None:
    def data(name: str) -> Any:
        field = f"{LETTERS[name]}{one.run_id}"
        return form[field].data if field in form else None

    try:
        return LineInput(
            decision=ReviewDecision(data("decision")) if data("decision") else None,
            reason_code=ReasonToLeave(data("reason_code")).value if data("reason_code") else "",
            reason_on=data("reason_on"),
            reason=data("reason") or "",
            helper_id=int(data("helper_id")) if data("helper_id") else None,
            remark=data("remark") or "",
            rating=Rating(data("rating")) if data("rating") else None,
        )
    except ValueError:
        return None


def gone_from(page: KeyingPage, sent: Mapping[str, str]) -> dict[int, str]:
    """Runs of rows with something typed whose people stand on the list no more, each with its words."""
    there = {one.run_id for one in page.people}
    runs = {int(name[1:]) for name in sent if name[:1] == "v" and name[1:].isdecimal() and len(name) < 20}
    typed = {
        run_id: {name: one_line(sent.get(f"{letter}{run_id}", "")) for name, letter in LETTERS.items()}
        for run_id in sorted(runs - there)
    }
    return {
        run_id: ", ".join(row[name] for name in ("reason", "remark") if row[name])
        for run_id, row in typed.items()
        if any(row.values())
    }


def put_problems(form: KeyingForm, outcomes: dict[int, Outcome]) -> dict[int, str]:
    """Say beside each field what is wrong with it; gives the sentence that belongs to a whole row, by run."""
    said: dict[int, str] = {}
    for run_id, outcome in outcomes.items():
        for name, code in outcome.problems.items():
            key, params = code if isinstance(code, tuple) else (code, {})
            words = explain(key, **params)[1]
            field = f"{LETTERS.get(name, '')}{run_id}"
            if name in LETTERS and field in form:
                form[field].errors = [*form[field].errors, words]
            else:
                said[run_id] = words
        if outcome.refusal is not None:
            code_, params_ = outcome.refusal
            said[run_id] = explain(code_, **params_)[1]
    return said


def both(form: KeyingForm, one: KeyedPerson, members: dict[int, str]) -> list[tuple[str, str, str]]:
    """Field, what is stored, what was typed: wherever the two differ."""
    stored: dict[str, Any] = {}
    put(stored, one.run_id, one.stored)
    found = []
    for name, letter in LETTERS.items():
        key = f"{letter}{one.run_id}"
        if key not in form:
            continue
        theirs, mine = (_words(form[key], value) for value in (stored[key], form[key].data))
        if theirs != mine:
            found.append((FIELDS[name], theirs, mine))
    return found


def _words(field: Any, value: Any) -> str:
    if not value:
        return SAID["empty"]
    if hasattr(value, "year"):
        return format_date(value)
    return str(dict(getattr(field, "choices", None) or ()).get(value, value))


def offer_choice(form: KeyingForm, one: KeyedPerson) -> None:
    """Let the writer decide which of two texts is to stay; nothing is chosen beforehand."""
    field = form[f"k{one.run_id}"]
    theirs, mine = KEPT_OR_MINE
    field.choices = [("theirs", theirs), (f"mine.{one.version}", mine)]
    field.data = None
