"""SMTP (RFC 5321), with TLS wherever the server offers it (RFC 3207)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from app.accounts.letters.carriers import Undelivered

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterator
    from ssl import SSLContext

    from app.accounts.letters.carriers import Parcel
    from app.settings import MailServer

PATIENCE: Final = 20.0
LONGEST_TOLD: Final = 200
PERMANENT: Final = 500


class Smtp:
    """A mail server. It gets a password only through TLS that proves whose server it is.

    Without a password TLS is used when it is offered, whatever its certificate: in the clear nothing would be proved
    either (RFC 7435).
    """

    def __init__(self, server: MailServer, sender: str) -> None:
        self._server, self._sender = server, sender

    def carry(self, parcel: Parcel) -> None:
        """Raises Undelivered: for good when the server knows no such recipient, for now on all else."""
        import smtplib
        from email.policy import SMTP

        to = parcel.mail.to
        try:
            with self._connected() as connection:
                connection.sendmail(self._sender, [to], parcel.message.as_bytes(policy=SMTP))
        except smtplib.SMTPRecipientsRefused as error:
            code, said = error.recipients[to]
            raise Undelivered(_told(f"{code} {_text(said)}", to), lasting=code >= PERMANENT) from error
        except smtplib.SMTPResponseException as error:
            raise Undelivered(_told(f"{error.smtp_code} {_text(error.smtp_error)}", to)) from error
        except (OSError, ValueError) as error:
            raise Undelivered(_told(f"{type(error).__name__}: {error}", to)) from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        import smtplib

        server, name = self._server, self._sender.rpartition("@")[2]
        if server.encrypted:
            with smtplib.SMTP_SSL(server.host, server.port, name, timeout=PATIENCE, context=_tls(proved=True)) as smtp:
                self._signed_in(smtp)
                yield smtp
            return
        with smtplib.SMTP(server.host, server.port, name, timeout=PATIENCE) as smtp:
            smtp.ehlo_or_helo_if_needed()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=_tls(proved=bool(server.user)))
                smtp.ehlo()
            elif server.user:
                raise OSError("the server offers no TLS, and gets no password without it")
            self._signed_in(smtp)
            yield smtp

    def _signed_in(self, smtp: smtplib.SMTP) -> None:
        if self._server.user:
            smtp.login(self._server.user, self._server.password)


def _tls(*, proved: bool) -> SSLContext:
    import ssl

    context = ssl.create_default_context()
    if not proved:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _told(reason: str, address: str) -> str:
    """A reason for the log: one line, without whom the letter was for."""
    line = " ".join(reason.split()).replace(address, "the address")
    return "".join(letter for letter in line if letter.isprintable())[:LONGEST_TOLD]
