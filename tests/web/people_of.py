"""Boards full of invented people, as varied as a real branch's."""

from datetime import date, timedelta

from phohoa.domain.stages import Education, Sex, SourceGroup, Stage
from phohoa.models import Branch, PartyMember, PersonSourceGroup, TrackingRun

from .. import factories


def _words(text: str) -> list[str]:
    return text.split()


_FAMILY = _words("Nguyễn Trần Lê Phạm Huỳnh Võ Phan Trương Bùi Đặng Đỗ Ngô Hồ Dương Đinh Lý Tạ Mai Cao Lương")
_MIDDLE = _words("Văn Thị Ngọc Minh Thanh Hữu Xuân Kim Quốc Hoài Đức Thu Bảo Gia Khánh Phương Tường Diễm")
_GIVEN = _words(
    "An Bình Châu Dũng Đạt Giang Hà Hải Hạnh Hiền Hòa Hùng Hương Khoa Lan Linh Long Mai Nam Nga Nghĩa Nhung"
    " Oanh Phong Phúc Quân Quyên Sơn Tâm Thảo Thắng Thủy Tiến Trang Trinh Tuấn Uyên Vinh Vy Yến"
)
_GROUPS = list(SourceGroup)
_EDUCATION = list(Education)
_PLACES = ["Tổ dân phố Thử Một", "Tổ dân phố Thử Hai", "Tổ dân phố An Thử", "Tổ dân phố Hiển Thử", "Xóm Mẫu"]


def name_of(number: int) -> str:
    family, middle = _FAMILY[number * 7 % len(_FAMILY)], _MIDDLE[number * 5 % len(_MIDDLE)]
    return f"{family} {middle} {_GIVEN[number % len(_GIVEN)]}"


_LAYOUT = (
    [Stage.SOURCE] * 7
    + [Stage.SYMPATHISER] * 10
    + [Stage.CLASS_PROPOSED] * 4
    + [Stage.CLASS_DONE] * 6
    + [Stage.START_PROPOSED] * 2
    + [Stage.DOSSIER] * 4
    + [Stage.BRANCH_RESOLVED] * 2
    + [Stage.SUBMITTED]
    + [Stage.DECIDED]
    + [Stage.PROBATIONARY] * 2
    + [Stage.OFFICIAL_PROPOSED]
)


def fill_board(branch: Branch, count: int, today: date, first: int = 0) -> list[TrackingRun]:
    """`count` people of a branch over all stages, with what each stage has recorded; some lack things."""
    members: list[PartyMember] = [
        factories.member(branch, f"{name_of(200 + first + n)}", official=n != 5) for n in range(6)
    ]
    runs = []
    for number in range(count):
        at = number + first
        stage = _LAYOUT[number % len(_LAYOUT)]
        since = today - timedelta(days=11 + at * 37 % 260)
        values: dict[str, object] = {}
        order = list(Stage).index(stage)
        if order >= 1:
            values["sympathiser_on"] = since - timedelta(days=200)
        if order >= 3:
            values.update(
                certificate_number=f"{at + 11}/GCN", certificate_on=since - timedelta(days=at * 97 % 1900)
            )
        if order >= 5:
            values["dossier_started_on"] = since
        if order >= 6:
            values.update(branch_resolution_on=since, branch_resolution_number="07-NQ/CB")
        if order >= 9:
            values.update(decision_on=since, decision_number="501-QĐ/TU")
        if order >= 10:
            values.update(ceremony_on=since, probation_ends_on=since + timedelta(days=365))
        if order >= 11:
            values["official_proposed_on"] = since
        run = factories.run(
            branch,
            name_of(at),
            stage,
            helper=members[at % 5] if order >= 1 and at % 6 else None,
            since=since,
            person={
                "birth_year": 1968 + at * 11 % 38,
                "birth_month": 1 + at % 12 if at % 4 else None,
                "birth_day": 1 + at * 3 % 28 if at % 4 else None,
                "sex": (Sex.MALE, Sex.FEMALE)[at % 2],
                "education": _EDUCATION[2 + at % 6] if at % 7 else None,
                "residence_group": _PLACES[at % len(_PLACES)],
                "consent_on": since if at % 5 else None,
                "source_groups": [PersonSourceGroup(source_group=_GROUPS[at % len(_GROUPS)], position=0)],
            },
            **values,
        )
        runs.append(run)
    return runs
