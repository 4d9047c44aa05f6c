"""The blueprint of the dossier; its routes stand in several modules."""

from flask import Blueprint

blueprint = Blueprint("dossiers", __name__)
