"""The one blueprint of the committee's sessions."""

from flask import Blueprint

blueprint = Blueprint("sessions", __name__)
#: The address of one session.
ONE = "/sessions/<int:meeting_id>"
