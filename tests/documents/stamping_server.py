"""A server that stamps the time (RFC 3161) on this machine, honest or not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import tsp

from phohoa.documents.authority import DemoAuthority

from .forging import stamper


@contextmanager
def stamping(at: datetime, *, answer: str = "", by: DemoAuthority | None = None) -> Iterator[str]:
    """The address of a server whose stamps say `at`.

    `answer`: "" honest, "noise" no stamp at all, "elsewhere" points to another address, "refused" says no;
    "once" stamps once and says no from then on.
    """
    authority = stamper(at, by)
    served: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            if answer == "elsewhere":
                self.send_response(307)
                self.send_header("Location", f"http://127.0.0.1:{server.server_port}/khac")
                self.end_headers()
                return
            if answer == "refused" or (answer == "once" and served):
                body = tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()
            else:
                body = b"noise" if answer == "noise" else authority.request_tsa_response(asked).dump()
            served.append(body)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        server.server_close()
