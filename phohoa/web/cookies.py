"""The cookie of the sign-in on a line that cuts answers in the middle of their heads."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature


class WholeCookies(SecureCookieSessionInterface):
    """Reads the cookie of the whole site, whatever else bears its name.

    Of a head that was cut in its Set-Cookie line a browser keeps what came: a torn value, or one without its
    Path, which then counts for the folder of that page alone and is sent before the cookie of the site. It
    would lock its reader out of that folder until the browser is closed. (Where HTTPS stands in front, the
    prefix __Host- has the browser refuse it.)
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The last whole cookie: browsers send that of the longest path first."""
        serializer = self.get_signing_serializer(app)
        if serializer is None:
            return None
        longest = int(app.permanent_session_lifetime.total_seconds())
        for value in reversed(request.cookies.getlist(self.get_cookie_name(app))):
            try:
                return self.session_class(serializer.loads(value, max_age=longest))
            except BadSignature:
                continue
        return self.session_class()
