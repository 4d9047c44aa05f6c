"""Forms: NFC at the edge, and the hidden fields that make pressing again and late answers safe."""

import secrets
from datetime import date
from typing import Any

from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from ..domain.errors import Conflict, Invalid
from ..domain.vietnamese import TextError, format_date, nfc, parse_date
from ..texts.forms import WORDS
from ..texts.messages import explain

#: Nobody types these; a database or a paper chokes on them.
_CONTROLS = dict.fromkeys([*(code for code in range(32) if chr(code) not in "\t\n\r"), 127])


def _normal(value: Any) -> Any:
    return nfc(value.translate(_CONTROLS)).strip() if isinstance(value, str) else value


class _Words:
    """What WTForms says of a field, in our words."""

    def gettext(self, text: str) -> str:
        return WORDS.get(text, WORDS[""])

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return WORDS.get(plural, WORDS[""])


class DayField(StringField):  # type: ignore[misc]
    """A day typed as people write it (5/3/2023, 05-03-2023); `data` is a date or None."""

    data: date | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return format_date(self.data) if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        text = _normal(valuelist[0]) if valuelist else ""
        if text:
            try:
                self.data = parse_date(text)
            except TextError as error:
                raise ValueError(explain(error.code.value)[1]) from None


class Form(FlaskForm):  # type: ignore[misc]
    """Base of all forms: text is stripped and NFC, whatever keyboard or file it came from."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(self, form: Any, unbound: Any, options: Any) -> Any:
            if unbound.field_class in (StringField, TextAreaField):
                options["filters"] = [*unbound.kwargs.get("filters", ()), _normal]
            return unbound.bind(form=form, **options)

        def get_translations(self, form: Any) -> Any:
            return _Words()

    def take(self, error: Invalid) -> bool:
        """Put what a service found wrong beside its fields; False when a field is not in this form."""
        whole = True
        for name, code in error.fields.items():
            key, params = code if isinstance(code, tuple) else (code, {})
            text = explain(key, **params)[1]
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, text]
            else:
                whole = False
                self.form_errors.append(text)
        return whole


class CommandForm(Form):
    """A form that changes something: a one-time number, the version it was filled in on, who filled it in."""

    command_id = HiddenField(default=lambda: secrets.token_urlsafe(18))
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    as_user = HiddenField(
        default=lambda: str(current_user.actor.user_id) if current_user.is_authenticated else ""
    )

    def renew(self) -> None:
        """A fresh number for a form that is shown again after it was carried out."""
        self.command_id.data = secrets.token_urlsafe(18)

    def outdated(self, error: Conflict) -> int:
        """What was typed stays, and saving once more is then a decision: it carries the version of now.

        The status to answer with. Raises any conflict but a stale version again.
        """
        if error.code != "stale":
            raise error
        self.form_errors.append(explain("stale")[1])
        self.version.raw_data, self.version.data = None, error.params["current"]
        self.renew()
        return 409
