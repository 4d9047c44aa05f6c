"""Commands that need no installation: existing papers read and typeset, without database, keys or folder."""

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
from .texts.console import SAYS
from .texts.documents import PROBLEMS
from .texts.importing import REFUSALS, UNITS

_COMMANDS = ("import", "render")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_UNITS = click.option(
    "--unit", "units", multiple=True, help="A unit whose spelling is known; may be given again."
)

#: Exit codes: 2 for a file that cannot be read, 3 for one that cannot be typeset.
UNREAD, UNDRAWN = 2, 3


def wanted(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for one of these commands only."""
    words = [word for word in arguments[1:] if not word.startswith("-")]
    return any(one == "documents" and other in _COMMANDS for one, other in pairwise(words))


def reading_app() -> Flask:
    """An application with these commands alone."""
    app = Flask(__name__)
    group = AppGroup("documents", help="Existing papers.")
    add_to(group)
    app.cli.add_command(group)
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
