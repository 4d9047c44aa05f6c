"""Sends digests beside the request: a slow mail server keeps nobody waiting."""

import contextvars
import threading

from flask import Flask, current_app

from ...services import reminders
from ...services.command import Caller
from ...services.reminders import Sending


def _send(app: Flask, caller: Caller) -> Sending | None:
    with app.app_context():
        try:
            return reminders.send_due(caller, again=True)
        except Exception:  # nobody waits for it: whatever went wrong stands in the log of the application
            app.logger.exception("digests were not sent")
            return None


def send_beside(caller: Caller) -> threading.Thread:
    """Begin to send what is due and go on at once; the page of reminders shows what became of it."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    # The form's number belongs to the press; each message is a command of its own.
    thread = threading.Thread(
        target=contextvars.Context().run, args=(_send, app, Caller(caller.actor)), daemon=True
    )
    thread.start()
    return thread
