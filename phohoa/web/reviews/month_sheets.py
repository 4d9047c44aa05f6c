"""A month and a year of reports in words: the cells of the year's map, and the Excel files of both pages."""

from ...domain.reporting import RateKind, Rates, ReportStanding
from ...domain.reviews import Reported
from ...domain.vietnamese import format_date
from ...services import clock
from ...services.review_months import MonthPage, RosterLine
from ...services.review_years import Cell, YearPage
from ...texts.labels import label
from ...texts.reporting import MAP_SIGNS, MONTH_HEADS, SHEETS, YEAR_COUNTS
from ...texts.reviews import decisions_line

#: Look of a cell in the map of the year.
_LOOKS: dict[ReportStanding, str] = {
    ReportStanding.ON_TIME: "received",
    ReportStanding.LATE: "in_progress",
    ReportStanding.OVERDUE: "late",
    ReportStanding.RETURNED: "returned",
    ReportStanding.NOT_HELD: "not_held",
    ReportStanding.NOT_DUE: "not_started",
    ReportStanding.NOT_EXPECTED: "",
}


def standing_words(standing: ReportStanding, reported: Reported) -> str:
    """The standing with its days, where it is counted in days."""
    word = label(standing)
    if standing in (ReportStanding.LATE, ReportStanding.OVERDUE):
        return SHEETS["days"].format(word=word, days=reported.days_late)
    return word


def cell(one: Cell) -> tuple[str, str]:
    """Look and words of a cell: a sign, a short word, days where there are some."""
    standing = one.report.standing
    sign, days = MAP_SIGNS[standing], ""
    if standing in (ReportStanding.LATE, ReportStanding.OVERDUE):
        days = f" {one.reported.days_late}"
    return _LOOKS[standing], f"{sign}{days}"


def _lacks(line: RosterLine) -> str:
    if not line.expected and not line.lacks:
        return ""
    return ", ".join(label(lack) for lack in line.lacks) or SHEETS["whole"]


def month_file(view: MonthPage, kind: RateKind | None) -> bytes:
    """The month's page as it is seen, as the bytes of an .xlsx."""
    # Brought in when somebody asks for a file: 13 MB that a server without exports need not hold.
    from ...documents.xlsx import list_sheet

    def row(line: RosterLine) -> list[str]:
        return [
            line.name,
            label(line.state),
            standing_words(line.report.standing, line.reported),
            _lacks(line),
            decisions_line(line.counts, line.no_change),
            format_date(line.meeting_on) if line.meeting_on else "",
            line.chair,
            clock.local(line.sent_at).strftime("%d/%m/%Y %H:%M") if line.sent_at else "",
        ]

    month = f"{view.month:02d}/{view.year}"
    shown = SHEETS["all"] if kind is None else label(kind)
    rates = view.rates
    foot = [SHEETS["total"], f"{rates[RateKind.ACTUAL]}/{rates[RateKind.EXPECTED]}", _percent(rates)]
    return list_sheet(
        SHEETS["month_title"].format(month=month),
        SHEETS["seen"].format(shown=shown, day=format_date(view.today)),
        SHEETS["month_name"].format(month=month.replace("/", "-")),
        MONTH_HEADS,
        [row(line) for line in view.shown(kind)],
        [foot],
    )


def _percent(rates: Rates, kind: RateKind = RateKind.ACTUAL) -> str:
    percent = rates.percent(kind)
    return "" if percent is None else f"{percent} %"


def year_file(view: YearPage) -> bytes:
    """The year's page as it is seen, as the bytes of an .xlsx."""
    from ...documents.xlsx import list_sheet

    heads = [MONTH_HEADS[0], MONTH_HEADS[1], *(f"T{month}" for month in view.months)]
    heads += [label(kind) for kind in YEAR_COUNTS] + [SHEETS["percent"]]
    rows = [
        [
            line.name,
            *(standing_words(one.report.standing, one.reported) for one in line.cells),
            *(str(line.rates[kind]) for kind in YEAR_COUNTS),
            _percent(line.rates),
        ]
        for line in view.lines
    ]
    months = [view.rates_in(place) for place in range(len(view.months))]
    foot = [
        SHEETS["total"],
        *(f"{rates[RateKind.ACTUAL]}/{rates[RateKind.EXPECTED]}" for rates in months),
        *(str(view.rates[kind]) for kind in YEAR_COUNTS),
        _percent(view.rates),
    ]
    today = format_date(clock.today())
    return list_sheet(
        SHEETS["year_title"].format(year=view.year),
        SHEETS["seen"].format(shown=SHEETS["all"], day=today),
        SHEETS["year_name"].format(year=view.year),
        heads,
        rows,
        [foot],
    )
