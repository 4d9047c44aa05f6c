"""The blueprint of keys, trusted authorities and the organisation's seal."""

from flask import Blueprint

blueprint = Blueprint("keys", __name__)
