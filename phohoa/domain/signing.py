"""How a paper is signed when it takes more than one step: the round, its parts, the means."""

from __future__ import annotations

from enum import StrEnum


class RoundState(StrEnum):
    """Where a signing round stands; all but the first are final."""

    OPEN = "open"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SignaturePart(StrEnum):
    """What a signature stands for; a paper is signed in this order (HD 03-HD/VPTW, 2021)."""

    PERSON = "person"
    SEAL = "seal"


class SigningMeans(StrEnum):
    """Where the private key is that signs."""

    KEY_FILE = "key_file"
    TOKEN = "token"  # noqa: S105  (a thing to hold, no secret)
    OUTSIDE = "outside"


class SubjectKind(StrEnum):
    """What is signed in a round."""

    PLAN = "plan"
    CLASS_NOTICE = "class_notice"
    SESSION_NOTICE = "session_notice"


#: Who signs after whom.
ORDER: tuple[SignaturePart, ...] = (SignaturePart.PERSON, SignaturePart.SEAL)
#: How long a link to the bytes that wait for a signature lives, in minutes.
LINK_MINUTES = 15
