"""The one blueprint of classes."""

from flask import Blueprint

blueprint = Blueprint("classes", __name__)
#: The address of one class.
ONE = "/classes/<int:class_id>"
