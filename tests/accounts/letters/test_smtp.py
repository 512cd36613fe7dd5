"""Letters that a mail server takes, or does not."""

from __future__ import annotations

import socket

import pytest

from app.accounts.letters import smtp
from app.accounts.letters.postman import Postman
from tests.accounts.letters.conftest import Inbox, Opened, Proven, ask, serving, takes, waiting


def test_a_letter_comes_as_text_and_as_html(opened: Opened, inbox: Inbox) -> None:
    with serving(inbox) as port:
        accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{port}")
        ask(accounts)
        Postman(accounts).deliver()
    envelope, letter = inbox.envelopes[0], inbox.letters[0]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("no-reply@gallery.example", ["ada@example.org"])
    assert letter.message.get_content_type() == "multipart/alternative"
    assert letter.link.startswith("https://gallery.example/verify-email?token=")
    assert len(letter.code) == 6
    assert f'href="{letter.link}"' in letter.html
    assert letter.code[:3] in letter.html


def test_its_headers_say_who_when_and_that_no_person_wrote_it(opened: Opened, inbox: Inbox) -> None:
    with serving(inbox) as port:
        accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{port}", MAIL_FROM="Wände <wall@gallery.example>")
        ask(accounts)
        Postman(accounts).deliver()
    message = inbox.letters[0].message
    assert str(message["from"]) == "Wände <wall@gallery.example>"
    assert str(message["date"]) == "Sat, 21 Nov 2026 10:00:00 +0000"
    assert str(message["auto-submitted"]) == "auto-generated"
    assert str(message["message-id"]).endswith("@gallery.example>")


def test_its_lines_and_bytes_are_such_as_any_server_takes(opened: Opened, inbox: Inbox) -> None:
    with serving(inbox) as port:
        accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{port}")
        ask(accounts)
        Postman(accounts).deliver()
    content = inbox.envelopes[0].content
    assert isinstance(content, bytes)
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78 + 200  # RFC 5322 asks for 998 at most


def test_tls_is_used_where_it_is_offered(opened: Opened, inbox: Inbox, proven: Proven) -> None:
    with serving(inbox, tls_context=proven.context) as port:
        accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{port}")
        ask(accounts)
        Postman(accounts).deliver()
    assert inbox.encrypted == [True]


def test_a_password_goes_through_proven_tls(
    opened: Opened, inbox: Inbox, proven: Proven, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(proven.certificate))
    check = takes(inbox, b"post", b"p@ss word")
    with serving(inbox, tls_context=proven.context, authenticator=check, auth_required=True) as port:
        accounts = opened(SMTP_URL=f"smtp://post:p%40ss%20word@localhost:{port}")
        ask(accounts)
        Postman(accounts).deliver()
    assert (inbox.encrypted, inbox.logins, waiting(accounts)) == ([True], [b"post"], 0)


def test_no_password_goes_to_a_server_that_can_t_prove_who_it_is(opened: Opened, inbox: Inbox, proven: Proven) -> None:
    with serving(inbox, tls_context=proven.context, authenticator=takes(inbox, b"post", b"secret")) as port:
        accounts = opened(SMTP_URL=f"smtp://post:secret@localhost:{port}")
        ask(accounts)
        Postman(accounts).deliver()
    assert (inbox.logins, inbox.envelopes, waiting(accounts)) == ([], [], 1)


def test_no_password_goes_in_the_clear(opened: Opened, inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    check = takes(inbox, b"post", b"hush-hush")
    with serving(inbox, authenticator=check, auth_require_tls=False) as port:
        accounts = opened(SMTP_URL=f"smtp://post:hush-hush@127.0.0.1:{port}")
        ask(accounts)
        Postman(accounts).deliver()
    assert (inbox.logins, inbox.envelopes, waiting(accounts)) == ([], [], 1)
    assert "offers no TLS" in caplog.text
    assert "hush-hush" not in caplog.text


def test_a_connection_may_be_encrypted_from_its_first_byte(
    opened: Opened, inbox: Inbox, proven: Proven, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(proven.certificate))
    with serving(inbox, ssl_context=proven.context) as port:
        accounts = opened(SMTP_URL=f"smtps://localhost:{port}")
        ask(accounts)
        Postman(accounts).deliver()
    assert (len(inbox.letters), waiting(accounts)) == (1, 0)


def test_an_address_without_a_mailbox_is_given_up_and_not_named_in_the_log(
    opened: Opened, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.unknown = "ada@example.org"
    with serving(inbox) as port:
        accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{port}")
        ask(accounts)
        Postman(accounts).deliver()
    assert waiting(accounts) == 0
    said = [record.getMessage() for record in caplog.records if record.name.startswith("tessera")]
    assert any("is given up: 550 5.1.1" in message for message in said)
    assert not any("ada@example.org" in message for message in said)


def test_a_server_that_says_nothing_holds_nobody_up(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        ask(accounts)
        assert Postman(accounts).deliver() == 1
    assert waiting(accounts) == 1
