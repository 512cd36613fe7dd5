"""Settings come from the environment, from `.env`, from secret files; what won't do is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.settings import SettingsError, load_settings


def test_without_anything_the_defaults_stand() -> None:
    settings = load_settings({}, None)
    assert (settings.host, settings.port, settings.max_provider_calls) == ("127.0.0.1", 8000, 2)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=9000\nHOST='::1'  \n# a comment\n")
    settings = load_settings({"PORT": "9100"}, file)
    assert (settings.port, settings.host) == (9100, "::1")


def test_a_value_may_come_from_a_secret_file(tmp_path: Path) -> None:
    secret = tmp_path / "licence"
    secret.write_text("CC BY 4.0\n")
    assert load_settings({"PICTURE_LICENSE_FILE": str(secret)}, None).picture_license == "CC BY 4.0"


def test_a_secret_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PORT_FILE"):
        load_settings({"PORT_FILE": str(tmp_path / "none")}, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("MAX_PROVIDER_CALLS", "0"),
        ("SEED_ON_START", "perhaps"),
        ("LOG_LEVEL", "loud"),
        ("BASE_URL", "gallery.example"),
        ("BASE_URL", "https://gallery.example/below"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,nowhere"),
    ],
)
def test_a_value_that_wont_do_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value}, None)


def test_an_unknown_name_in_the_file_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=8000\nPROT=8000\n")
    with pytest.raises(SettingsError, match=r"line 2: there is no setting PROT"):
        load_settings({}, file)


def test_the_public_address_is_the_base_url_or_where_it_listens() -> None:
    assert load_settings({"BASE_URL": "https://gallery.example/"}, None).public_url == "https://gallery.example"
    assert load_settings({"HOST": "0.0.0.0", "PORT": "81"}, None).public_url == "http://127.0.0.1:81"


def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfePORT=1")
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load_settings({}, file)
    with pytest.raises(SettingsError, match=r"PICTURE_LICENSE_FILE: .* is not UTF-8"):
        load_settings({"PICTURE_LICENSE_FILE": str(file)}, None)
