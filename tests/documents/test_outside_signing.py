"""A paper signed outside comes back: taken only as our very bytes with the signatures due, nothing else."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm

from phohoa.documents import verification
from phohoa.documents.verification import MAX_BYTES, Acceptance, Due, accept_signed
from phohoa.texts.checking import OUTSIDE
from phohoa.texts.documents import PROBLEMS

from . import hostile_pdfs as lies
from . import hostile_shapes as shapes
from .forging import (
    FIRST,
    SECOND,
    Here,
    Pen,
    body_of,
    pair,
    root_of,
    signed,
    size_of,
    update,
    write_signature,
)
from .papers import NOW, SIGNED_AT, authority, issued_plan, revocation_list, signed_plan

CLERK = "Văn thư Thử"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The child's work done in this process; what is given calls the child in again."""
    child = verification.CHECKING
    monkeypatch.setattr(verification, "CHECKING", Here())
    return lambda: monkeypatch.setattr(verification, "CHECKING", child)


def due(*names: str) -> list[Due]:
    signers = {FIRST: pair(), SECOND: pair(CLERK)}
    return [Due(name, frozenset({signers[name].fingerprint})) for name in names]


def accept(
    upload: bytes, frozen: bytes | None = None, wanted: list[Due] | None = None, **more: object
) -> Acceptance:
    given = {"trusted": [authority().root_pem], "crls": [revocation_list()], "at": NOW} | more
    return accept_signed(
        issued_plan() if frozen is None else frozen,
        upload,
        due(FIRST) if wanted is None else wanted,
        **given,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "pen",
    [
        pytest.param(Pen(), id="an ordinary signature"),
        pytest.param(Pen(certify=MDPPerm.NO_CHANGES), id="one that certifies"),
        pytest.param(Pen(digest="sha512"), id="a longer digest"),
    ],
)
def test_our_paper_with_the_signature_due_is_taken(pen: Pen) -> None:
    answer = accept(signed(issued_plan(), pen))
    assert answer.accepted, answer.failures
    assert [one.fingerprint for one in answer.signers] == [pair().fingerprint]


def test_two_people_sign_one_after_the_other() -> None:
    frozen = lies.with_two_fields()
    once = signed(frozen, Pen(certify=MDPPerm.FILL_FORMS))
    twice = signed(once, Pen(pair(CLERK), field=SECOND, at=SIGNED_AT + timedelta(hours=1)))
    assert accept(once, frozen).accepted  # the second field is still empty
    assert accept(twice, once, due(SECOND)).accepted
    both = accept(twice, frozen, due(FIRST, SECOND))
    assert both.accepted and [one.name for one in both.signers] == ["Trần Văn Mẫu", CLERK]
    assert accept(twice, frozen, due(SECOND, FIRST)).failures == ("wrong_field",)
    assert accept(twice, frozen).failures == ("not_one_version_each",)
    assert accept(once, frozen, due(FIRST, SECOND)).failures == ("not_one_version_each", "signature_missing")


def test_a_missing_list_of_revoked_certificates_does_not_hinder() -> None:
    assert accept(signed(issued_plan()), crls=[]).accepted


def _slipped(change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """Something else in the very version that holds the signature, which ordinary checkers let pass."""
    writer = IncrementalPdfFileWriter(io.BytesIO(issued_plan()))
    change(writer)
    return write_signature(writer, Pen())


def _page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page)


def _note(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Stamp"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (9, 9, 99, 99)]),
        }
    )
    page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def _title(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer["/Info"]
    info[pdf_name("/Title")] = generic.pdf_string("Another plan")
    writer.update_container(info)


def _room(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[pdf_name("/Rect")] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)])
    writer.update_container(field)


def _layer(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/OCProperties")] = generic.DictionaryObject()
    writer.update_root()


def _script(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    )
    writer.update_root()


def _with_update_before() -> bytes:
    return signed(update(issued_plan(), {size_of(issued_plan()): b"(x)"}))


def _with_update_after() -> bytes:
    data = signed(issued_plan())
    return update(data, {size_of(data): b"(x)"})


def _with_page_after() -> bytes:
    data = signed(issued_plan())
    body = body_of(data, root_of(data)).rstrip()[:-2]
    return update(data, {root_of(data): body + b" /PageMode /FullScreen >>"})


def _saved_again() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(issued_plan())) as pdf:
        pdf.save(out)
    return signed(out.getvalue())


def _broken() -> bytes:
    data = signed(issued_plan())
    place = data.index(b"/Contents <") + 1500
    return data[:place] + (b"1" if data[place : place + 1] != b"1" else b"2") + data[place + 1 :]


