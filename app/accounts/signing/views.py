"""What the pages of signing in show."""

from __future__ import annotations

from typing import ClassVar, Literal

from app.accounts.door_picture import DoorPicture
from app.accounts.people.ways import WaysIn
from app.accounts.signing.ways import Way
from app.web.action import Refusal
from app.web.view import View


class SignUpPage(View, kw_only=True):
    """The form that makes an account. `back` is where one goes afterwards, `first` the token of the operator's link."""

    template: ClassVar[str] = "accounts/signup.html"

    back: str
    first: str
    ways: tuple[Way, ...]
    refusal: Refusal
    picture: DoorPicture | None


class SignInPage(View, kw_only=True):
    """The ways in."""

    template: ClassVar[str] = "accounts/signin.html"

    back: str
    ways: tuple[Way, ...]
    refusal: Refusal
    picture: DoorPicture | None


class AgainPage(View, kw_only=True):
    """Proving once more who one is: by which of their own `ways`, and whether a password alone will do."""

    template: ClassVar[str] = "accounts/again.html"

    back: str
    email: str
    ways: WaysIn
    second_step: bool
    refusal: Refusal
    picture: DoorPicture | None


class ResetPage(View, kw_only=True):
    """Asking for a letter with a link to a new password."""

    template: ClassVar[str] = "accounts/reset.html"

    back: str
    refusal: Refusal
    picture: DoorPicture | None


class LetterSent(View, kw_only=True):
    """A letter is on its way, if there is somebody here to get it; nobody is told whether."""

    template: ClassVar[str] = "accounts/letter_sent.html"

    email: str
    kind: Literal["reset", "verify", "change"]
    picture: DoorPicture | None


class SetPasswordPage(View, kw_only=True):
    """The form behind a letter's link. `email` is whose password it is."""

    template: ClassVar[str] = "accounts/set_password.html"

    token: str
    email: str
    refusal: Refusal
    picture: DoorPicture | None


class VerifyPage(View, kw_only=True):
    """Confirming an address: by the link's button (`link`), by the letter's code (`code`), signing in for it first
    (`sign_in`, with the `token` that was brought), or nothing left to do (`done`). `email` is what is confirmed.
    """

    template: ClassVar[str] = "accounts/verify.html"

    step: Literal["link", "code", "sign_in", "done"]
    token: str
    email: str
    back: str
    refusal: Refusal
    picture: DoorPicture | None


class StopPage(View, kw_only=True):
    """Stopping, or taking back, a change of address from `new`, so that it is `former` again."""

    template: ClassVar[str] = "accounts/stop_change.html"

    token: str
    former: str
    new: str
    refusal: Refusal
    picture: DoorPicture | None


class DeadLink(View, kw_only=True):
    """A link that leads nowhere any more, and where one gets another."""

    template: ClassVar[str] = "accounts/dead_link.html"
    status: ClassVar[int] = 410

    kind: Literal["reset", "verify", "stop"]
    picture: DoorPicture | None
