"""The blueprint of what goes with the steps of a person."""

from flask import Blueprint

blueprint = Blueprint("stages", __name__)
