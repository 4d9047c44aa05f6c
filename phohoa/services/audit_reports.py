"""The audit for people: is the chain sound, and who changed what."""

from typing import Any

from ..domain.access import Action
from .audit import verify_chain
from .command import Query, query


@query(Action.AUDIT_VIEW)
def verify(cx: Query, anchor: tuple[int, str] | None = None) -> dict[str, Any]:
    """The check of the whole chain as primitives: sound, rows, head_seq, head_mac, broken_at, anchor_missing."""
    cx.allow()
    report = verify_chain(cx.session, cx.settings.audit_key, anchor)
    return {
        "sound": report.sound,
        "rows": report.rows,
        "head_seq": report.head_seq,
        "head_mac": report.head_mac,
        "broken_at": report.broken_at,
        "anchor_missing": report.anchor_missing,
    }
