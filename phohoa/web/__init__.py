"""The web layer: Flask lives only here. `register` puts every blueprint on the application."""

from importlib import import_module

from flask import Flask

#: Every part of the product that has routes, in the order of the head bar.
PARTS = (
    "auth",
    "drafts",
    "home",
    "boards",
    "candidates",
    "dossiers",
    "stages",
    "papers",
    "introductions",
    "reviews",
    "reminders",
    "classes",
    "sessions",
    "planning",
    "plans",
    "signing",
    "targets",
    "registers",
    "documents",
    "keys",
    "members",
    "units",
    "rules",
    "admin",
    "help",
)


def register(app: Flask) -> None:
    """Register the blueprints of all parts."""
    for part in PARTS:
        app.register_blueprint(import_module(f".{part}.routes", __name__).blueprint)
