"""The steps from one form of the tables to the next, and Alembic, loaded where one is due."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

FOLDER = Path(__file__).resolve().parent / "migrations"
_NAMED = re.compile(r'^(revision|down_revision) = "(\w+)"$', re.MULTILINE)


class Steps:
    """What Flask-Migrate looks for in the application.

    It and Alembic weigh 9 MB; a server that finds its tables as they should be never loads them.
    """

    def __init__(self, db: SQLAlchemy) -> None:
        self.db = db
        self.directory = str(FOLDER)
        self.configure_args = {"render_as_batch": True, "compare_type": True}

    @cached_property
    def migrate(self) -> Any:
        """Flask-Migrate's own object, made when a step is taken."""
        from flask_migrate import Migrate

        return Migrate(db=self.db, directory=self.directory, **self.configure_args)


def install(app: Flask, db: SQLAlchemy) -> None:
    """Let Flask-Migrate find the steps when it is asked for them."""
    app.extensions["migrate"] = Steps(db)


def known() -> tuple[frozenset[str], frozenset[str]]:
    """All forms of the tables that this program knows, and of them the newest; read from the steps' files."""
    found = [dict(_NAMED.findall(path.read_text("utf-8"))) for path in (FOLDER / "versions").glob("*.py")]
    every = frozenset(step["revision"] for step in found)
    return every, every - {step.get("down_revision") for step in found}


def take_steps() -> None:
    """Bring the tables to the newest form."""
    from flask_migrate import upgrade

    upgrade()
