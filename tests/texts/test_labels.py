"""Every word of the domain has its label."""

import importlib
import pkgutil
import unicodedata
from enum import Enum

import pytest

import phohoa.domain
from phohoa.domain.access import Action
from phohoa.domain.facts import FindingCode
from phohoa.domain.numbering import DocumentKind
from phohoa.domain.paper_lint_shape import LintCode
from phohoa.domain.plan_days import WhyCode
from phohoa.domain.reviews import ReviewDecision, ReviewMoveCode, ReviewState
from phohoa.domain.stages import Column, Stage
from phohoa.texts.labels import LABELS, SHORT_DECISIONS, choices, label
from phohoa.texts.ward_labels import KIND_SYMBOLS

# Codes of the policy are never shown; findings and reasons of plans have whole sentences.
WITHOUT_LABEL = {Action, FindingCode, LintCode, WhyCode}


def domain_enums() -> list[type[Enum]]:
    found: dict[str, type[Enum]] = {}
    for module in pkgutil.iter_modules(phohoa.domain.__path__):
        for value in vars(importlib.import_module(f"phohoa.domain.{module.name}")).values():
            if (
                isinstance(value, type)
                and issubclass(value, Enum)
                and value.__module__.startswith("phohoa.domain")
            ):
                found[value.__qualname__] = value
    return [enum for enum in found.values() if enum not in WITHOUT_LABEL]


@pytest.mark.parametrize("enum", domain_enums(), ids=lambda enum: f"every {enum.__name__} has a label")
def test_every_member_has_a_label(enum):
    assert {member: label(member) for member in enum if label(member).strip()}.keys() == set(enum)


def test_labels_name_no_code_that_is_gone():
    assert {enum: set(labels) for enum, labels in LABELS.items()} == {enum: set(enum) for enum in LABELS}


def test_labels_are_composed_unicode_without_stray_spaces():
    texts = [text for labels in LABELS.values() for text in labels.values()]
    texts += [*SHORT_DECISIONS.values(), *KIND_SYMBOLS.values()]
    assert [
        text for text in texts if text != unicodedata.normalize("NFC", text).strip() or "  " in text
    ] == []


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        pytest.param(Stage.LEFT, "Đưa ra khỏi danh sách", id="stages speak as the glossary does"),
        pytest.param(Stage.SUBMITTED, "Đã gửi, chờ quyết định", id="a stage and a review state share a code"),
        pytest.param(ReviewState.SUBMITTED, "Đã gửi", id="and still have each their own label"),
        pytest.param(Column.DOSSIER, "Làm hồ sơ", id="a column is not its stage"),
        pytest.param(ReviewDecision.PROPOSE_CLASS, "Đề nghị học lớp bồi dưỡng", id="decisions"),
        pytest.param(ReviewMoveCode.RETURN, "Trả lại", id="what the office does to a review"),
    ],
)
def test_label(member, expected):
    assert label(member) == expected


def test_every_kind_of_document_has_its_symbol_and_every_decision_its_short_form():
    assert set(KIND_SYMBOLS) == set(DocumentKind)
    assert set(SHORT_DECISIONS) == set(ReviewDecision)


def test_choices_keep_the_order_of_the_enum():
    assert choices(Column)[0] == ("source", "Nguồn")
