"""What an export holds, written to a ZIP one piece after the other, so that its size takes disk and no memory."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, Final

import msgspec

from app.accounts.people.queries import by_id
from app.accounts.privacy import queries
from app.accounts.privacy.queries import Export
from app.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path
    from zipfile import ZipFile

    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.people.user import User

PIECE: Final = 1 << 20
README: Final = """{site}
Everything that this instance keeps of {email}, as of {at}.

account.json    the account: addresses, name, settings
sessions.json   where you are signed in
api-keys.json   your API keys by name and last four characters
passkeys.json   your passkeys by name
activity.json   what was done with the account, when and from where
exports.json    your exports, this one too
picture.webp    your picture, if you have one
gallery/        your renders: their rows in renders*.json, their pictures and what they were made from

Times are in UTC. Passwords, tokens, recovery codes and the keys themselves are kept as hashes only, and are not here.
{missing}"""


def export_gone() -> AppError:
    """The export is not awaited any more: its owner has left, or another process has made it."""
    return AppError("The export of this job is gone.", code="export_gone")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """The account itself, as it is exported."""

    id: str
    email: str
    email_verified_at: datetime | None
    has_password: bool
    google_sub: str | None
    google_email: str | None
    github_id: str | None
    github_login: str | None
    second_step: bool
    recovery_codes_left: int
    is_admin: bool
    stripe_customer_id: str | None
    name: str
    theme: str
    default_model: str | None
    default_size: str | None
    default_public: bool
    mails_off: tuple[str, ...]
    created_at: datetime
    disabled_at: datetime | None
    delete_after: datetime | None


def write_archive(accounts: Accounts, export: Export, target: Path, going: Callable[[float], None]) -> None:
    """Write an export's ZIP to `target`. `going` is told how far it is, 0…1, and may raise to end it.

    Rows are read at one moment; pictures are copied after that, without a reading transaction that would hold up the
    database. A picture that has gone meanwhile is named in README.txt. Raises AppError when the owner has left.
    """
    from zipfile import ZIP_DEFLATED, ZipFile

    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        with accounts.store.read() as db:
            user = by_id(db, export.user_id)
            if user is None:
                raise export_gone()
            files = [*_own(archive, db, accounts, user), *_held(archive, db, accounts, user)]
        missing = []
        for number, (name, path) in enumerate(files):
            going(number / len(files))
            if not _copied(archive, name, path):
                missing.append(name)
        archive.writestr("README.txt", _readme(accounts, user, missing))


def _own(archive: ZipFile, db: Database, accounts: Accounts, user: User) -> list[tuple[str, Path]]:
    known = msgspec.structs.asdict(user)
    known |= {"recovery_codes_left": queries.codes_left(db, user.id), "mails_off": user.mails}
    account = Account(**{name: known[name] for name in Account.__struct_fields__})
    archive.writestr("account.json", msgspec.json.format(msgspec.json.encode(account)))
    _write_list(archive, "sessions.json", queries.sessions_told(db, user.id))
    _write_list(archive, "api-keys.json", queries.keys_told(db, user.id))
    _write_list(archive, "passkeys.json", queries.passkeys_told(db, user.id))
    _write_list(archive, "activity.json", queries.audit_told(db, user.id))
    _write_list(archive, "exports.json", queries.exports_told(db, user.id))
    root = accounts.settings.data_folder
    return [("picture.webp", root / user.picture_path)] if user.picture_path else []


def _held(archive: ZipFile, db: Database, accounts: Accounts, user: User) -> list[tuple[str, Path]]:
    """What other rooms keep: their documents are written now, their files are copied later."""
    files: list[tuple[str, Path]] = []
    for holding in accounts.holdings:
        for portion in holding.export(db, user.id):
            if portion.path is not None:
                files.append((portion.name, portion.path))
            else:
                archive.writestr(portion.name, portion.content)
    return files


def _write_list(archive: ZipFile, name: str, rows: Iterable[dict[str, object]]) -> None:
    """A JSON list, row by row. What SQLite keeps as JSON in a text becomes part of the document."""
    from zipfile import ZIP_DEFLATED, ZipInfo

    info = ZipInfo(name, time.gmtime()[:6])
    info.compress_type = ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as file:
        comma = b"[\n"
        for row in rows:
            plain = {key: _json(key, value) for key, value in row.items()}
            file.write(comma + msgspec.json.encode(plain))
            comma = b",\n"
        file.write(b"[]\n" if comma == b"[\n" else b"\n]\n")


def _json(key: str, value: object) -> object:
    return msgspec.Raw(value.encode()) if key in ("scopes", "transports") and isinstance(value, str) else value


def _copied(archive: ZipFile, name: str, path: Path) -> bool:
    """Whether a file was there to be copied. Pictures are compressed already, so they are only stored."""
    from zipfile import ZIP_STORED, ZipInfo

    try:
        info, source = ZipInfo.from_file(path, name, strict_timestamps=False), path.open("rb")
    except FileNotFoundError:
        return False
    info.compress_type = ZIP_STORED
    with source, archive.open(info, "w", force_zip64=True) as file:
        shutil.copyfileobj(source, file, PIECE)
    return True


def _readme(accounts: Accounts, user: User, missing: list[str]) -> str:
    told = "".join(f"{name}\n" for name in missing)
    return README.format(
        site=accounts.site,
        email=user.email,
        at=f"{accounts.now():%Y-%m-%d %H:%M}",
        missing=f"\nThese were removed while the export was made:\n{told}" if missing else "",
    )
