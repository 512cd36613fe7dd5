"""The addresses of verifying a picture."""

from __future__ import annotations

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from app.gallery.gallery import Gallery
from app.gallery.verifying.checking import form, refused, verify
from app.gallery.verifying.views import Verified, VerifyForm
from app.web.routing import form_twin, twin


@twin("/verify", tags=["Verify"])
def show_verify() -> VerifyForm:
    """What can be sent to be verified."""
    return form()


@form_twin("/verify", tags=["Verify"], refused=refused)
def verify_picture(gallery: NamedDependency[Gallery], picture: NamedDependency[bytes]) -> Verified:
    """Verify a picture.

    Says which marks of origin its file carries (IPTC digital source type, C2PA manifest, texts of image programs, our
    own), none of which prove anything, and whether it or a resized or recompressed copy of it is in this library.
    Nothing that is sent is kept.
    """
    return verify(gallery, picture)


ROUTES: list[HTTPRouteHandler] = [*show_verify, *verify_picture]
