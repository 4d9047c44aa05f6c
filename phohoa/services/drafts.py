"""What somebody typed and has not saved yet, kept beyond the page."""

import base64

from ..domain.access import Actor
from ..extensions import installation
from .vault import derive


def browser_key(actor: Actor) -> str:
    """The key under which a browser seals what it keeps for this person; "" for nobody.

    The browser never stores it: each page brings it, so that what lies there opens only to who signs in.
    """
    if actor.user_id is None:
        return ""
    key = derive(installation().settings.field_key, f"browser:{actor.user_id}")
    return base64.b64encode(key).decode()
