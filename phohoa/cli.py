"""The operator's commands: `flask --app app …`."""

import json
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from .domain.access import Actor, Role
from .domain.errors import DomainError
from .extensions import installation
from .services import accounts, audit_reports, installation_info
from .services.command import Caller
from .texts.console import SAYS

_SYSTEM = Caller(Actor.system())
_ACCOUNTS = "demo-accounts.json"

audit_group = AppGroup("audit", help="Checks of the audit chain.")
documents_group = AppGroup("documents", help="Checks of documents.")


@click.command("migrate-database")
def migrate_database() -> None:
    """Bring the database to the newest form."""
    upgrade()


@click.command("demo")
def load_demo() -> None:
    """Load the demo ward into an empty installation; refuses where there is real data."""
    upgrade()
    if not installation_info.is_empty():
        click.echo(SAYS["demo_refused"], err=True)
        sys.exit(1)
    _load_demo()
    _print_accounts()


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
    from waitress import create_server

    settings = installation().settings
    upgrade()
    if with_demo and installation_info.is_empty():
        click.echo(SAYS["demo_loading"])
        _load_demo()
    # Without expose_tracebacks and with one process, so that one write lock puts all writers in a row.
    proxy: dict[str, object] = {}
    if settings.https:
        proxy = {
            "url_scheme": "https",
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    server = create_server(
        current_app._get_current_object(),  # type: ignore[attr-defined]
        host=settings.host,
        port=settings.port,
        threads=threads,
        ident="",
        max_request_body_size=26 * 1024 * 1024,
        clear_untrusted_proxy_headers=True,
        **proxy,
    )
    _print_accounts()
    click.echo(SAYS["serving"].format(url=f"http://{settings.host}:{settings.port}"))
    sys.stdout.flush()
    server.run()


@click.command("create-admin")
@click.argument("username")
@click.argument("full_name")
def create_admin(username: str, full_name: str) -> None:
    """Open the first administrator's account and print its first password once."""
    upgrade()
    password = accounts.new_password()
    data = accounts.UserInput(username=username, full_name=full_name, position="", role=Role.ADMIN)
    try:
        accounts.create_user(_SYSTEM, data, password)
    except DomainError as error:
        click.echo(f"{error.code} {dict(getattr(error, 'fields', {}))}", err=True)
        sys.exit(1)
    click.echo(SAYS["first_password"].format(username=username, password=password))


@audit_group.command("verify")
@click.option("--anchor", help="SEQ:MAC from a report or backup; then a cut-off tail is noticed too.")
def verify_audit(anchor: str | None) -> None:
    """Recompute the chain; exit code 0 only when it is sound."""
    pair = None
    if anchor:
        seq, _, mac = anchor.partition(":")
        pair = (int(seq), mac)
    report = audit_reports.verify(Actor.system(), pair)
    click.echo(json.dumps(report, ensure_ascii=False))
    sys.exit(0 if report["sound"] else 1)


@documents_group.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_document(file: Path) -> None:
    """Say whether a PDF is genuine, as JSON; exit code 0 only when it is."""
    from .services import verification

    report = verification.verify_file(Actor.system(), file.read_bytes())
    click.echo(report.to_json())
    sys.exit(0 if report.genuine else 1)


def register(app: Flask) -> None:
    """Put the commands on the application."""
    app.cli.add_command(migrate_database)
    app.cli.add_command(load_demo)
    app.cli.add_command(serve)
    app.cli.add_command(create_admin)
    app.cli.add_command(audit_group)
    app.cli.add_command(documents_group)
