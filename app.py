"""The WSGI application: `flask --app app …` and the production server both start here."""

from phohoa import create_app

app = create_app()
