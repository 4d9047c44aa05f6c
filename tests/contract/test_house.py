"""The rules that no linter knows: sizes, names, a pure domain, one place that commits, no raw SQL."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = (".ci", "deploy", "docs", "phohoa", "static", "templates", "tests")
TEXT = {".py", ".html", ".css", ".js", ".md", ".txt", ".in", ".toml", ".sh", ".service", ".ini", ".mako", ""}
#: Data, not code: their length says nothing.
DATA = ("phohoa/texts/demo/", "phohoa/migrations/versions/")
#: The only modules that end a transaction.
COMMITS = {"phohoa/services/command.py"}
#: Every use of SQL that does not go through the unit of work, so that the audit cannot see it: file, what.
RAW_SQL = {
    ("phohoa/extensions.py", "exec_driver_sql"),  # BEGIN, with or without the write lock
    ("phohoa/extensions.py", "execute of a string"),  # PRAGMA of a new connection
    ("phohoa/services/audit.py", "text"),  # the lock of the chain on PostgreSQL
    ("phohoa/services/audit.py", "insert"),  # the audit's own rows
    ("phohoa/services/command.py", "insert"),  # the receipt of a press,
    ("phohoa/services/command.py", "update"),  # and on PostgreSQL its answer
    ("phohoa/services/startup.py", "execute of a string"),  # SQLite's own check of its file, before the start
    (
        "phohoa/services/demo.py",
        "execute of a string",
    ),  # the file in which the demo is being made, not yet in use
}
#: Arguments of Index in which text() is a condition of the table and not a statement.
CONDITIONS = {"sqlite_where", "postgresql_where"}
SQLALCHEMY = {"sa", "sqlalchemy", "db"}
STATEMENTS = {"text", "insert", "update", "delete"}
PAST_THE_SESSION = {
    "exec_driver_sql",
    "bulk_save_objects",
    "bulk_insert_mappings",
    "bulk_update_mappings",
}
RUNS = {"execute", "scalars", "scalar"}
CLOCK_AND_IO = {
    "asyncio", "ctypes", "http", "io", "locale", "logging", "multiprocessing", "os", "pathlib", "random",
    "secrets", "shutil", "signal", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time",
    "urllib", "uuid",
}  # fmt: skip
MACHINE = re.compile(r"(?<![\w.])(?:/(?:root|tmp|work|mnt|media|Users|home/[a-z]\w*)/|[A-Z]:\\Users\\)")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|NotImplementedError|lorem ipsum)\b")
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


CODE = sorted((ROOT / "phohoa").rglob("*.py"))
WITHOUT_MIGRATIONS = [path for path in CODE if not named(path).startswith("phohoa/migrations/")]
ROOMS = [*CODE, *sorted((ROOT / "phohoa").rglob("*.html")), *sorted((ROOT / "templates").rglob("*.html"))]
DOMAIN = [path for path in CODE if named(path).startswith("phohoa/domain/")]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), named(path))


def sources() -> Iterator[Path]:
    yield from (ROOT / name for name in ("app.py", "Makefile", "README.md", "pyproject.toml"))
    for place in PLACES:
        for path in (ROOT / place).rglob("*"):
            if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                yield path


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Level (0: absolute) and dotted name of every import, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""


def called(tree: ast.AST) -> Iterator[tuple[ast.Call, str, bool]]:
    """Every call with its last name, and whether it is a method's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr, True
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id, False


def raw_sql(tree: ast.Module) -> set[str]:
    """The kinds of raw or bulk SQL in a module."""
    core = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
        if alias.name in STATEMENTS
    }
    conditions = {
        id(word.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg in CONDITIONS
    }
    found = set()
    for call, name, method in called(tree):
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        of_module = isinstance(owner, ast.Name) and owner.id in SQLALCHEMY
        if id(call) in conditions:
            continue
        first = call.args[0] if call.args else None
        if not method and name in core:
            found.add(core[name])
        elif (
            (of_module and name in STATEMENTS)
            or (method and name in PAST_THE_SESSION)
            or (method and name == "delete" and first is None and isinstance(owner, ast.Call))
        ):
            found.add(name)
        elif method and name in RUNS and isinstance(first, ast.Constant | ast.JoinedStr | ast.BinOp):
            found.add(f"{name} of a string")
    return found


def commits(tree: ast.Module) -> bool:
    return any(method and name in {"commit", "begin", "begin_nested"} for _, name, method in called(tree))


@pytest.mark.parametrize("path", ROOMS, ids=named)
def test_a_file_can_be_read_at_one_sitting(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= 400 or named(path).startswith(DATA)


def test_no_file_knows_one_particular_machine() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in sources()
        if path.exists()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_nothing_is_left_unfinished() -> None:
    checks = {"tests/contract/test_house.py"}
    found = [
        f"{named(path)}:{number}"
        for path in sources()
        if path.exists() and named(path) not in checks and not path.name.startswith(("htmx-", "requirements"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_module_has_a_purpose_and_a_name_that_says_it(path: Path) -> None:
    assert path.stem not in VAGUE
    assert ast.get_docstring(parse(path)) or not path.read_text("utf-8").strip()


@pytest.mark.parametrize("path", DOMAIN, ids=named)
def test_domain_has_the_standard_library_only_and_neither_clock_nor_files(path: Path) -> None:
    tree = parse(path)
    tops = {name.partition(".")[0] for level, name in imports(tree) if level == 0}
    assert tops - sys.stdlib_module_names == set()
    assert tops & CLOCK_AND_IO == set()
    assert {level for level, _ in imports(tree)} <= {0, 1}
    names = {name for _, name, _ in called(tree)}
    assert names & {"open", "print", "input", "today", "now", "utcnow", "fromtimestamp"} == set()


@pytest.mark.parametrize("path", WITHOUT_MIGRATIONS, ids=named)
def test_only_the_command_wrapper_ends_a_transaction(path: Path) -> None:
    assert not commits(parse(path)) or named(path) in COMMITS


def test_raw_and_bulk_sql_stands_only_where_the_list_says() -> None:
    found = {(named(path), kind) for path in WITHOUT_MIGRATIONS for kind in raw_sql(parse(path))}
    assert found == RAW_SQL


def test_one_module_names_the_headers_of_htmx() -> None:
    naming = {
        named(path)
        for path in CODE
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("HX-")
    }
    assert naming <= {"phohoa/web/htmx.py"}


CAUGHT = [
    ("from sqlalchemy import text\ns.execute(text('DELETE FROM person'))", {"text"}),
    ("from sqlalchemy import update as change\ns.execute(change(Person))", {"update"}),
    ("from sqlalchemy.dialects.sqlite import insert\ns.execute(insert(Person))", {"insert"}),
    ("import sqlalchemy as sa\ns.execute(sa.delete(Person))", {"delete"}),
    ("s.execute(f'DELETE FROM {name}')", {"execute of a string"}),
    ("connection.exec_driver_sql('DELETE FROM person')", {"exec_driver_sql"}),
    ("s.query(Person).filter_by(id=1).delete()", {"delete"}),
    ("from sqlalchemy import select\ns.execute(select(Person))\ns.delete(person)\nseen.update(new)", set()),
    ("from sqlalchemy import text\nIndex('i', 'a', sqlite_where=text('b IS NULL'))", set()),
]


@pytest.mark.parametrize(("source", "kinds"), CAUGHT)
def test_the_search_for_raw_sql_finds_it(source: str, kinds: set[str]) -> None:
    assert raw_sql(ast.parse(source)) == kinds
