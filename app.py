"""The WSGI application: `flask --app app …` and the production server both start here."""

import sys

from phohoa import create_app, offline

if __name__ == "__main__" and offline.wanted(sys.argv):
    offline.commands().main(prog_name="app.py")  # ends here: without a server they start sooner

# Reading an existing paper needs no installation: neither folder nor keys are made for it.
app = offline.reading_app() if offline.wanted(sys.argv) else create_app()

if __name__ == "__main__":
    # The same commands as `flask --app app …`, which loads Alembic at every start for commands of its own.
    with app.app_context():
        app.cli.main(prog_name="app.py")
