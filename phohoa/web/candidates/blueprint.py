"""The blueprint of one person's pages; routes.py and moving.py put their routes on it."""

from flask import Blueprint

blueprint = Blueprint("candidates", __name__)
