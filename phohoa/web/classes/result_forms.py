"""The form of the results of a class: five fields a person, one press for all."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FileField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import TextInput

from ...domain.training import ClassResult, ResultLine
from ...domain.vietnamese import format_date
from ...services.class_files import FileRead
from ...services.class_lines import Line
from ...services.class_results import LineProblems, ResultInput, ResultsPage, with_day
from ...texts.classes import FIELDS
from ...texts.findings import sentence
from ...texts.labels import choices
from ...texts.messages import explain
from ..forms import CommandForm, DayField

#: Field of a line -> the letter before the number of the run in the name of its field.
LETTERS = {"days": "d", "result": "r", "number": "n", "issued_on": "o", "note": "x"}
_RESULTS = [("", "–"), *choices(ClassResult)]


class ResultsForm(CommandForm):
    """What is the same for all; the lines are added by `results_form`."""

    issuer = StringField(FIELDS["issuer"], validators=[Length(max=200)], default="")
    issued_on = DayField(FIELDS["issued_on_all"], validators=[Optional()])
    results = HiddenField()


class FileForm(CommandForm):
    file = FileField(FIELDS["file"])

    def content(self, most: int) -> bytes:
        """The bytes of the file, at most one more than the most that is read."""
        upload = self.file.data
        return upload.read(most + 1) if hasattr(upload, "read") else b""


def _add(form: type[CommandForm], line: Line) -> None:
    def name(field: str) -> str:
        return f"{LETTERS[field]}{line.run_id}"

    def label(field: str) -> str:
        return f"{FIELDS['result_note' if field == 'note' else field]}: {line.name}"

    days = IntegerField(label("days"), widget=TextInput(), validators=[Optional()])
    setattr(form, f"v{line.run_id}", HiddenField(default=str(line.version)))
    setattr(form, name("days"), days)
    setattr(form, name("result"), SelectField(label("result"), choices=_RESULTS, default=""))
    setattr(form, name("number"), StringField(label("number"), default=""))
    setattr(form, name("issued_on"), DayField(label("issued_on"), validators=[Optional()]))
    setattr(form, name("note"), StringField(label("note"), default=""))


def results_form(
    shown: ResultsPage,
    read: FileRead | None = None,
    *,
    empty: bool = False,
    draft: MultiDict[str, str] | None = None,
) -> ResultsForm:
    """The form for everybody without a result: as it was sent, or empty, or filled from a file or a draft."""

    class Form(ResultsForm):
        pass

    for line in shown.open_lines:
        _add(Form, line)
    if read is None and not empty:
        form: ResultsForm = Form()
        return form
    values: dict[str, Any] = {"issuer": shown.issuer, "version": shown.found.version}
    for one in read.lines if read else ():
        typed = one.typed.line
        values |= {f"{letter}{one.typed.run_id}": getattr(typed, field) for field, letter in LETTERS.items()}
        values[f"r{one.typed.run_id}"] = typed.result.value if typed.result else ""
    return Form(formdata=draft, **values)


def typed_results(form: ResultsForm, shown: ResultsPage) -> tuple[ResultInput, ...]:
    """What the form holds, the date for all put in where a certificate has none of its own."""
    found = []
    for line in shown.open_lines:

        def data(field: str, run_id: int = line.run_id) -> Any:
            return form[f"{LETTERS[field]}{run_id}"].data

        result = data("result") or ""
        version = form[f"v{line.run_id}"].data or ""
        typed = ResultLine(
            result=ClassResult(result) if result in list(ClassResult) else None,
            days=data("days"),
            number=data("number") or "",
            issued_on=data("issued_on"),
            note=data("note") or "",
        )
        found.append(ResultInput(line.run_id, int(version) if version.isdecimal() else -1, typed))
    return with_day(tuple(found), form.issued_on.data)


def was_typed(line: Line, sent: Mapping[str, str]) -> bool:
    """Whether something was sent for a line, whether or not the form still has it."""
    names = (f"{LETTERS[field]}{line.run_id}" for field in ("days", "result", "number", "note"))
    return any(sent.get(name, "").strip() for name in names)


def put_problems(form: ResultsForm, problems: dict[int, LineProblems]) -> dict[int, list[str]]:
    """Say beside each field what is wrong with it; gives what belongs to a whole line, by run."""
    lines: dict[int, list[str]] = {}
    for run_id, found in problems.items():
        for field, (code, params) in found.fields.items():
            words = explain(code, **params)[1]
            if field in LETTERS:
                target = form[f"{LETTERS[field]}{run_id}"]
                target.errors = [*target.errors, words]
            else:
                lines.setdefault(run_id, []).append(words)
        lines.setdefault(run_id, []).extend(sentence(finding) for finding in found.findings)
    return {run_id: words for run_id, words in lines.items() if words}


def summary(line: Line) -> str:
    """The certificate of a line that is recorded, in a few words."""
    if not line.certificate_number or line.certificate_on is None:
        return line.result_note
    return f"{line.certificate_number}, {format_date(line.certificate_on)}"
