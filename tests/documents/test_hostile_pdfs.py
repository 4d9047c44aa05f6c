"""The hostile set: what is answered to each file, literally; none is genuine, none breaks the checker."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from phohoa.documents import press, verification
from phohoa.documents.child import revisions
from phohoa.documents.errors import TookTooLong
from phohoa.documents.verification import MAX_BYTES, Report, Verdict
from phohoa.documents.verification import compare as compare_files
from phohoa.texts import checking
from phohoa.texts.documents import PROBLEMS

from . import hostile_pdfs as lies
from . import hostile_shapes as shapes
from .forging import Here
from .papers import SIGNED_AT, issued_plan, signed_plan
from .test_verification import check

#: Maker, verdict, the reason that must be among the problems, what is said to have changed.
Row = tuple[Callable[[], bytes], str, str, set[tuple[str, int, str]]]
FIELD = "ChuKyNguoiKy"
ALL_PAGES = {("page_changed", page, "") for page in (1, 2, 3, 4)}
SNEAKY = {("signature_in_new_field", 0, "Moi")}

TABLE: list[Row] = [
    # shadows
    (lies.shadow_hide, "modified", "changed_after_signing", {("page_changed", 1, "")}),
    (lies.shadow_hide_by_freed_object, "modified", "changed_after_signing", {("page_changed", 1, "")}),
    (lies.shadow_replace, "modified", "changed_after_signing", {("look_changed", 0, "so")}),
    (lies.shadow_hide_and_replace, "modified", "changed_after_signing", set()),
    (lies.shadow_layer, "modified", "changed_after_signing", {("structure_changed", 0, "OCProperties")}),
    # later updates
    (lies.page_content_changed, "modified", "changed_after_signing", {("page_changed", 2, "")}),
    (lies.font_changed, "modified", "changed_after_signing", ALL_PAGES),
    (lies.page_appended, "modified", "changed_after_signing", {("page_added", 5, "")}),
    (lies.page_removed, "modified", "changed_after_signing", {("page_removed", 2, "")}),
    (lies.evil_note_free_text, "modified", "changed_after_signing", {("note_added", 1, "FreeText")}),
    (lies.evil_note_stamp, "modified", "changed_after_signing", {("note_added", 1, "Stamp")}),
    (lies.evil_note_redact, "modified", "changed_after_signing", {("note_added", 1, "Redact")}),
    (
        lies.form_filled_against_certification,
        "modified",
        "changed_after_signing",
        {("field_filled", 0, "so")},
    ),
    (lies.form_filled_as_certified, "modified", "changed_after_signing", {("field_filled", 0, "so")}),
    (lies.look_of_signature_altered, "modified", "changed_after_signing", {("look_changed", 0, FIELD)}),
    (lies.field_removed, "modified", "signature_removed", {("signature_removed", 0, FIELD)}),
    (lies.signature_taken_out_of_field, "modified", "signature_removed", {("signature_removed", 0, FIELD)}),
    # second signatures
    (lies.sneaky_signature, "modified", "later_signature", SNEAKY),
    (lies.sneaky_signature_by_stranger, "modified", "later_signature", SNEAKY),
    (lies.sneaky_foreseen_field_enlarged, "modified", "later_signature", {("field_changed", 0, "ConDau")}),
    (lies.second_signature_with_page_changed, "modified", "later_signature", {("page_changed", 1, "")}),
    (lies.first_of_two_broken, "modified", "signature_unreadable", set()),
    (lies.second_of_two_by_stranger, "untrusted", "", set()),
    # wrapping
    (lies.wrapped, "modified", "signature_hole", set()),
    (lies.wrapped_with_other_page, "modified", "signature_hole", set()),
    (lies.contents_twice, "invalid", "signature_unreadable", set()),
    (lies.range_twice, "invalid", "signature_unreadable", set()),
    (lies.range_short, "modified", "not_all_covered", set()),
    (lies.range_with_gap, "modified", "signature_hole", set()),
    (lies.range_overlapping, "modified", "not_all_covered", set()),
    (lies.range_negative, "modified", "not_all_covered", set()),
    (lies.range_huge, "invalid", "signature_unreadable", set()),
    (lies.range_of_three, "invalid", "signature_unreadable", set()),
    (lies.range_of_six, "invalid", "signature_unreadable", set()),
    (lies.range_of_names, "invalid", "signature_unreadable", set()),
    (lies.range_null, "invalid", "signature_unreadable", set()),
    (lies.contents_null, "invalid", "signature_unreadable", set()),
    (lies.contents_empty, "invalid", "signature_unreadable", set()),
    (lies.contents_noise, "invalid", "signature_unreadable", set()),
    (lies.contents_not_hex, "invalid", "signature_unreadable", set()),
    (lies.contents_as_text, "invalid", "signature_unreadable", set()),
    (lies.unknown_kind_of_signature, "invalid", "unknown_signature_kind", set()),
    (lies.kind_of_signature_missing, "invalid", "unknown_signature_kind", set()),
    # bytes around the file
    (lies.spaces_after_end, "modified", "bytes_after_end", set()),
    (lies.noise_after_end, "modified", "bytes_after_end", set()),
    (lies.second_pdf_after_end, "modified", "signature_removed", {("signature_removed", 0, FIELD)}),
    (lies.signed_pdf_after_another, "malformed", "unreadable", set()),
    (lies.bytes_before_start, "malformed", "bytes_before_start", set()),
    # certificates and times
    (lies.home_made_authority, "untrusted", "", set()),
    (lies.own_certificate, "untrusted", "", set()),
    (lies.expired_certificate, "invalid", "certificate_expired", set()),
    (lies.certificate_of_tomorrow, "invalid", "certificate_not_yet_valid", set()),
    (lies.signed_before_certificate, "invalid", "claimed_time_impossible", set()),
    (lies.digest_sha1, "invalid", "weak_digest", set()),
    (lies.digest_md5, "invalid", "weak_digest", set()),
    (lies.short_key, "invalid", "weak_key", set()),
    (lies.certificate_not_for_signing, "invalid", "certificate_not_for_signing", set()),
    (lies.stamped_in_the_future, "invalid", "time_stamp_impossible", set()),
    (lies.claimed_in_the_future, "invalid", "claimed_time_impossible", set()),
    # tables, streams and trees of objects
    (shapes.table_broken, "malformed", "unreadable", set()),
    (shapes.table_entries_shifted, "malformed", "unreadable", set()),
    (shapes.table_loop, "malformed", "unreadable", set()),
    (shapes.table_loop_of_two, "malformed", "unreadable", set()),
    (shapes.table_far_away, "malformed", "unreadable", set()),
    (shapes.table_negative, "malformed", "unreadable", set()),
    (shapes.table_of_a_billion, "malformed", "unreadable", set()),
    (shapes.stream_of_objects_in_itself, "unsigned", "", set()),
    (shapes.stream_of_objects_says_a_billion, "malformed", "unreadable", set()),
    (shapes.page_bomb, "malformed", "too_complex", set()),
    (shapes.page_tree_in_itself, "malformed", "unreadable", set()),
    (shapes.signed_page_tree_in_itself, "malformed", "unreadable", set()),
    (shapes.deep_nesting, "unsigned", "", set()),
    (shapes.form_in_itself, "malformed", "unreadable", set()),
    (shapes.thousand_million_pages, "unsigned", "", set()),
    (shapes.no_catalogue, "malformed", "unreadable", set()),
    (shapes.lengths_that_lie, "unsigned", "", set()),
    # what acts by itself, and closed files
    (shapes.script_in_names, "malformed", "active_content", set()),
    (shapes.action_at_opening, "malformed", "active_content", set()),
    (shapes.script_on_a_field, "malformed", "active_content", set()),
    (shapes.launch, "malformed", "active_content", set()),
    (shapes.embedded_file, "malformed", "active_content", set()),
    (shapes.xfa_form, "malformed", "active_content", set()),
    (shapes.script_packed_in_stream, "malformed", "active_content", set()),
    (shapes.script_in_update, "malformed", "active_content", {("structure_changed", 0, "OpenAction")}),
    (shapes.encrypted_with_password, "malformed", "encrypted", set()),
    (shapes.encrypted_without_password, "malformed", "encrypted", set()),
    (shapes.encryption_added, "malformed", "encrypted", set()),
]


@pytest.mark.parametrize("row", TABLE, ids=[row[0].__name__ for row in TABLE])
def test_each_lying_file_gets_its_answer(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    make, verdict, problem, changed = row
    if make.__module__ == lies.__name__:
        monkeypatch.setattr(verification, "CHECKING", Here())
    report = check(make())
    assert report.verdict.value == verdict, report
    assert report.verdict is not Verdict.GENUINE
    if problem:
        assert problem in report.problems
    told = {(one.kind, one.page, one.detail) for one in report.changes}
    assert changed <= told, told
    _can_be_said(report)


def _can_be_said(report: Report) -> None:
    """Everything found has its sentence, and the sentence names the page."""
    assert set(report.problems) <= set(PROBLEMS)
    for one in report.changes:
        words = checking.change_words(one)
        assert words.endswith(".")
        assert not one.page or f"Trang {one.page}" in words
    for words in checking.version_words(report.history):
        assert words.endswith(".")


# Files that unpack or branch without end: answered by the limits of the child.


@pytest.mark.parametrize("make", [shapes.stream_of_objects_bomb, shapes.stream_of_objects_packed_twice])
def test_a_bomb_is_no_sound_pdf(make: Callable[[], bytes]) -> None:
    report = check(make())
    assert report.verdict is Verdict.MALFORMED
    assert set(report.problems) <= {"unreadable", "took_too_long", "child_failed", "too_complex"}


def test_a_hundred_thousand_objects_are_no_signature() -> None:
    report = check(shapes.many_objects())
    assert report.verdict in (Verdict.UNSIGNED, Verdict.MALFORMED)


def test_an_endless_file_is_said_to_take_too_long() -> None:
    report = check(shapes.endless_form())
    assert (report.verdict, report.problems) == (Verdict.MALFORMED, ("took_too_long",))
    assert "quá lâu" in checking.HEADLINES["took_too_long"][1]


def test_the_child_of_the_check_is_started_with_its_limits() -> None:
    """1 GB of memory, the wall's clock as the last resort, and 4 seconds of work: 5 with its start."""
    assert press.CHECKING.command()[-3:] == ["1024", "35", "4"]
    assert press.DRAWING.command()[-2] == "0"  # our own content is not hurried


