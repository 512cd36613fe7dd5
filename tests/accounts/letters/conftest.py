"""Mail servers on loopback, and instances that speak to them; their clocks are set by the tests."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.accounts.accounts import Accounts
from app.accounts.letters.queue import post
from app.accounts.people.queries import add_user
from app.main import open_rooms
from app.settings import load_settings
from tests.outbox import Read, read_letter


class Inbox:
    """What a mail server got; `answers` are given to the next messages instead of taking them, `unknown` has no box."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.encrypted: list[bool] = []
        self.logins: list[bytes] = []
        self.answers: list[str] = []
        self.unknown = ""

    @property
    def letters(self) -> list[Read]:
        return [read_letter(each.original_content or b"") for each in self.envelopes]

    async def check_recipient(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if address == self.unknown:
            return f"550 5.1.1 <{address}>: there is no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def take(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(inbox: Inbox, port: int = 0, **options: Any) -> Iterator[int]:
    """A mail server while this lasts; its port."""
    hooks = SimpleNamespace(handle_RCPT=inbox.check_recipient, handle_DATA=inbox.take)
    controller = Controller(hooks, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


class Clock:
    """The time of an instance, which passes only by `forward`."""

    def __init__(self) -> None:
        self.time = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.time

    def forward(self, **span: float) -> None:
        self.time += dt.timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


Opened = Callable[..., Accounts]


@pytest.fixture
def opened(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Opens a data folder that nobody serves, with a person in it: `opened(SMTP_URL="smtp://…")`."""
    with ExitStack() as stack:

        def open_it(**environ: str) -> Accounts:
            given = {"DATA_DIR": str(tmp_path), "BASE_URL": "https://gallery.example", **environ}
            accounts = stack.enter_context(open_rooms(load_settings(given, None))).accounts
            monkeypatch.setattr(accounts, "now", clock)
            with accounts.store.write() as db:
                add_user(db, "ada@example.org", clock())
            return accounts

        yield open_it


def ask(accounts: Accounts, kind: str = "verify", address: str = "ada@example.org") -> None:
    """Post a letter."""
    with accounts.store.write() as db:
        post(db, accounts, kind, address)


def waiting(accounts: Accounts) -> int:
    """How many letters wait."""
    with accounts.store.read() as db:
        return int(db.conn.execute("SELECT count(*) FROM letters").fetchone()[0])


class Proven:
    """A certificate for 127.0.0.1 that signs itself."""

    def __init__(self, folder: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = dt.datetime.now(dt.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        self.certificate, self.key = folder / "certificate.pem", folder / "key.pem"
        self.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        self.key.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    @property
    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


@pytest.fixture(scope="session")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Proven:
    return Proven(tmp_path_factory.mktemp("tls"))


def takes(inbox: Inbox, user: bytes, password: bytes) -> Callable[..., AuthResult]:
    """A mail server's check of who sends."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        inbox.logins.append(data.login)
        return AuthResult(success=(data.login, data.password) == (user, password))

    return check
