"""Every setting, read once from the environment. Nothing else reads `os.environ`."""

from __future__ import annotations

import ctypes
import os
from email.utils import parseaddr
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import unquote, urlsplit

import msgspec

from app.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Mapping


M_ARENA_MAX = -8  # glibc's malloc.h
LISTS = {"TRUSTED_PROXIES"}


class SettingsError(AppError):
    """A setting that can't be used; the message names it and says what it may be."""


class MailServer(msgspec.Struct, frozen=True):
    """What SMTP_URL names. `encrypted` says that the connection is from its first byte, as at port 465."""

    host: str
    port: int
    user: str
    password: str
    encrypted: bool


class MailFrom(msgspec.Struct, frozen=True):
    """What MAIL_FROM names: who letters are from."""

    name: str
    address: str


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One field a setting; the environment's name is the field's in capitals. Lists are separated by commas."""

    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 8000
    base_url: str = ""
    data_dir: str = "data"
    secret_key: str = ""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    trusted_proxies: tuple[str, ...] = ()
    max_provider_calls: Annotated[int, msgspec.Meta(ge=1, le=32)] = 2
    seed_on_start: bool = False
    picture_license: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    google_client_id: str = ""
    google_client_secret: str = ""
    google_discovery_url: str = "https://accounts.google.com/.well-known/openid-configuration"
    github_client_id: str = ""
    github_client_secret: str = ""
    github_base_url: str = "https://github.com"
    github_api_base_url: str = "https://api.github.com"

    @property
    def data_folder(self) -> Path:
        return Path(self.data_dir)

    @property
    def public_url(self) -> str:
        """The address people reach this instance by, without a trailing slash."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return self.base_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def mail_server(self) -> MailServer | None:
        """Where letters are handed to; None when they are written into the data folder."""
        return _mail_server(self.smtp_url) if self.smtp_url else None

    @property
    def letters_from(self) -> MailFrom:
        """Who letters are from; by default nobody at the host of `public_url`."""
        if self.mail_from:
            return _mail_from(self.mail_from)
        host = urlsplit(self.public_url).hostname or ""
        named = any(letter.isalpha() for letter in host) and ":" not in host  # an address of digits takes no mail
        return MailFrom("Tessera", f"no-reply@{host if named else 'localhost'}")


def settle_process() -> None:
    """Make the process fit a small host; call it before NumPy loads.

    NumPy's BLAS gets one thread, since two pictures are drawn side by side anyway. Where the C library is glibc, its
    allocator keeps to two arenas instead of eight a core.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 2)


def load_settings(environ: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")) -> Settings:
    """Settings from `.env` and the environment (which wins). Raises SettingsError by the setting's name.

    A value may also come from the file that `NAME_FILE` names, as container secrets do.
    """
    given = os.environ if environ is None else environ
    known = {field.upper() for field in Settings.__struct_fields__}
    kept = _env_file(env_file, known) if env_file is not None and env_file.is_file() else {}
    values: dict[str, object] = {}
    for name in sorted(known):
        raw = _value(name, given, kept)
        if raw is not None and raw != "":
            values[name.lower()] = _listed(raw) if name in LISTS else raw.strip()
    return _checked(values)


def _env_file(path: Path, known: set[str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for number, line in enumerate(_text(path, str(path)).splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.removeprefix("export ").partition("=")
        name = name.strip()
        if not equals:
            raise SettingsError(f"{path}, line {number}: “{text}” is not NAME=value.")
        if name.removesuffix("_FILE") not in known:
            raise SettingsError(f"{path}, line {number}: there is no setting {name}. `.env.example` lists them all.")
        kept[name] = value.strip().strip("\"'")
    return kept


def _value(name: str, given: Mapping[str, str], kept: dict[str, str]) -> str | None:
    for source in (given, kept):
        if source.get(name):
            return source[name]
        file = source.get(f"{name}_FILE")
        if file:
            return _text(Path(file), f"{name}_FILE: {file}").strip()
    return None


def _text(path: Path, named: str) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{named} is not UTF-8 text.") from error
    except OSError as error:
        raise SettingsError(f"{named} can't be read ({error.strerror}).") from error


def _listed(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


def _checked(values: dict[str, object]) -> Settings:
    if isinstance(values.get("log_level"), str):
        values["log_level"] = str(values["log_level"]).lower()
    for name, value in values.items():
        try:
            msgspec.convert({name: value}, Settings, strict=False)
        except msgspec.ValidationError as error:
            reason = str(error).split(" - at ")[0]
            raise SettingsError(f"{name.upper()}: “{value}” won't do. {reason}.") from error
    settings = msgspec.convert(values, Settings, strict=False)
    _check_base_url(settings.base_url)
    if settings.smtp_url:
        _mail_server(settings.smtp_url)
    if settings.mail_from:
        _mail_from(settings.mail_from)
    _check_providers(settings)
    for proxy in settings.trusted_proxies:
        try:
            ip_network(proxy, strict=False)
        except ValueError as error:
            raise SettingsError(f"TRUSTED_PROXIES: “{proxy}” is no address or network like 10.0.0.0/8.") from error
    return settings


def _check_base_url(url: str) -> None:
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise SettingsError(f"BASE_URL: “{url}” won't do. Give scheme and host only, like https://gallery.example.")


def _check_providers(settings: Settings) -> None:
    for name in ("google_discovery_url", "github_base_url", "github_api_base_url"):
        parts = urlsplit(getattr(settings, name))
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise SettingsError(
                f"{name.upper()}: “{parts.geturl()}” won’t do. Give an address like https://github.com."
            )
    for name in ("google", "github"):
        if getattr(settings, f"{name}_client_secret") and not getattr(settings, f"{name}_client_id"):
            raise SettingsError(f"{name.upper()}_CLIENT_SECRET needs {name.upper()}_CLIENT_ID beside it.")
    if settings.github_client_id and not settings.github_client_secret:
        raise SettingsError("GITHUB_CLIENT_ID needs GITHUB_CLIENT_SECRET beside it.")


def _mail_server(url: str) -> MailServer:
    wrong = "SMTP_URL won’t do. Give smtp://host:25, smtp://user:password@host:587 or smtps://user:password@host:465."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(wrong) from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise SettingsError(wrong)
    if bool(parts.username) != bool(parts.password):
        raise SettingsError("SMTP_URL: give both user and password, or neither. Write signs like @ as %40.")
    usual = 465 if parts.scheme == "smtps" else 587 if parts.username else 25
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port or usual, user, password, encrypted=parts.scheme == "smtps")


def _mail_from(text: str) -> MailFrom:
    name, address = parseaddr(text)
    before, at, host = address.partition("@")
    if not (before and at and host and text.isprintable() and address.isascii() and " " not in address):
        raise SettingsError(f"MAIL_FROM: “{text}” won’t do. Give an address, like Tessera <gallery@gallery.example>.")
    return MailFrom(name or "Tessera", address)
