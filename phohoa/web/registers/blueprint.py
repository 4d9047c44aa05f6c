"""The blueprint that the routes of both books share."""

from flask import Blueprint

blueprint = Blueprint("register", __name__)
