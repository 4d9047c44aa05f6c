"""The log: one JSON line per event, with ids and codes, never with what somebody typed."""

import json
import logging
import logging.handlers
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

from flask import g, has_request_context, request

#: Whose words are logged. A library's message may quote a name, a query string or a value of a form.
_OWN = ("phohoa", "alembic", "waitress")
#: The address of a calendar is a secret, and waitress names the address at which a request broke.
_SECRET = re.compile(r"/feeds/[^\s\"'?]*")


def _trace(error: BaseException) -> list[str]:
    """Where it happened and of which kind it is, causes included, without the messages."""
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        frames = traceback.extract_tb(at.__traceback__)
        lines.append(type(at).__name__)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        at = at.__cause__ or at.__context__
    return lines


class JsonLines(logging.Formatter):
    """A record as one line of JSON, with the request's endpoint and the account's id."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "text": _SECRET.sub("/feeds/…", record.getMessage())
            if record.name.split(".")[0] in _OWN
            else "(not logged)",
        }
        if has_request_context():
            line["endpoint"] = request.endpoint
            line["method"] = request.method
            line["user"] = g.get("user_id")
        if record.exc_info and record.exc_info[1]:
            line["trace"] = _trace(record.exc_info[1])
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
