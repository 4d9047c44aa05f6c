"""Pho Hoa: the desk on which a ward's Party committee runs the year of developing new members."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from .config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The application of one installation; settings come from the environment unless given.

    Exits with a sentence when the installation is not safe to start. What needs none never loads it.
    """
    from . import application

    return application.create_app(settings)
