"""The list of all due dates, and its Excel file."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import request, send_file, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.facts import DueCode
from ...domain.vietnamese import format_date
from ...services import candidates, deadlines
from ...services.deadlines import DeadlineFilter, DeadlinePage, DueGroup
from ...texts.labels import label
from ...texts.planning import CHOICES, GROUPS, HEADS, SHEET_NAME, SHEET_TITLE, UNKNOWN_YEARS
from ..gate import actor, caller, requires
from ..htmx import page
from .blueprint import blueprint
from .shown import shown_line

#: So many lines of each part stand on the page; the rest by filter, or in the file.
GROUP_SHOWN = 40


def _filter_of(args: Mapping[str, str]) -> DeadlineFilter:
    """The filters of a query string; what is not understood does not filter."""
    branch, code = args.get("branch", ""), args.get("kind", "")
    known = branch.isascii() and branch.isdigit() and len(branch) < 10
    return DeadlineFilter(
        int(branch) if known else None, DueCode(code) if code in [one.value for one in DueCode] else None
    )


def _args_of(wanted: DeadlineFilter) -> dict[str, str]:
    found = {
        "branch": str(wanted.branch_id) if wanted.branch_id else "",
        "kind": wanted.code.value if wanted.code else "",
    }
    return {name: value for name, value in found.items() if value}


def _groups(found: DeadlinePage) -> list[dict[str, Any]]:
    groups = []
    for group in DueGroup:
        lines = found.of(group)
        if lines:
            groups.append(
                {
                    "key": group.value,
                    "label": GROUPS[group.value],
                    "count": len(lines),
                    "lines": [shown_line(line, found.today) for line in lines[:GROUP_SHOWN]],
                    "more": max(len(lines) - GROUP_SHOWN, 0),
                }
            )
    return groups


@blueprint.get("/deadlines")
@requires(Action.DEADLINE_VIEW)
def due_list() -> ResponseReturnValue:
    wanted = _filter_of(request.args)
    found = deadlines.deadline_page(actor(), wanted)
    every = ("", CHOICES["all"])
    years = ", ".join(str(year) for year in found.unknown_years)
    return page(
        "planning/deadlines.html",
        found=found,
        groups=_groups(found),
        args=_args_of(wanted),
        branches=[every, *((str(one.id), one.short_name) for one in found.branches)],
        kinds=[every, *((code.value, label(code)) for code in DueCode)],
        xlsx_url=url_for("planning.due_list_xlsx", **_args_of(wanted)),
        warning=UNKNOWN_YEARS.format(years=years) if years else "",
    )


@blueprint.post("/deadlines.xlsx")
@requires(Action.CANDIDATE_EXPORT)
def due_list_xlsx() -> ResponseReturnValue:
    found = deadlines.deadline_page(actor(), _filter_of(request.args))
    runs = tuple(dict.fromkeys(line.run_id for line in found.lines if line.run_id is not None))
    # Who took whom along stands in the access log before the file leaves.
    candidates.note_exported(caller(), runs)
    return send_file(
        BytesIO(_file(found)),
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_attachment=True,
        download_name=f"deadlines-{found.today:%Y-%m-%d}.xlsx",
    )


def _file(found: DeadlinePage) -> bytes:
    # Brought in when somebody asks for a file: 13 MB that a server without exports need not hold.
    from ...documents.xlsx import list_sheet

    rows = []
    for line in found.lines:
        one = shown_line(line, found.today)
        state = f"{label(line.due.state(found.today))}, {one.due.when}"
        rows.append(
            [one.due.on, state, one.due.title, one.who, one.branch, one.due.reckoning, one.due.source]
        )
    return list_sheet(SHEET_TITLE, format_date(found.today), SHEET_NAME, list(HEADS), rows)
