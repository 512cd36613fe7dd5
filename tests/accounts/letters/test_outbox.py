"""Without a mail server, letters are files, and the log has what one clicks on."""

from __future__ import annotations

import logging

import pytest

from app.accounts.letters.carriers import clear_outbox
from app.accounts.letters.postman import Postman
from tests.accounts.letters.conftest import Clock, Opened, ask, waiting
from tests.outbox import Outbox


def test_a_letter_is_a_whole_file_that_its_owner_alone_reads(opened: Opened) -> None:
    accounts = opened()
    ask(accounts)
    Postman(accounts).deliver()
    folder = accounts.settings.data_folder / "outbox"
    assert [path.name for path in folder.iterdir()] == ["20261121T100000.000000Z-verify.eml"]
    assert folder.stat().st_mode & 0o077 == 0
    assert not list((accounts.settings.data_folder / "tmp").iterdir())


def test_the_log_has_link_and_code(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    accounts = opened()
    ask(accounts)
    Postman(accounts).deliver()
    letter = Outbox(accounts.settings.data_folder / "outbox").latest("ada@example.org")
    assert letter.link in caplog.text
    assert letter.code in caplog.text


def test_with_a_mail_server_the_log_has_neither(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    accounts = opened(SMTP_URL="smtp://127.0.0.1:9")
    ask(accounts)
    Postman(accounts).deliver()
    assert "token=" not in caplog.text
    assert "was not sent" in caplog.text


def test_a_folder_that_can_t_be_written_is_told_and_tried_again(
    opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    accounts = opened()
    (accounts.settings.data_folder / "outbox").write_text("a file where a folder should be")
    ask(accounts)
    Postman(accounts).deliver()
    assert waiting(accounts) == 1
    assert "was not sent" in caplog.text


def test_old_letters_go(opened: Opened, clock: Clock) -> None:
    accounts = opened()
    ask(accounts)
    Postman(accounts).deliver()
    clock.forward(days=10)
    ask(accounts, "reset")
    Postman(accounts).deliver()
    clear_outbox(accounts, clock())
    left = (accounts.settings.data_folder / "outbox").iterdir()
    assert [path.name[-9:] for path in left] == ["reset.eml"]
