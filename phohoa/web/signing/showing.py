"""What pages that sign have in common: where a step leads, and a failed time stamp on the form itself."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.errors import Refused
from ...services.signing_at_once import LeftUnsigned
from ...services.signing_steps import RoundSaved
from ...texts.messages import explain
from ...texts.signing import SAID
from ..forms import CommandForm
from ..htmx import goto


def signed(saved: RoundSaved) -> ResponseReturnValue:
    """After a signature: the issued document, or the round that goes on, also without the signature."""
    if saved.document_id:
        target = url_for("documents.show", document_id=saved.document_id)
        return goto(target, SAID["published"].format(symbol=saved.symbol))
    target = url_for("signing.show", round_id=saved.round_id)
    if isinstance(saved, LeftUnsigned):
        why = explain(saved.code, **saved.params)[1]
        return goto(target, SAID["left_unsigned"].format(symbol=saved.symbol, why=why), "warn")
    return goto(target, SAID["signed"].format(symbol=saved.symbol))


def take_stamp(form: CommandForm, error: Refused) -> None:
    """A time stamp that did not come has its remedy on the form; everything else is the common answer."""
    if error.code != "time_stamp_failed":
        raise error
    form.form_errors.append(explain(error.code)[1])
    form.renew()