def test_without_a_clock_of_work_the_parents_clock_is_shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "HAS_WORK_CLOCK", False)
    made = press.Press(seconds=30, megabytes=1024, tasks=1, idle=0, working=4)
    assert made.command()[-2:] == [str(4 + press.START_SECONDS + 5), "4"]


def test_a_busy_child_is_ended_by_its_own_clock() -> None:
    hurried = press.Press(seconds=60, megabytes=1024, tasks=1, idle=0, working=1)
    with pytest.raises(TookTooLong):
        hurried.run(
            "inspect", {"at": SIGNED_AT.isoformat(), "existed_at": "", "trusted": 0}, (shapes.endless_form(),)
        )


def test_a_file_of_more_than_twenty_megabytes_is_not_read() -> None:
    report = check(b"%PDF-1.7\n".ljust(MAX_BYTES + 1))
    assert (report.verdict, report.problems) == (Verdict.MALFORMED, ("file_too_large",))
    assert MAX_BYTES == 20 * 1024 * 1024


# The other side: what is good must be called good.


@pytest.mark.parametrize(
    "make", [lies.approved, lies.certified_for_forms, lies.certified_for_notes, lies.stamped_by_stranger]
)
def test_honest_signatures_of_other_programs_are_genuine(make: Callable[[], bytes]) -> None:
    report = check(make())
    assert (report.verdict, report.unchanged, report.changes) == (Verdict.GENUINE, True, ())
    assert [one.kind for one in report.history] == ["first", "signature"]


