"""The editor of a paper: every field is a text, so that nothing typed is lost; the service reads it."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from ...domain.papers import LONG, PaperField
from ...services.paper_pages import Editor, KeptLine
from ...texts.labels import label
from ...texts.papers import FIELDS
from ..forms import CommandForm


class EditorForm(CommandForm):
    """Every field that a paper may have; `of` leaves those of one form."""

    @classmethod
    def of(
        cls,
        at_work: Editor,
        values: Mapping[str, str] | None = None,
        typed: MultiDict[str, str] | None = None,
    ) -> "EditorForm":
        """The fields as sent; with `values` as stored, or as `typed` before and not saved."""
        form = cls() if values is None else cls(formdata=typed, version=at_work.version, **values)
        for name in PaperField:
            if name not in at_work.fields:
                del form[name.value]
        return form

    def typed(self) -> dict[str, str]:
        """What was typed, by field."""
        return {f.name: f.data or "" for f in self if f.name in _NAMES}


_NAMES = {name.value for name in PaperField}
for _name in PaperField:
    _field = TextAreaField if _name in LONG else StringField
    setattr(EditorForm, _name.value, _field(label(_name)))


class KeepForm(CommandForm):
    """Keeping a paper, and what it replaces."""

    replaces = SelectField(FIELDS["replaces"], default="", validate_choice=False)
    reason = StringField(FIELDS["reason"], validators=[Length(max=400)])

    def offer(self, living: tuple[KeptLine, ...], is_several: bool) -> "KeepForm":
        """The papers that this one may replace; where only one may be in force, it replaces that one."""
        self.replaces.choices = [
            ("", FIELDS["another"]),
            *((str(one.id), FIELDS["number"].format(number=one.number)) for one in living),
        ]
        if not living:
            del self.reason
        if not is_several or not living:
            del self.replaces
        return self
