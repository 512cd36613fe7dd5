"""The addresses of finding a style by picture."""

from __future__ import annotations

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from app.gallery.by_picture.finder import Finder, refused
from app.gallery.by_picture.views import Found, PictureForm
from app.web.routing import form_twin, twin


@twin("/styles/by-picture", tags=["Gallery"])
def show_picture_form(finder: NamedDependency[Finder]) -> PictureForm:
    """What can be sent to find styles by picture."""
    return finder.form()


@form_twin("/styles/by-picture", tags=["Gallery"], refused=refused)
def find_by_picture(finder: NamedDependency[Finder], picture: NamedDependency[bytes]) -> Found:
    """Find styles by picture.

    Tells the twelve styles whose renders look most like the picture, by descriptors of colour, edges and texture. It
    compares look, not what is in the picture. Nothing that is sent is kept.
    """
    return finder.find(picture)


ROUTES: list[HTTPRouteHandler] = [*show_picture_form, *find_by_picture]
