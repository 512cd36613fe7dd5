"""The command line of `python -m app user`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from typing import Any

Verb = Literal[
    "list", "create", "grant-admin", "revoke-admin", "disable", "enable", "drop-second-step", "reset-password"
]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator asks for."""

    verb: Verb
    email: str = ""
    name: str = ""
    admin: bool = False
    password_stdin: bool = False
    json: bool = False


def add_user_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Add `user` and its verbs to the commands."""
    user = commands.add_parser("user", help="list, make, lock and unlock accounts")
    verbs = user.add_subparsers(dest="verb", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="all accounts, the oldest first")
    listing.add_argument("--json", action="store_true", help="as JSON")
    create = _of_one(verbs, "create", "make an account whose address counts as confirmed")
    create.add_argument("--name", default="", help="what to call them")
    create.add_argument("--admin", action="store_true", help="they run the instance")
    _password(create)
    _of_one(verbs, "grant-admin", "let them run the instance; they sign in anew")
    _of_one(verbs, "revoke-admin", "they no longer run the instance")
    _of_one(verbs, "disable", "lock the account: sessions end and API keys are revoked at once")
    _of_one(verbs, "enable", "unlock the account")
    _of_one(verbs, "drop-second-step", "let them in by password alone, as they lost passkeys and recovery codes")
    _password(_of_one(verbs, "reset-password", "give them a link to a new password"))


def wish_of(given: argparse.Namespace) -> Wish:
    """What was given, as a struct."""
    return msgspec.convert({field: vars(given)[field] for field in Wish.__struct_fields__ if field in given}, Wish)


def _of_one(verbs: argparse._SubParsersAction[Any], verb: Verb, told: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(verb, help=told, description=told.capitalize() + ".")
    parser.add_argument("email", metavar="EMAIL", help="the account's address")
    return parser


def _password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from the first line of standard input; without it, print a link that sets one",
    )
