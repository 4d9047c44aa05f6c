"""An empty Flask page behind the same server, to compare with."""

import sys

from flask import Flask
from waitress import serve

app = Flask("empty")


@app.get("/")
def nothing() -> str:
    """The least that Flask can answer."""
    return ""


if __name__ == "__main__":
    serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8)
