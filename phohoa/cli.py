"""The operator's commands: `flask --app app …`."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from . import locking, migrating, offline
from .domain.access import Actor, Role
from .domain.errors import DomainError
from .extensions import db, installation
from .services import accounts, audit_reports, installation_info, startup
from .services.command import Caller
from .texts.console import REFUSALS, SAYS
from .texts.messages import explain

_SYSTEM = Caller(Actor.system())
_ACCOUNTS = "demo-accounts.json"

audit_group = AppGroup("audit", help="Checks of the audit chain.")
documents_group = AppGroup("documents", help="Checks of documents, and existing papers read.")
offline.add_to(documents_group)
reminders_group = AppGroup("reminders", help="Digests by e-mail.")
register_group = AppGroup("register", help="Checks of the register of documents.")


def _prepare() -> None:
    """See that the database is sound and ours, and bring it to the newest form; exits when it is not."""
    try:
        startup.check_database()
        copy = startup.back_up_before_migration()
        if copy is not None:
            click.echo(SAYS["backed_up"].format(path=copy))
        if startup.migration_is_due():
            migrating.take_steps()
        startup.check_keys()
    except startup.StartRefused as refused:
        sys.exit(REFUSALS[refused.code].format(**refused.params))


def _reading() -> None:
    """See that the tables are there and of today's form, for a command that changes nothing; exits if not."""
    try:
        if not startup.migration_is_due():
            return
        click.echo(REFUSALS["not_prepared"], err=True)
    except startup.StartRefused as refused:
        click.echo(REFUSALS[refused.code].format(**refused.params), err=True)
    sys.exit(2)


@contextmanager
def _alone() -> Iterator[None]:
    """Let no second server work on this installation: the row of writers is kept within one process."""
    folder = installation().settings.instance
    try:
        with locking.held(folder / "serve.lock"):
            yield
    except locking.Taken:
        sys.exit(REFUSALS["running"].format(path=folder))


@click.command("migrate-database")
def migrate_database() -> None:
    """Bring the database to the newest form, after a backup copy of it."""
    _prepare()


@click.command("demo")
def load_demo() -> None:
    """Load the demo ward into an empty installation; refuses where there is real data."""
    _prepare()
    _whole()
    if not installation_info.is_empty():
        click.echo(SAYS["demo_refused"], err=True)
        sys.exit(1)
    _load_demo()
    _print_accounts()


def _whole() -> None:
    """Exits where a demo was begun and not ended; only PostgreSQL cannot take one back."""
    from .services import demo

    if demo.unfinished():
        sys.exit(REFUSALS["demo_unfinished"])


def _load_demo() -> None:
    from .services import demo

    made = demo.load(_SYSTEM)
    path = installation().settings.instance / _ACCOUNTS
    path.touch(mode=0o600)
    path.write_text(json.dumps([list(line) for line in made], ensure_ascii=False), encoding="utf-8")


def _print_accounts() -> None:
    path = installation().settings.instance / _ACCOUNTS
    if not path.exists():
        return
    click.echo(SAYS["demo_accounts"])
    for username, password, who in json.loads(path.read_text(encoding="utf-8")):
        click.echo(f"  {username:<14} {password:<24} {who}")


@click.command("serve")
@click.option("--demo", "with_demo", is_flag=True, help="Load the demo ward when the installation is empty.")
@click.option("--threads", default=8, show_default=True)
def serve(with_demo: bool, threads: int) -> None:
    """Bring the database to the newest form and serve with waitress."""
    with _alone():
        _serve(with_demo, threads)


def _serve(with_demo: bool, threads: int) -> None:
    from . import serving
    from .services import issuing

    settings = installation().settings
    serving.end_cleanly_when_told()
    _prepare()
    _whole()
    if with_demo and installation_info.is_empty():
        click.echo(SAYS["demo_loading"])
        _load_demo()
    db.session.remove()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        server = serving.server_for(app, settings, threads)
    except OSError:
        sys.exit(REFUSALS["port_taken"].format(host=settings.host, port=settings.port))
    issuing.prepare()
    _print_accounts()
    click.echo(SAYS["serving"].format(url=f"http://{settings.host}:{settings.port}"))
    sys.stdout.flush()
    server.run()


