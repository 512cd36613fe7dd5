"""How mail leaves is checked when the program starts, by the setting's name."""

from __future__ import annotations

import pytest

from app.settings import MailFrom, MailServer, SettingsError, load_settings


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, "", "", encrypted=False)),
        ("smtp://a:b@mail.example", MailServer("mail.example", 587, "a", "b", encrypted=False)),
        ("smtps://a%40x:b%2Fc@mail.example", MailServer("mail.example", 465, "a@x", "b/c", encrypted=True)),
        ("smtp://[::1]:2525/", MailServer("::1", 2525, "", "", encrypted=False)),
    ],
)
def test_a_mail_server_is_named_by_an_address(url: str, server: MailServer) -> None:
    assert load_settings({"SMTP_URL": url}, None).mail_server == server


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example", "smtp://", "smtp://a:hush@mail.example:port", "smtp://hush@mail.example"],
)
def test_what_names_no_mail_server_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(SettingsError, match="SMTP_URL") as refused:
        load_settings({"SMTP_URL": url}, None)
    assert "hush" not in refused.value.message


@pytest.mark.parametrize("sender", ["Tessera", "Tessera <>", "a@", "Tessera <a@b.example>\r\nBcc: eve@example.org"])
def test_what_is_no_sender_is_refused(sender: str) -> None:
    with pytest.raises(SettingsError, match="MAIL_FROM"):
        load_settings({"MAIL_FROM": sender}, None)


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ({"MAIL_FROM": "The Wall <wall@gallery.example>"}, MailFrom("The Wall", "wall@gallery.example")),
        ({"MAIL_FROM": "wall@gallery.example"}, MailFrom("Tessera", "wall@gallery.example")),
        ({"BASE_URL": "https://gallery.example"}, MailFrom("Tessera", "no-reply@gallery.example")),
        ({"BASE_URL": "http://10.0.0.7:8000"}, MailFrom("Tessera", "no-reply@localhost")),
    ],
)
def test_letters_are_from_whom_the_settings_say(given: dict[str, str], sender: MailFrom) -> None:
    assert load_settings(given, None).letters_from == sender
