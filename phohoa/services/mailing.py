"""Sending plain messages through the ward's mail server."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from ..config import SmtpSettings
from ..domain.reminders import is_address
from . import clock

#: Seconds that the server may take for one answer.
PATIENCE = 20


class MailFailed(Exception):
    """A message did not leave; the code says why, and nothing of what the server said goes into any log."""

    def __init__(self, code: str, *, whole: bool = False) -> None:
        super().__init__(code)
        #: `whole`: the server itself is at fault, so that trying the next one now is of no use.
        self.code, self.whole = code, whole


def compose(smtp: SmtpSettings, to: str, subject: str, body: str) -> EmailMessage:
    """A message of plain text to one mailbox. Raises MailFailed("address") for what is none.

    Nothing that was typed goes into a head but the address, and that only when it is one mailbox and nothing
    else; a subject is one line whatever it holds.
    """
    if not is_address(to):
        raise MailFailed("address")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(addr_spec=smtp.sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(clock.local(clock.now()))
    message["Message-ID"] = make_msgid(domain=smtp.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, charset="utf-8", cte="base64")
    return message


def _connect(smtp: SmtpSettings) -> smtplib.SMTP:
    if smtp.security == "tls":
        return smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=PATIENCE, context=ssl.create_default_context())
    server = smtplib.SMTP(smtp.host, smtp.port, timeout=PATIENCE)
    if smtp.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


@contextmanager
def mail_server(smtp: SmtpSettings) -> Iterator[Callable[[EmailMessage], None]]:
    """Lets messages leave over one connection, opened when the first one does.

    What it gives raises MailFailed; a connection that broke is opened anew for the next message.
    """
    held: list[smtplib.SMTP] = []

    def send(message: EmailMessage) -> None:
        try:
            if not held:
                held.append(_connect(smtp))
                if smtp.user:
                    held[0].login(smtp.user, smtp.password)
            held[0].send_message(message)
        except smtplib.SMTPAuthenticationError as error:
            held.clear()
            raise MailFailed("smtp_refused_login", whole=True) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise MailFailed("smtp_refused_address") from error
        except (smtplib.SMTPConnectError, smtplib.SMTPHeloError) as error:
            held.clear()
            raise MailFailed("smtp_unreachable", whole=True) from error
        except smtplib.SMTPResponseException as error:
            raise MailFailed("smtp_refused") from error
        except (OSError, smtplib.SMTPException) as error:
            held.clear()
            raise MailFailed("smtp_unreachable", whole=True) from error

    try:
        yield send
    finally:
        for server in held:
            try:
                server.quit()
            except (OSError, smtplib.SMTPException):
                server.close()
