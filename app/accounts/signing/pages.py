"""The addresses of signing up, in and out, of passwords and of addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.accounts.passwords import HASHING
from app.accounts.security import security_page
from app.accounts.signing.again import again_page, sign_in_again
from app.accounts.signing.new_email import change_email, stop_change, stop_page
from app.accounts.signing.new_password import change_password
from app.accounts.signing.reset import ask_reset, reset_page, set_new_password, set_password_page
from app.accounts.signing.signin import sign_in, sign_in_page, sign_out
from app.accounts.signing.signup import sign_up, sign_up_page
from app.accounts.signing.verify import verify, verify_once_more, verify_page
from app.web.action import action
from app.web.routing import twin

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

TAGS: Final = ("Signing in",)

ROUTES: list[list[HTTPRouteHandler]] = [
    twin("/signup", public=False, tags=TAGS)(sign_up_page),
    action("/signup", api="/api/auth/register", page=sign_up_page, tags=TAGS, crew=HASHING)(sign_up),
    twin("/signin", public=False, tags=TAGS)(sign_in_page),
    action("/signin", api="/api/auth/login", page=sign_in_page, tags=TAGS, crew=HASHING)(sign_in),
    twin("/signin/again", public=False, tags=TAGS)(again_page),
    action("/signin/again", page=again_page, tags=TAGS, crew=HASHING)(sign_in_again),
    action("/signout", api="/api/auth/logout", tags=TAGS)(sign_out),
    twin("/reset", public=False, tags=TAGS)(reset_page),
    action("/reset", page=reset_page, tags=TAGS)(ask_reset),
    twin("/reset/set", public=False, tags=TAGS)(set_password_page),
    action("/reset/set", page=set_password_page, tags=TAGS, crew=HASHING)(set_new_password),
    twin("/verify-email", public=False, tags=TAGS)(verify_page),
    action("/verify-email", page=verify_page, tags=TAGS)(verify),
    action("/verify-email/resend", page=verify_page, tags=TAGS)(verify_once_more),
    twin("/stop-email-change", public=False, tags=TAGS)(stop_page),
    action("/stop-email-change", page=stop_page, tags=TAGS)(stop_change),
    action("/settings/password", page=security_page, tags=TAGS, crew=HASHING)(change_password),
    action("/settings/email", page=security_page, tags=TAGS)(change_email),
]
