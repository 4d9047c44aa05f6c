"""Commands that need no installation: papers read and typeset, lists of the register checked."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .texts.console import SAYS

# Each command loads what it needs, when it runs: this module is asked at every start of the server too.
if TYPE_CHECKING:
    from flask import Flask

    from .documents.importing import Imported
    from .domain.paper_lint_shape import LintFinding, LintPaper

_COMMANDS = ("import", "render", "lint")
_LISTS = (".csv", ".json")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_UNITS = click.option(
    "--unit", "units", multiple=True, help="A unit whose spelling is known; may be given again."
)


def _head(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from .domain.register import is_hash
    from .texts.messages import explain

    head = "".join(value.split()).lower()
    if head and not is_hash(head):
        raise click.BadParameter(explain("not_a_hash")[1])
    return head


HEAD = click.option(
    "--head",
    default="",
    callback=_head,
    help="A head hash from an old print; then a cut-off tail is noticed too.",
)

#: Exit codes: 2 for a file that cannot be read, 3 for one that cannot be typeset.
UNREAD, UNDRAWN = 2, 3


def wanted(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for one of these commands only."""
    words = [word for word in arguments[1:] if not word.startswith("-")]
    pairs = list(pairwise(words))
    checks_list = ("register", "verify") in pairs and any(word.endswith(_LISTS) for word in words)
    return checks_list or any(one == "documents" and other in _COMMANDS for one, other in pairs)


def commands() -> click.Group:
    """These commands alone."""
    documents = click.Group("documents", help="Existing papers.")
    add_to(documents)
    register = click.Group("register", help="A list of the register.")
    register.add_command(verify_list)
    return click.Group(commands=[documents, register])


def reading_app() -> "Flask":
    """An application with these commands alone."""
    from flask import Flask

    app = Flask(__name__)
    for group in commands().commands.values():
        app.cli.add_command(group)
    return app


def add_to(group: click.Group) -> None:
    """Put the commands into the group of commands on documents."""
    group.add_command(import_document)
    group.add_command(render_document)
    group.add_command(lint_document)


def _read(file: Path, units: Sequence[str]) -> "Imported":
    from .documents import importing
    from .texts.importing import UNITS

    if file.stat().st_size > importing.MAX_BYTES:
        _refuse("import_large")
    try:
        return importing.read(file.read_bytes(), file.name, units or UNITS)
    except importing.PaperRefused as refused:
        return _refuse(refused.code)


def _refuse(code: str) -> "Imported":
    from .texts.importing import REFUSALS

    click.echo(REFUSALS[code], err=True)
    sys.exit(UNREAD)


def check_list(file: Path, head: str) -> int:
    """Say whether a downloaded list of the register is whole; the exit code: 0 sound, 1 not, 2 no list."""
    from .documents.register_list import NotAList, read_list
    from .domain.register import check_chain
    from .texts.registers import CHECKS

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
@HEAD
def verify_list(list_file: Path, head: str) -> None:
    """Recompute a downloaded list of the register, without a database; exit code 0 only when it is sound."""
    sys.exit(check_list(list_file, head))


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="The whole structure as JSON.")
@_UNITS
def import_document(file: Path, as_json: bool, units: tuple[str, ...]) -> None:
    """Read an existing paper (text, DOCX, PDF) and print its structure; nothing is stored.

    Exit code 2 when the file cannot be read; the reason stands on the error output.
    """
    from .documents import importing

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
    from .documents.press import DRAWING

    DRAWING.start()  # what draws is loaded while the paper is read
    from .documents import importing, pdf
    from .documents.errors import DocumentError, ForeignLetter
    from .texts.documents import PROBLEMS

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


class _Day(click.ParamType):
    """A day typed as people write it."""

    name = "dd/mm/yyyy"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from .domain.vietnamese import parse_date

        try:
            return value if isinstance(value, date) else parse_date(value)
        except ValueError:
            self.fail(SAYS["day_unreadable"].format(day=value), param, ctx)


@click.command("lint")
@click.argument("file", type=_FILE)
@click.option("--date", "day", type=_Day(), help="The day to judge by; else that of the paper, else today.")
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
@_UNITS
def lint_document(file: Path, day: date | None, as_json: bool, units: tuple[str, ...]) -> None:
    """Hold an existing paper against the rules of form, the names of places and the regulations of its day.

    Exit code 0: nothing that must be mended. 1: something must. 2: the file cannot be read.
    """
    from .documents import importing
    from .domain import paper_lint
    from .services import clock
    from .texts.importing import UNITS

    imported = _read(file, units)
    when = day or imported.dated or clock.today()
    paper = importing.paper_to_lint(imported, units or UNITS, when)
    found = paper_lint.lint(paper)
    if as_json:
        plain = {"date": when.isoformat(), "findings": [_plain(one, paper) for one in found]}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
    else:
        once = {one.id: one for one in reversed(found)}
        shown = [one for one in found if once[one.id] is one]
        times = Counter(one.id for one in found)
        lines = [line for one in shown for line in _lines(one, paper, times[one.id])]
        click.echo("\n".join([*lines, _count(found)]))
    sys.exit(1 if paper_lint.hard(found) else 0)


def _plain(one: "LintFinding", paper: "LintPaper") -> dict[str, object]:
    from .texts import linting

    stretch = next((each for each in paper.stretches if each.key == one.key), None)
    rule, citation = linting.rule(one.code, paper.facts.day)
    return {
        "code": one.code.value,
        "severity": one.severity.value,
        "place": stretch.place.value if stretch is not None else "paper",
        "stretch": one.key,
        "line": stretch.line if stretch is not None else None,
        "start": one.start,
        "end": one.end,
        "original": one.original,
        "replacement": one.replacement,
        "words": linting.sentence(one),
        "rule": rule,
        "citation": citation,
    }


def _lines(one: "LintFinding", paper: "LintPaper", times: int) -> list[str]:
    from .texts import linting

    plain = _plain(one, paper)
    line = linting.CONSOLE["line"].format(line=plain["line"]) if plain["line"] else ""
    shown = f" “{' '.join(one.original.split())}”" if one.original.strip() else ""
    shown += linting.CONSOLE["times"].format(count=times) if times > 1 else ""
    found = [f"[{linting.SEVERITIES[one.severity]}] {line}{plain['words']}{shown}"]
    citation = f" ({plain['citation']})" if plain["citation"] else ""
    found.append(linting.CONSOLE["rule"].format(rule=plain["rule"], citation=citation))
    if remedy := linting.remedy(one):
        found.append(linting.CONSOLE["remedy"].format(remedy=remedy))
    return found


def _count(found: Sequence["LintFinding"]) -> str:
    from .domain.paper_lint_shape import Gravity
    from .texts import linting

    counts = {each.value: sum(one.severity is each for one in found) for each in Gravity}
    words = linting.CONSOLE["count"].format(**counts)
    return words if found else linting.CONSOLE["none"]