def test_two_signatures_in_the_fields_foreseen_are_genuine() -> None:
    report = check(lies.signed_by_two())
    assert (report.verdict, report.problems) == (Verdict.GENUINE, ())
    assert [one.name for one in report.signers] == ["Trần Văn Mẫu", "Văn thư Thử"]
    assert [one.kind for one in report.history] == ["first", "signature", "signature"]


def test_a_trusted_time_stamp_is_told_apart_from_a_claimed_time() -> None:
    (signer,) = check(lies.stamped()).signers
    assert signer.stamp_trusted and signer.stamped_at == SIGNED_AT + timedelta(seconds=20)
    assert signer.stamped_by == "Nơi cấp dấu thời gian"
    (signer,) = check(lies.stamped_by_stranger()).signers
    assert signer.stamped_at == SIGNED_AT and not signer.stamp_trusted
    (signer,) = check(signed_plan()).signers
    assert signer.stamped_at is None


def test_the_versions_in_a_file_are_told_with_what_they_did() -> None:
    words = checking.version_words(check(lies.evil_note_stamp()).history)
    assert [line.split(" (")[0] for line in words] == [
        "Lần 1: bản đầu",
        "Lần 2: thêm chữ ký",
        "Lần 3: thêm hoặc bỏ ghi chú trên trang",
    ]
    assert checking.version_words(check(lies.spaces_after_end()).history)[-1] == (
        "Cuối tệp có 4 byte thừa, không thuộc bản nào."
    )


def test_a_copy_is_compared_with_our_original() -> None:
    other = lies.changed(issued_plan(), lambda pdf: pdf.pages[1].contents_add(b"0 0 99 99 re f"))
    assert [(one.kind, one.page) for one in compare_files(issued_plan(), other) or ()] == [
        ("page_changed", 2)
    ]
    saved_again = lies.changed(issued_plan(), lambda pdf: None)
    assert compare_files(issued_plan(), saved_again) == ()
    assert compare_files(issued_plan(), b"%PDF-1.7\nno") is None


class _Change:
    def __init__(self, kind: str, page: int, detail: str) -> None:
        self.kind, self.page, self.detail = kind, page, detail


def test_a_name_in_the_file_cannot_play_with_the_screen() -> None:
    change = _Change("field_added", 0, "a\x1b[31m\nb\u202e")
    assert checking.change_words(change) == "Thêm ô “a[31mb”."


def test_every_kind_of_version_has_its_words() -> None:
    called = {name for name, _members in revisions._CALLED} | {"first", "empty", "tail", "unreadable"}
    assert called == checking.VERSION_KINDS
    assert {kind for _name, members in revisions._CALLED for kind in members} == checking.CHANGE_KINDS
