"""A paper that was signed outside and came back: is it ours, with the signatures due and nothing else?"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    ModificationLevel,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON

from phohoa.documents.child import compare, revisions
from phohoa.documents.child.inspect import inspect

#: pyHanko's own policy judges what comes after a certification; here a certification may itself be added.
_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(  # type: ignore[no-untyped-call]
            ignored_keys=ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"}
        ),
        *(rule for rule in DEFAULT_DIFF_POLICY.global_rules if not isinstance(rule, CatalogModificationRule)),
    ],
    form_rule=DEFAULT_DIFF_POLICY.form_rule,
)
#: Another signature that is still to come leaves its field empty.
_NO_FAULT = frozenset({"empty_signature_field", "revoked_later"})


def accept(values: Mapping[str, Any], parts: Sequence[bytes]) -> dict[str, Any]:
    """`failures` (codes; none: accepted) and the findings on all `signatures`.

    `parts` are our frozen bytes, the file that came back, the trusted certificates, the lists; `values` is as
    for inspect, and `due` names the fields in the order of signing, each with the certificates that count.
    """
    frozen, upload = parts[0], parts[1]
    found = inspect(values, parts[1:])
    failures = [code for code in found["problems"] if code not in _NO_FAULT]
    if found["state"] == "malformed":
        return {"failures": failures, "signatures": []}
    failures += _added(frozen, upload, [one["field"] for one in values["due"]])
    signed = {one["field"]: one for one in found["signatures"]}
    for one in values["due"]:
        signature = signed.get(one["field"])
        if signature is None:
            failures.append("signature_missing")
        elif signature.get("fingerprint") not in one["fingerprints"]:
            failures.append("wrong_certificate")
        elif signature["locks"] and not one["is_last"]:
            failures.append("locks_paper")
    for signature in found["signatures"]:
        failures += [code for code in signature["problems"] if code not in _NO_FAULT]
        if not signature["trusted"]:
            failures.append("issuer_not_trusted")
        if signature["revocation"] == "revoked":
            failures.append("certificate_revoked")
    read = [one for one in found["signatures"] if one.get("fingerprint")]
    return {"failures": list(dict.fromkeys(failures)), "signatures": read}


def _added(frozen: bytes, upload: bytes, due: list[str]) -> list[str]:
    """What is wrong with the versions that were added to our bytes: one per signature due, nothing else."""
    ends = revisions.ends(upload)
    if len(frozen) not in ends or ends[-1] != len(upload):
        return ["not_one_version_each"]
    ends = ends[ends.index(len(frozen)) :]
    if len(ends) - 1 != len(due):
        return ["not_one_version_each"]
    failures = []
    for start, end, field in zip(ends, ends[1:], due, strict=False):
        failures += _only_signs(upload[:start], upload[:end], field)
    return failures


def _only_signs(before: bytes, after: bytes, field: str) -> list[str]:
    # Two independent judges: ours looks at everything that shows, pyHanko's at every object that was touched.
    try:
        changes = compare.changes(compare.read(before), compare.read(after))
        touched = _touched(before, after)
    except Exception:  # as in inspect
        return ["unreadable"]
    kinds = {one["kind"] for one in changes}
    if "signature_in_new_field" in kinds:
        return ["wrong_field"]
    added = [one["detail"] for one in changes if one["kind"] == "signature_added"]
    if added and added != [field]:
        return ["wrong_field"]
    if [one["kind"] for one in changes] != ["signature_added"] or touched != {field}:
        return ["more_than_signature"]
    return []


def _touched(before: bytes, after: bytes) -> set[str] | None:
    """The fields that one added version changed; None when it did something else, or is more than one."""
    reader = PdfFileReader(io.BytesIO(after), strict=True)
    count = PdfFileReader(io.BytesIO(before), strict=True).xrefs.total_revisions
    if reader.xrefs.total_revisions != count + 1:
        return None
    try:
        found = _POLICY.review_file(reader, reader.get_historical_resolver(count - 1))
    except SuspiciousModification:
        return None
    if isinstance(found, SuspiciousModification) or found.modification_level > ModificationLevel.FORM_FILLING:
        return None
    return set(found.changed_form_fields)
