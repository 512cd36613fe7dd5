"""`/settings`: name, picture, theme, and what new work begins with."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromQuery

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.cookies import theme_cookie
from app.accounts.people.queries import by_id
from app.accounts.people.user import Theme, User
from app.accounts.profile.choices import SIZES, Choice, Choices
from app.accounts.profile.naming import LONGEST, name_from
from app.accounts.profile.picture import drop_picture, keep_picture, picture_url
from app.accounts.profile.queries import set_profile, set_theme
from app.errors import BadRequest, FieldError, Unauthorized
from app.web.action import Done, Nothing, Refusal
from app.web.view import View

HERE = "/settings"
SAVED = "/settings?saved=1"


class Profile(View, kw_only=True):
    """How the person is called and looks here, and what their new work begins with; empty where they chose nothing.

    `saved` says that they come from saving it.
    """

    template: ClassVar[str] = "accounts/profile.html"

    name: str
    longest_name: int
    email: str
    picture_url: str
    theme: Theme
    model: str
    size: str
    visibility: Literal["private", "public"]
    models: tuple[Choice, ...]
    sizes: tuple[Choice, ...]
    saved: bool
    refusal: Refusal


class NewProfile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole profile; `model` and `size` are empty for none."""

    name: str
    theme: Theme = "system"
    model: str = ""
    size: str = ""
    visibility: Literal["private", "public"] = "private"


class NewTheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The theme alone, as the switch on each page sends it."""

    theme: Theme


class NewPicture(View, kw_only=True):
    """Where the person's picture is now; empty when they have none."""

    picture_url: str


def profile_of(user: User, choices: Choices, refusal: Refusal, *, saved: bool = False) -> Profile:
    """The profile's page. A choice that the instance no longer offers is shown as none."""
    return Profile(
        name=user.name,
        longest_name=LONGEST,
        email=user.email,
        picture_url=picture_url(user),
        theme=user.theme,
        model=choices.model(user.default_model),
        size=user.default_size or "",
        visibility="public" if user.default_public else "private",
        models=choices.models,
        sizes=SIZES,
        saved=saved,
        refusal=refusal,
    )


def show_profile(
    person: NamedDependency[Caller],
    choices: NamedDependency[Choices],
    refusal: NamedDependency[Refusal],
    saved: FromQuery[bool] = False,
) -> Profile:
    """Your profile."""
    return profile_of(person.user, choices, refusal, saved=saved and not refusal.message)


def save_profile(
    given: NewProfile,
    person: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    choices: NamedDependency[Choices],
) -> Done[Profile]:
    """Change your profile. What is left out goes back to how it was at first."""
    name = name_from(given.name)
    if given.model and not choices.model(given.model):
        raise _no_choice("model", "This instance does not offer that image model.")
    if given.size and all(size.key != given.size for size in SIZES):
        raise _no_choice("size", "Take one of the sizes that are listed.")
    with accounts.store.write() as db:
        set_profile(
            db,
            person.user.id,
            name=name,
            theme=given.theme,
            model=given.model or None,
            size=given.size or None,
            public=given.visibility == "public",
        )
        user = by_id(db, person.user.id)
        if user is None:
            raise Unauthorized("This account is gone. Nothing was changed.")
        note(db, "profile.changed", accounts.now(), person.whence, user_id=user.id)
    cookies = (theme_cookie(user.theme, secure=accounts.secure),) if user.theme != person.user.theme else ()
    return Done(view=profile_of(user, choices, Refusal(), saved=True), to=SAVED, cookies=cookies)


def _no_choice(field: str, why: str) -> BadRequest:
    return BadRequest(f"{why} Nothing was changed.", code="validation_failed", errors=(FieldError(field, why),))


def save_theme(given: NewTheme, person: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[Nothing]:
    """Change your theme. Other devices take it on when you next sign in there."""
    with accounts.store.write() as db:
        set_theme(db, person.user.id, given.theme)
    return Done(view=Nothing(), to=HERE, cookies=(theme_cookie(given.theme, secure=accounts.secure),))


def save_picture(
    picture: bytes, person: NamedDependency[Caller], accounts: NamedDependency[Accounts]
) -> Done[NewPicture]:
    """Change your picture. It is cut to a square; what the file says of place and camera is not kept."""
    path = keep_picture(accounts, person, picture)
    return Done(view=NewPicture(picture_url=f"/me/picture/{path.rpartition('-')[2]}"), to=SAVED, status=201)


def remove_picture(person: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[NewPicture]:
    """Remove your picture."""
    drop_picture(accounts, person)
    return Done(view=NewPicture(picture_url=""), to=HERE)
