"""Routes of the audit and of the access log."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...services import audit_reports
from ...services.audit_reports import LogFilter, LogPage
from ...texts.administration import ACTIONS, COLUMNS, ENTITIES, OPENED, VALUES
from ..gate import actor, requires
from ..htmx import page
from .blueprint import blueprint
from .forms import AnchorForm, LogForm


def _asked() -> LogFilter:
    """The filter in the address; what cannot be read there counts as not given."""
    form = LogForm(request.args)
    form.offer(())
    form.validate()
    return form.wanted(request.args.get("page", 1, type=int))


def _pages(endpoint: str, found: LogPage) -> list[tuple[int, str | None]]:
    """Links to the first, the last and the pages around this one."""
    asked = {k: v for k, v in request.args.items() if k != "page" and v}
    near = {1, found.pages, *range(found.page - 2, found.page + 3)}
    return [
        (n, None if n == found.page else url_for(endpoint, page=n, **asked))
        for n in sorted(near)
        if 1 <= n <= found.pages
    ]


def _form(found: LogPage) -> LogForm:
    form = LogForm(request.args)
    form.offer(found.users, found.entities)
    form.validate()
    return form


@blueprint.get("/admin/audit")
@requires(Action.AUDIT_VIEW)
def audit() -> ResponseReturnValue:
    found = audit_reports.audit_page(actor(), _asked())
    return page(
        "admin/audit.html",
        found=found,
        form=_form(found),
        pages=_pages("admin.audit", found),
        anchor=AnchorForm(formdata=None),
        actions=ACTIONS,
        entities=ENTITIES,
        columns=COLUMNS,
        values=VALUES,
    )


@blueprint.post("/admin/audit/check")
@requires(Action.AUDIT_VIEW)
def check_audit() -> ResponseReturnValue:
    form = AnchorForm()
    if not form.validate_on_submit():
        return page("admin/audit_check.html", 422, form=form, report=None)
    report = audit_reports.verify(actor(), form.pair())
    return page("admin/audit_check.html", form=form, report=report)


@blueprint.get("/access-log")
@requires(Action.ACCESS_LOG_VIEW)
def access_log() -> ResponseReturnValue:
    found = audit_reports.access_page(actor(), _asked())
    return page(
        "admin/access_log.html",
        found=found,
        form=_form(found),
        pages=_pages("admin.access_log", found),
        opened=OPENED,
    )