LIES = [
    pytest.param(issued_plan, {"nothing_added"}, id="not signed at all"),
    pytest.param(lambda: b"", {"not_our_bytes"}, id="an empty file"),
    pytest.param(lambda: issued_plan()[:-1], {"not_our_bytes"}, id="cut off"),
    pytest.param(_saved_again, {"not_our_bytes"}, id="saved anew before signing"),
    pytest.param(lies.shadow_hide, {"not_our_bytes"}, id="another paper"),
    pytest.param(lies.bytes_before_start, {"not_our_bytes"}, id="bytes before ours"),
    pytest.param(
        lambda: issued_plan() + b"\n",
        {"bytes_after_end", "not_one_version_each", "signature_missing"},
        id="a blank",
    ),
    pytest.param(
        lambda: issued_plan() + issued_plan(), {"not_one_version_each", "signature_missing"}, id="ours twice"
    ),
    pytest.param(lambda: issued_plan() + signed_plan(), {"unreadable"}, id="ours, then a signed one"),
    pytest.param(lambda: _slipped(_page), {"more_than_signature"}, id="a page in the same version"),
    pytest.param(lambda: _slipped(_note), {"more_than_signature"}, id="a stamp in the same version"),
    pytest.param(lambda: _slipped(_title), {"more_than_signature"}, id="a title in the same version"),
    pytest.param(lambda: _slipped(_room), {"more_than_signature"}, id="a field over the whole page"),
    pytest.param(lambda: _slipped(_layer), {"more_than_signature"}, id="a layer in the same version"),
    pytest.param(
        lambda: _slipped(_script),
        {"active_content", "more_than_signature"},
        id="a script in the same version",
    ),
    pytest.param(_with_update_before, {"not_one_version_each"}, id="a version before the signature"),
    pytest.param(
        _with_update_after,
        {"not_one_version_each", "not_all_covered", "changed_after_signing"},
        id="a version after the signature",
    ),
    pytest.param(
        _with_page_after,
        {"not_one_version_each", "not_all_covered", "changed_after_signing"},
        id="a change after the signature",
    ),
    pytest.param(lies.spaces_after_end, {"bytes_after_end"}, id="blanks after the signature"),
    pytest.param(
        lambda: signed(issued_plan(), Pen(pair("Người Khác"))), {"wrong_certificate"}, id="another person"
    ),
    pytest.param(
        lies.own_certificate, {"wrong_certificate", "issuer_not_trusted"}, id="a namesake by himself"
    ),
    pytest.param(
        lies.home_made_authority, {"wrong_certificate", "issuer_not_trusted"}, id="a home-made authority"
    ),
    pytest.param(
        lambda: signed(issued_plan(), Pen(field="Khac", box=(9, 9, 99, 99))),
        {"wrong_field", "signature_missing"},
        id="a field of its own",
    ),
    pytest.param(
        lambda: signed(signed(issued_plan()), Pen(pair(CLERK), field="Khac", box=(9, 9, 99, 99))),
        {"not_one_version_each", "later_signature"},
        id="one signature too many",
    ),
    pytest.param(_broken, {"signature_wrong", "signature_unreadable"}, id="a broken signature"),
    pytest.param(lambda: signed(issued_plan(), Pen(digest="sha1")), {"weak_digest"}, id="an old digest"),
    pytest.param(
        lambda: signed(issued_plan(), Pen(at=datetime(2026, 9, 1, tzinfo=UTC))),
        {"claimed_time_impossible"},
        id="signed tomorrow",
    ),
    pytest.param(lies.sneaky_signature, {"not_one_version_each"}, id="a second signature over the words"),
    pytest.param(lies.wrapped_with_other_page, {"signature_hole"}, id="wrapped"),
    pytest.param(lies.range_negative, {"not_all_covered"}, id="a range below zero"),
    pytest.param(lies.contents_null, {"signature_unreadable"}, id="no signature in its place"),
]


@pytest.mark.parametrize(("make", "failures"), LIES)
def test_anything_else_is_not_taken_and_says_why(make: Callable[[], bytes], failures: set[str]) -> None:
    answer = accept(make())
    assert not answer.accepted
    assert failures & set(answer.failures), answer.failures
    assert set(answer.failures) <= {*OUTSIDE, *PROBLEMS}


def test_a_revoked_certificate_is_not_taken() -> None:
    revoked = authority().revocation_list(
        this_update=NOW - timedelta(days=1),
        next_update=NOW + timedelta(days=9),
        revoked={pair().certificate.serial_number: NOW - timedelta(days=2)},
    )
    assert accept(signed(issued_plan()), crls=[revoked]).failures == ("certificate_revoked",)


def test_a_paper_whose_first_signature_was_broken_meanwhile_is_not_taken() -> None:
    broken = accept(lies.first_of_two_broken(), lies.with_two_fields(), due(FIRST, SECOND))
    assert "signature_unreadable" in broken.failures


def test_files_that_never_end_and_files_too_large_are_not_taken(here: Callable[[], None]) -> None:
    here()
    endless = shapes.endless_form()
    assert accept(endless + b"\n", endless).failures == ("took_too_long",)
    assert accept(issued_plan().ljust(MAX_BYTES + 1)).failures == ("file_too_large",)


def test_a_moment_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zone"):
        accept(signed(issued_plan()), at=datetime(2026, 1, 1))


def test_every_reason_is_a_sentence() -> None:
    for sentence in OUTSIDE.values():
        assert sentence.endswith(".")
