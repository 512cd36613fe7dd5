"""`python -m app`: the operator's commands."""

from __future__ import annotations

import argparse
import gc
import sys

from app.errors import AppError, Conflict, NotFound, Unavailable
from app.operators.people.options import add_user_command, wish_of
from app.settings import load_settings

FAILED, WRONG = 1, 2
FAILURES = (Conflict, NotFound, Unavailable)


def main(argv: list[str]) -> int:
    """Run one command and return the exit status: 0 done, 1 failed, 2 a call or a setting that won't do."""
    parser = argparse.ArgumentParser(prog="python -m app", description="Tessera, a gallery and studio for AI images.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("serve", help="serve the gallery until a signal ends it")
    commands.add_parser("migrate", help="bring the data folder up to date, then stop")
    add_user_command(commands)
    given = parser.parse_args(argv)
    try:
        return COMMANDS[given.command](given)
    except AppError as error:
        print(f"tessera: {error}", file=sys.stderr)
        return FAILED if isinstance(error, FAILURES) else WRONG


def _serve(_: argparse.Namespace) -> int:
    gc.disable()  # what start-up makes is there to stay; run_server collects again once it serves
    from app.main import run_server
    from app.web.log import configure_logging
    from app.web.server import PortTaken

    settings = load_settings()
    configure_logging(settings.log_level)
    try:
        return 0 if run_server(settings) else 1
    except PortTaken as error:
        print(f"tessera: {error}", file=sys.stderr)
        return 1


def _migrate(_: argparse.Namespace) -> int:
    from app.main import open_rooms

    with open_rooms(load_settings()) as rooms:
        print(f"{rooms.store.path} is up to date.")
    return 0


def _user(given: argparse.Namespace) -> int:
    from app.main import open_rooms
    from app.operators.people.commands import run

    with open_rooms(load_settings()) as rooms:
        run(rooms.accounts, wish_of(given), sys.stdin, sys.stdout)
    return 0


COMMANDS = {"serve": _serve, "migrate": _migrate, "user": _user}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
