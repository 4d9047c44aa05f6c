"""The outlook of a branch and of the ward, also to be printed."""

from typing import Any

from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.forecast import Forecast, Hope, Outlook, Verdict
from ...domain.vietnamese import format_date
from ...services import forecasts
from ...services.forecasts import BranchForecast
from ...texts.labels import label
from ...texts.planning import NOT_KNOWN, next_text, verdict_text
from ..gate import actor, requires
from ..htmx import page
from .blueprint import blueprint

VERDICT_LOOKS = {
    Verdict.REACHED: "done",
    Verdict.CAN: "plain",
    Verdict.CAN_IF: "due",
    Verdict.CANNOT: "late",
    Verdict.NO_TARGET: "plain",
}
_OUTLOOK_LOOKS = {
    Outlook.SAFE: "done",
    Outlook.IF_QUICK: "due",
    Outlook.IF_CLASS: "due",
    Outlook.NOT_THIS_YEAR: "late",
}


def _shown_hope(hope: Hope, names: dict[int, str]) -> dict[str, Any]:
    plan = hope.plan
    reasons = "; ".join(label(one) for one in plan.obstacles)
    quick = plan.quickest if plan.quickest != plan.earliest else None
    return {
        "run_id": hope.run,
        "name": names[hope.run],
        "earliest": format_date(plan.earliest) if plan.earliest else NOT_KNOWN,
        "quickest": format_date(quick) if quick else "",
        "next": next_text(hope),
        "outlook": label(hope.outlook),
        "look": _OUTLOOK_LOOKS[hope.outlook],
        "reasons": reasons,
    }


def shown_verdict(found: Forecast, year: int) -> dict[str, str]:
    """A verdict with its look and its sentence."""
    return {
        "look": VERDICT_LOOKS[found.verdict],
        "word": label(found.verdict),
        "sentence": verdict_text(found, year),
    }


def _shown_line(line: BranchForecast, year: int) -> dict[str, Any]:
    found = line.found
    return {
        "branch_id": line.branch_id,
        "branch": line.branch,
        "short_name": line.short_name,
        "target": found.target,
        "reached": found.reached,
        "possible": found.possible,
        "verdict": shown_verdict(found, year),
        "rests_on": [_shown_hope(hope, line.names) for hope in found.rests_on],
        "others": [_shown_hope(hope, line.names) for hope in found.others],
    }


@blueprint.get("/branches/<int:branch_id>/forecast")
@requires(Action.FORECAST_VIEW)
def branch_forecast(branch_id: int) -> ResponseReturnValue:
    found = forecasts.branch_forecast(actor(), branch_id)
    line = _shown_line(found.line, found.year) if found.line is not None else None
    return page("planning/branch_forecast.html", found=found, line=line, practice=found.is_practice)


@blueprint.get("/forecast")
@requires(Action.WARD_FORECAST_VIEW)
def ward_forecast() -> ResponseReturnValue:
    found = forecasts.ward_forecast(actor())
    counts = [
        (label(verdict), VERDICT_LOOKS[verdict], found.count(verdict))
        for verdict in Verdict
        if found.count(verdict)
    ]
    lines = [_shown_line(line, found.year) for line in found.lines]
    return page("planning/ward_forecast.html", found=found, lines=lines, counts=counts)
