"""The log: one JSON line per event, with ids and codes, never with what somebody typed."""

import json
import logging
import logging.handlers
from datetime import UTC, datetime
from pathlib import Path

from flask import g, has_request_context, request


class JsonLines(logging.Formatter):
    """A record as one line of JSON, with the request's endpoint and the account's id."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "text": record.getMessage(),
        }
        if has_request_context():
            line["endpoint"] = request.endpoint
            line["method"] = request.method
            line["user"] = g.get("user_id")
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def install(folder: Path) -> None:
    """Write to phohoa.log in the folder, ten files of 5 MB; a full disk never breaks a request."""
    logging.raiseExceptions = False
    root = logging.getLogger()
    path = str(folder / "phohoa.log")
    for old in [h for h in root.handlers if isinstance(h, logging.handlers.RotatingFileHandler)]:
        if old.baseFilename == path:
            return
        root.removeHandler(old)
        old.close()
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=5_000_000, backupCount=10, encoding="utf-8", delay=True
    )
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
