"""Commands that need no installation: papers read and typeset, lists of the register checked."""

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from .documents import importing
from .documents.errors import DocumentError, ForeignLetter
from .documents.register_list import NotAList, read_list
from .domain.register import check_chain
from .texts.console import SAYS
from .texts.documents import PROBLEMS
from .texts.importing import REFUSALS, UNITS
from .texts.registers import CHECKS

_COMMANDS = ("import", "render")
_LISTS = (".csv", ".json")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_UNITS = click.option(
    "--unit", "units", multiple=True, help="A unit whose spelling is known; may be given again."
)

#: Exit codes: 2 for a file that cannot be read, 3 for one that cannot be typeset.
UNREAD, UNDRAWN = 2, 3


def wanted(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for one of these commands only."""
    words = [word for word in arguments[1:] if not word.startswith("-")]
    pairs = list(pairwise(words))
    checks_list = ("register", "verify") in pairs and any(word.endswith(_LISTS) for word in words)
    return checks_list or any(one == "documents" and other in _COMMANDS for one, other in pairs)


def reading_app() -> Flask:
    """An application with these commands alone."""
    app = Flask(__name__)
    group = AppGroup("documents", help="Existing papers.")
    add_to(group)
    app.cli.add_command(group)
    register = AppGroup("register", help="A list of the register.")
    register.add_command(verify_list)
    app.cli.add_command(register)
    return app


def add_to(group: click.Group) -> None:
    """Put the commands into the group of commands on documents."""
    group.add_command(import_document)
    group.add_command(render_document)


def _read(file: Path, units: Sequence[str]) -> importing.Imported:
    if file.stat().st_size > importing.MAX_BYTES:
        _refuse("import_large")
    try:
        return importing.read(file.read_bytes(), file.name, units or UNITS)
    except importing.PaperRefused as refused:
        return _refuse(refused.code)


def _refuse(code: str) -> importing.Imported:
    click.echo(REFUSALS[code], err=True)
    sys.exit(UNREAD)


def check_list(file: Path, head: str) -> int:
    """Say whether a downloaded list of the register is whole; the exit code: 0 sound, 1 not, 2 no list."""
    try:
        links, said = read_list(file.read_bytes())
    except (NotAList, OSError):
        click.echo(CHECKS["not_a_list"].format(path=file), err=True)
        return UNREAD
    check = check_chain(links, head or said)
    if check.broken_at is not None:
        click.echo(CHECKS["list_broken"].format(place=check.broken_at), err=True)
    elif not check.head_found or (said is not None and said != check.head and check.events):
        click.echo(CHECKS["head_missing"].format(place=head or said), err=True)
    else:
        click.echo(CHECKS["list_sound"].format(events=check.events, head=check.head))
        return 0
    return 1


@click.command("verify")
@click.argument("list_file", metavar="LIST", type=_FILE)
@click.option("--head", default="", help="A head hash from an old print; then a cut-off tail is noticed too.")
def verify_list(list_file: Path, head: str) -> None:
    """Recompute a downloaded list of the register, without a database; exit code 0 only when it is sound."""
    sys.exit(check_list(list_file, head.strip().lower()))


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="The whole structure as JSON.")
@_UNITS
def import_document(file: Path, as_json: bool, units: tuple[str, ...]) -> None:
    """Read an existing paper (text, DOCX, PDF) and print its structure; nothing is stored.

    Exit code 2 when the file cannot be read; the reason stands on the error output.
    """
    imported = _read(file, units)
    if as_json:
        click.echo(json.dumps(importing.to_plain(imported), ensure_ascii=False, indent=1))
        return
    click.echo(importing.outline(imported))


@click.command("render")
@click.argument("file", type=_FILE)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--corrected", is_flag=True, help="With the corrections that are proposed.")
@_UNITS
def render_document(file: Path, output: Path, corrected: bool, units: tuple[str, ...]) -> None:
    """Read an existing paper and typeset it as a draft in the official layout.

    Exit code 2 when the file cannot be read, 3 when it cannot be typeset.
    """
    from .documents import pdf

    imported = _read(file, units)
    try:
        data = pdf.render_official(importing.to_paper(imported, corrected=corrected))
    except ForeignLetter as problem:
        click.echo(PROBLEMS[problem.code].format(letter=problem.letter, point=problem.point), err=True)
        sys.exit(UNDRAWN)
    except DocumentError as problem:
        click.echo(PROBLEMS[problem.code], err=True)
        sys.exit(UNDRAWN)
    fresh = output.with_name(f".{output.name}.new")
    fresh.write_bytes(data)
    fresh.replace(output)
    click.echo(SAYS["rendered"].format(path=output, count=len(imported.corrections)))
