"""Addresses of mail, in the one form in which they are kept and compared."""

from __future__ import annotations

from typing import Final

from app.errors import BadRequest, FieldError

LONGEST: Final = 254


class BadEmail(BadRequest):
    """What was given is no address that mail can be sent to."""

    default_code = "bad_email"


def address_from(given: str) -> str:
    """The address as it is kept: the host in lower case and in ASCII (IDNA), the rest as typed.

    Before the @ only ASCII is taken, so no two addresses look alike and differ; the database compares them without
    regard to case. Hosts without a dot pass, as a company's own network may have them. Raises BadEmail, which says
    what is wrong with the field `email`.
    """
    from email_validator import EmailNotValidError, validate_email

    if len(given) > LONGEST:
        raise _bad(f"An address has at most {LONGEST} characters.")
    try:
        found = validate_email(
            given.strip(),
            check_deliverability=False,
            allow_smtputf8=False,
            globally_deliverable=False,
            test_environment=True,
        )
    except EmailNotValidError as error:
        raise _bad(str(error)) from None
    if found.ascii_email is None:
        raise _bad("This address can’t be written in ASCII.")
    return found.ascii_email


def _bad(why: str) -> BadEmail:
    return BadEmail(why, errors=(FieldError("email", why),))
