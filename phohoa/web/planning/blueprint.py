"""The blueprint that the routes of this part stand on."""

from flask import Blueprint

blueprint = Blueprint("planning", __name__)
