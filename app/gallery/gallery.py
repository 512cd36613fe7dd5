"""What every page and order of the gallery needs, in one place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.gallery import queries
from app.gallery.finding.axes import Axes
from app.gallery.finding.queries import keep_names
from app.providers.registry import LABELS

if TYPE_CHECKING:
    from app.database import Store
    from app.media.files import Files
    from app.providers.catalog import Catalog


class Gallery:
    """The gallery's rows, files and catalogue. `licence` is what public renders are offered under, if anything.

    `configured` names the providers that this instance can order from. `site` is the address that people reach it by,
    without a slash at its end, `axes` what search knows by name.
    """

    def __init__(
        self,
        *,
        store: Store,
        files: Files,
        catalog: Catalog,
        configured: frozenset[str],
        licence: str = "",
        site: str = "",
    ) -> None:
        self.store, self.files, self.catalog = store, files, catalog
        self.configured, self.licence, self.site = configured, licence, site
        self.axes = Axes()


def stock(gallery: Gallery) -> None:
    """Bring the catalogue's styles and subjects into the store."""
    now = datetime.now(UTC)
    with gallery.store.write() as db:
        queries.clear_current(db)
        for position, style in enumerate(gallery.catalog.styles.values()):
            queries.sync_style(db, style, position, now, gallery.catalog.styles)
        for position, subject in enumerate(gallery.catalog.subjects.values()):
            queries.sync_subject(db, subject, position, now, gallery.catalog.subjects)
        keep_names(
            db,
            families=[(family.slug, family.label) for family in gallery.catalog.families.values()],
            models=[(m.key, f"{m.label} {LABELS.get(m.provider, '')}") for m in gallery.catalog.models.values()],
        )
        gallery.store.publish(db)
