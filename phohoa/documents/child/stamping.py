"""Time stamps of a server (RFC 3161): asked at one address and nowhere else, within a time limit."""

import asyncio
import urllib.error
import urllib.request
from email.message import Message
from typing import IO

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from phohoa.documents.errors import TimeStampFailed

SECONDS = 6
LARGEST_ANSWER = 64 * 1024


class _StayHere(urllib.request.HTTPRedirectHandler):
    """An answer that points elsewhere is no answer: the operator named one address."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


def probe(url: str) -> None:
    """Ask once for a stamp of nothing. Raises TimeStampFailed."""
    try:
        asyncio.run(AddressStamper(url).async_dummy_response("sha256"))
    except TimestampRequestError as problem:
        raise TimeStampFailed("refused") from problem


class AddressStamper(TimeStamper):
    """The stamps of the server at `url` (http or https)."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._url = url
        # No proxy from the environment either: what is signed is told to nobody else.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _StayHere)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Raises TimeStampFailed whatever went wrong on the way."""
        request = urllib.request.Request(  # noqa: S310  (the operator's own address; http or https only)
            self._url,
            data=req.dump(),
            headers={
                "Content-Type": "application/timestamp-query",
                "Accept": "application/timestamp-reply",
            },
        )
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                data = answer.read(LARGEST_ANSWER + 1)
            if len(data) > LARGEST_ANSWER:
                raise ValueError("answer too long")
            return tsp.TimeStampResp.load(data, strict=True)
        except (OSError, ValueError, TypeError) as problem:
            raise TimeStampFailed(type(problem).__name__) from problem
