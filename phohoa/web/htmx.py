"""Pages and fragments: the only file that knows htmx's headers."""

from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue


def is_htmx() -> bool:
    """Whether htmx asks, and so wants a fragment."""
    return request.headers.get("HX-Request") == "true"


def replaces_page() -> bool:
    """Whether htmx asks for a form that fills its page: it has no card or sheet to put a fragment into."""
    return is_htmx() and request.headers.get("HX-Request-Type") == "full"


def page(template: str, status: int = 200, **context: Any) -> Response:
    """A whole document, whoever asks."""
    return make_response(render_template(template, **context), status)


def fragment(template: str, page_url: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """One root element; asked for without htmx (a bookmark, a crawler) it leads to its page."""
    if not is_htmx():
        return redirect(page_url, 303)
    return make_response(render_template(template, **context), status)


def bare(template: str, status: int = 200, **context: Any) -> Response:
    """A small fragment that says nothing of ward, person or navigation: none of that is looked up for it."""
    return make_response(current_app.jinja_env.get_template(template).render(**context), status)


def done(
    template: str, page_url: str, message: str = "", kind: str = "ok", **context: Any
) -> ResponseReturnValue:
    """After a change: the fragment and the message with htmx; without it a redirect with the message."""
    if not is_htmx():
        if message:
            flash(message, kind)
        return redirect(page_url, 303)
    body = render_template(template, **context)
    if message:
        body += render_template("components/_message_oob.html", kind=kind, text=message)
    return make_response(body, 200)


def goto(page_url: str, message: str = "", kind: str = "ok") -> ResponseReturnValue:
    """After a change that ends on another page: go there, with the message."""
    if message:
        flash(message, kind)
    if is_htmx():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = page_url
        return response
    return redirect(page_url, 303)


def into_messages(response: Response) -> Response:
    """Let htmx put the body into the page's message line, wherever the request came from."""
    response.headers["HX-Retarget"] = "#messages"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def left_alone(status: int) -> Response:
    """Say how it went and let htmx change nothing: what stands on the page is still right."""
    response = make_response("", status)
    response.headers["HX-Reswap"] = "none"
    return response
