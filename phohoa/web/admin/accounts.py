"""Routes of accounts."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import account_pages, accounts, units
from ...texts.administration import SAID
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import AccountForm

#: Column of the list -> what it is sorted by; open accounts always come first.
_SORTS = {
    "username": lambda a: a.username,
    "name": lambda a: a.full_name,
    "seen": lambda a: (a.last_seen_at is None, -a.last_seen_at.timestamp() if a.last_seen_at else 0),
}


@blueprint.get("/admin/users")
@requires(Action.USER_MANAGE)
def users() -> ResponseReturnValue:
    lines = account_pages.list_accounts(actor())
    by = request.args.get("sort", "")
    if by in _SORTS:
        lines = tuple(sorted(lines, key=lambda a: (not a.active, _SORTS[by](a))))
    return page("admin/users.html", lines=lines, by=by)


def _form(**values: object) -> AccountForm:
    form = AccountForm(**values)
    form.offer(*units.unit_choices(actor()))
    return form


@blueprint.get("/admin/users/new")
@requires(Action.USER_MANAGE)
def new_user() -> ResponseReturnValue:
    return page("admin/user_new.html", form=_form(role="branch"))


@blueprint.post("/admin/users")
@requires(Action.USER_MANAGE)
def create_user() -> ResponseReturnValue:
    form = _form()
    if not form.validate_on_submit():
        return page("admin/user_new.html", 422, form=form)
    try:
        saved, password = accounts.open_account(caller(), form.input())
    except Invalid as error:
        form.take(error)
        return page("admin/user_new.html", 422, form=form)
    # The password stands in this one answer only: neither a message nor a cookie ever carries it.
    shown = account_pages.account_page(actor(), saved.user_id)
    return page("admin/password_once.html", account=shown, password=password, is_new=True)


def _edit(user_id: int, status: int = 200, form: AccountForm | None = None) -> ResponseReturnValue:
    account = account_pages.account_page(actor(), user_id)
    form = form or _form(
        version=account.version,
        username=account.username,
        full_name=account.full_name,
        position=account.position,
        email=account.email,
        role=account.role.value,
        branch_ids=list(account.branch_ids),
        organisation_id=account.organisation_id or "",
    )
    press = CommandForm(formdata=None, version=account.version)
    return page("admin/user.html", status, account=account, form=form, press=press)


@blueprint.get("/admin/users/<int:user_id>")
@requires(Action.USER_MANAGE)
def user(user_id: int) -> ResponseReturnValue:
    return _edit(user_id)


@blueprint.post("/admin/users/<int:user_id>")
@requires(Action.USER_MANAGE)
def save_user(user_id: int) -> ResponseReturnValue:
    form = _form()
    if not form.validate_on_submit():
        return _edit(user_id, 422, form)
    try:
        accounts.update_user(caller(), user_id, form.version.data, form.input())
    except Invalid as error:
        form.take(error)
        return _edit(user_id, 422, form)
    return goto(url_for("admin.users"), SAID["account_saved"])


@blueprint.post("/admin/users/<int:user_id>/close")
@requires(Action.USER_MANAGE)
def close_user(user_id: int) -> ResponseReturnValue:
    accounts.set_user_active(caller(), user_id, CommandForm().version.data, False)
    return goto(url_for("admin.users"), SAID["account_closed"])


@blueprint.post("/admin/users/<int:user_id>/reopen")
@requires(Action.USER_MANAGE)
def reopen_user(user_id: int) -> ResponseReturnValue:
    accounts.set_user_active(caller(), user_id, CommandForm().version.data, True)
    return goto(url_for("admin.user", user_id=user_id), SAID["account_reopened"])


@blueprint.post("/admin/users/<int:user_id>/password")
@requires(Action.USER_MANAGE)
def reset_password(user_id: int) -> ResponseReturnValue:
    password = accounts.reset_password(caller(), user_id, CommandForm().version.data)
    shown = account_pages.account_page(actor(), user_id)
    return page("admin/password_once.html", account=shown, password=password, is_new=False)
