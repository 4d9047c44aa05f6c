"""Walks over every address that can be asked for with GET, for every row there is."""

import itertools
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask import Flask
from pdfminer.high_level import extract_text
from werkzeug.test import TestResponse

from tests.contract.world import World

_NOT_CRAWLED = {"static"}
#: Sheets and Word files are packed alike.
_OFFICE = "application/vnd.openxmlformats-officedocument."


def addresses(app: Flask, made: World) -> Iterator[tuple[str, str]]:
    """(endpoint, address) of every GET route for every combination of its parameters."""
    bound = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda r: r.endpoint):
        if "GET" not in (rule.methods or ()) or rule.endpoint in _NOT_CRAWLED:
            continue
        names = sorted(rule.arguments)
        for values in itertools.product(*(made.every[name] for name in names)):
            args: dict[str, Any] = dict(zip(names, values, strict=True))
            yield rule.endpoint, bound.build(rule.endpoint, args, method="GET")


def words_of(answer: TestResponse) -> str:
    """Everything that can be read in an answer: headers, text, the parts of a sheet, the text of a PDF."""
    words = [f"{name}: {value}" for name, value in answer.headers]
    kind, data = answer.mimetype, answer.get_data()
    if kind == "application/pdf":
        words.append(extract_text(BytesIO(data)))
        words.append(data.decode("latin-1"))
    elif kind.startswith(_OFFICE):
        with zipfile.ZipFile(BytesIO(data)) as parts:
            words += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    else:
        words.append(data.decode("utf-8", "replace"))
    return re.sub(r"\s+", " ", "\n".join(words))
