"""A mail server of a few lines: takes messages on a port of its own, or refuses them as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailTrap:
    """What has come in. `refuse` maps an address, or "connect", to the answer that it gets."""

    def __init__(self) -> None:
        self.envelopes: list[tuple[str, list[str], bytes]] = []
        self.refuse: dict[str, str] = {}
        self.port = 0

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(data, policy=policy.default) for *_, data in self.envelopes]


def _handler(trap: MailTrap) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            if "connect" in trap.refuse:
                self.say(trap.refuse["connect"])
                return
            self.say("220 trap ready")
            sender, receivers = "", []
            while line := self.rfile.readline():
                words = line.decode().strip()
                verb = words[:4].upper()
                if verb in ("EHLO", "HELO"):
                    self.say("250 trap")
                elif verb == "MAIL":
                    sender, receivers = words, []
                    self.say("250 ok")
                elif verb == "RCPT":
                    address = words.partition("<")[2].partition(">")[0]
                    receivers.append(address)
                    self.say(trap.refuse.get(address, "250 ok"))
                elif verb == "DATA":
                    self.say("354 go on")
                    data = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        data += part
                    trap.envelopes.append((sender, receivers, data))
                    self.say("250 taken")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

    return Handler


@contextmanager
def mail_trap() -> Iterator[MailTrap]:
    """A mail server that listens inside the block."""
    trap = MailTrap()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _handler(trap)) as server:
        trap.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield trap
        finally:
            server.shutdown()