@click.command("create-admin")
@click.argument("username")
@click.argument("full_name")
def create_admin(username: str, full_name: str) -> None:
    """Open the first administrator's account and print its first password once."""
    _prepare()
    password = accounts.new_password()
    data = accounts.UserInput(username=username, full_name=full_name, position="", role=Role.ADMIN)
    try:
        accounts.create_user(_SYSTEM, data, password)
    except DomainError as error:
        codes = dict(getattr(error, "fields", {})).values() or (error.code,)
        sys.exit("\n".join(explain(code)[1] for code in codes))
    click.echo(SAYS["first_password"].format(username=username, password=password))


@audit_group.command("verify")
@click.option("--anchor", help="SEQ:MAC from a report or backup; then a cut-off tail is noticed too.")
def verify_audit(anchor: str | None) -> None:
    """Recompute the chain; exit code 0 only when it is sound."""
    pair = None
    if anchor:
        seq, _, mac = anchor.partition(":")
        pair = (int(seq), mac)
    _reading()
    report = audit_reports.verify(Actor.system(), pair)
    click.echo(json.dumps(report, ensure_ascii=False))
    sys.exit(0 if report["sound"] else 1)


@documents_group.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything that was found as one JSON object.")
def verify_document(file: Path, as_json: bool) -> None:
    """Say whether a PDF is genuine, each point apart, and what was changed. Nothing of the file is kept.

    Exit code 0: genuine. 1: changed, wrong, withdrawn, or no sound PDF. 2: the command was used wrongly or
    the file cannot be opened. 3: not decided (no signature, issuer not trusted here, revocation unknown).
    """
    from .services import verification, verification_words
    from .texts.checking import CONSOLE

    try:
        with file.open("rb") as opened:
            data = opened.read(verification.MAX_BYTES + 1)  # a longer one is said to be too long
    except OSError:
        click.echo(CONSOLE["unreadable"], err=True)
        sys.exit(2)
    _reading()
    check = verification.verify_file(Actor.system(), data)
    if as_json:
        click.echo(check.to_json())
    else:
        click.echo("\n".join(verification_words.console(check)))
    sys.exit(verification.EXIT_CODES[check.verdict])


@register_group.command("verify")
@click.argument("list_file", metavar="[LIST]", required=False, type=click.Path(exists=True, path_type=Path))
@offline.HEAD
def verify_register(list_file: Path | None, head: str) -> None:
    """Check both books against their chains and the stored documents, or a downloaded LIST alone.

    Exit code 0: sound. 1: the first bad place is named. 2: the file is no list of the register.
    """
    from .services import register_check
    from .texts.labels import label
    from .texts.registers import CHECKS

    if list_file is not None:
        sys.exit(offline.check_list(list_file, head))
    _reading()
    checks = register_check.check_books(Actor.system(), head)
    for check in checks:
        words = {"book": label(check.book), "events": check.events, "rows": check.rows}
        words |= {"head": check.head or "-", "place": check.place}
        click.echo(CHECKS[check.code or "sound"].format(**words), err=not check.sound)
    sys.exit(0 if all(check.sound for check in checks) else 1)


@reminders_group.command("send")
def send_reminders() -> None:
    """Send the digests that are due today, for cron or a task scheduler; exit code 1 if one did not leave."""
    from .services import reminders
    from .texts.reminders import OFF

    _reading()
    done = reminders.send_due(_SYSTEM)
    if done.off:
        click.echo(SAYS["digests_off"].format(why=OFF[done.off]))
    elif not (done.sent or done.failed or done.unreachable):
        click.echo(SAYS["digests_none"])
    else:
        words = {"sent": done.sent, "failed": done.failed, "unreachable": done.unreachable}
        click.echo(SAYS["digests_sent"].format(**words))
    sys.exit(1 if done.failed else 0)


def register(app: Flask) -> None:
    """Put the commands on the application."""
    app.cli.add_command(migrate_database)
    app.cli.add_command(load_demo)
    app.cli.add_command(serve)
    app.cli.add_command(create_admin)
    app.cli.add_command(audit_group)
    app.cli.add_command(documents_group)
    app.cli.add_command(reminders_group)
    app.cli.add_command(register_group)
