"""Alembic's environment: the application's engine, batch mode, one transaction per step."""

from alembic import context
from flask import current_app

from phohoa import models  # noqa: F401  (fills the metadata)
from phohoa.extensions import WRITE_OPTION, db
from phohoa.models.types import UtcDateTime

target = db.metadata


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Steps stand on their own: our column types are written as the plain ones they are stored as."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Run the steps on the application's own engine, so that SQLite's settings hold here too."""
    configured = current_app.extensions["migrate"].configure_args
    engine = db.engine.execution_options(**{WRITE_OPTION: True})
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target,
            render_item=render_item,
            transaction_per_migration=True,
            **configured,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
