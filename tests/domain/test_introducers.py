"""Who introduces: by age on the day, by the unions of the place, by what the person belongs to."""

from datetime import date

import pytest

from phohoa.domain.introducers import Belonging, IntroducedBecause, Union, who_introduces
from phohoa.domain.rulebook import rules_on
from phohoa.domain.vietnamese import BirthDate

DAY = date(2026, 3, 5)
RULES = rules_on(DAY)
B = IntroducedBecause
YOUTH = Belonging(youth_union_here=True, youth_member=True)
CADRE = Belonging(youth_union_here=True, youth_member=True, youth_cadre=True)
TRADE = Belonging(trade_union_here=True, trade_member=True)
BOTH = Belonging(youth_union_here=True, trade_union_here=True, youth_member=True, trade_member=True)
NONE = Belonging()


@pytest.mark.parametrize(
    ("birth", "belonging", "members", "union", "because"),
    [
        pytest.param(BirthDate(1995, 3, 6), YOUTH, 1, Union.YOUTH, B.YOUTH_UNION, id="31 tomorrow"),
        pytest.param(BirthDate(1995, 3, 5), YOUTH, 2, None, B.PAST_YOUTH_AGE, id="31 today"),
        pytest.param(BirthDate(1995, 3, 4), YOUTH, 2, None, B.PAST_YOUTH_AGE, id="31 since yesterday"),
        pytest.param(BirthDate(1996, 3, 5), YOUTH, 1, Union.YOUTH, B.YOUTH_UNION, id="30 today"),
        pytest.param(BirthDate(1990, 3, 6), CADRE, 1, Union.YOUTH, B.YOUTH_UNION, id="a cadre, 36 tomorrow"),
        pytest.param(BirthDate(1990, 3, 5), CADRE, 2, None, B.PAST_YOUTH_AGE, id="a cadre, 36 today"),
        pytest.param(BirthDate(1991, 3, 5), CADRE, 1, Union.YOUTH, B.YOUTH_UNION, id="a cadre, 35 today"),
        pytest.param(
            BirthDate(1994, 3, 5),
            Belonging(youth_union_here=True, youth_cadre=True),
            2,
            None,
            B.PAST_YOUTH_AGE,
            id="no cadre who is no member",
        ),
        pytest.param(BirthDate(2000, 1, 1), TRADE, 1, Union.TRADE, B.TRADE_UNION, id="only a trade union"),
        pytest.param(BirthDate(2000, 1, 1), BOTH, 1, Union.YOUTH, B.YOUTH_UNION, id="the youth union first"),
        pytest.param(BirthDate(2000, 1, 1), NONE, 2, None, B.NO_UNION, id="neither union"),
        pytest.param(BirthDate(1980, 1, 1), TRADE, 2, None, B.PAST_YOUTH_AGE, id="past age, with a union"),
        pytest.param(BirthDate(1995), YOUTH, 2, None, B.AGE_UNKNOWN, id="30 or 31, only the year is known"),
        pytest.param(BirthDate(1995), NONE, 2, None, B.NO_UNION, id="the same where no union is"),
        pytest.param(BirthDate(1996), YOUTH, 1, Union.YOUTH, B.YOUTH_UNION, id="surely not over 30"),
        pytest.param(BirthDate(1994), YOUTH, 2, None, B.PAST_YOUTH_AGE, id="surely over 30"),
        pytest.param(None, YOUTH, 2, None, B.AGE_UNKNOWN, id="birth not known"),
    ],
)
def test_who_introduces(birth, belonging, members, union, because):
    asked = who_introduces(birth, DAY, belonging, RULES)
    assert (asked.members, asked.union, asked.because) == (members, union, because)
    assert asked.citation == ("QD294:3.1" if union else "DL:4")


@pytest.mark.parametrize(
    ("belonging", "must_join"),
    [
        (YOUTH, False),
        (Belonging(youth_union_here=True), True),
        (Belonging(trade_union_here=True), True),
        (TRADE, False),
        (NONE, False),
    ],
)
def test_the_young_belong_to_the_union_that_resolves(belonging, must_join):
    assert who_introduces(BirthDate(2000, 1, 1), DAY, belonging, RULES).must_join is must_join
