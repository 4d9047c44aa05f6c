"""Puts the application of one installation together."""

import os
import sys

from flask import Flask

from . import config, extensions, migrating
from .config import Settings
from .texts.console import REFUSALS


def create_app(settings: Settings | None = None) -> Flask:
    """The application of one installation; settings come from the environment unless given.

    Exits with a sentence when the installation is not safe to start.
    """
    if settings is None:
        os.umask(0o077)  # whatever folder it is given, nobody else on the machine reads what is written there
    try:
        settings = settings or config.load_settings()
    except config.UnsafeConfiguration as error:
        sys.exit(REFUSALS[error.code].format(**error.params))
    app = Flask("phohoa", template_folder="../templates", static_folder="../static")
    _configure(app, settings)
    app.extensions["phohoa"] = extensions.Installation(settings)
    extensions.db.init_app(app)
    migrating.install(app, extensions.db)
    extensions.login_manager.init_app(app)
    extensions.csrf.init_app(app)
    extensions.compress.init_app(app)
    with app.app_context():
        extensions.configure_engine(extensions.db.engine, settings)

    from . import cli, web
    from .services import command
    from .web import errors, files, filters, gate, headers, limits, logs

    command.install_guards(extensions.db.session)
    limits.install(app)
    logs.install(settings.instance)
    gate.install(app)
    errors.install(app)
    filters.install(app)
    headers.install(app)
    files.install(app)
    web.register(app)
    cli.register(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key.hex(),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # A connection of SQLite keeps what it read until another one writes: the one used last is the best.
        # A statement that it keeps prepared can weigh 40 KB.
        SQLALCHEMY_ENGINE_OPTIONS={"pool_use_lifo": True, "connect_args": {"cached_statements": 32}}
        if settings.is_sqlite
        else {"pool_pre_ping": True},
        SESSION_COOKIE_NAME="__Host-phohoa" if settings.https else "phohoa",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=25 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=6,
        COMPRESS_LEVEL=6,
        COMPRESS_MIN_SIZE=300,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/javascript",
            "application/javascript",
            "application/json",
            "image/svg+xml",
        ],
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    extensions.login_manager.session_protection = None
