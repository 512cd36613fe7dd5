"""Making a render: the engine's handler that calls a provider, keeps the picture and writes the row."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from app.errors import AppError
from app.gallery import queries
from app.gallery.by_picture.groups import keep_look
from app.gallery.filling import Work
from app.gallery.rows import Finished, Metadata, RenderRow
from app.media.provenance import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from app.engine.jobs import Failure, Job
    from app.gallery.gallery import Gallery
    from app.media.ingest import Ingested
    from app.providers.base import Call, Provider, Result


class RenderHandler:
    """Implements `engine.jobs.Handler` for renders."""

    def __init__(self, gallery: Gallery, providers: Mapping[str, Provider]) -> None:
        self._gallery, self._providers = gallery, providers

    def run(self, job: Job, call: Call) -> Finished:
        """Draw, encode once, and write the files; the row comes after them."""
        from app.media.ingest import ingest  # loads Pillow and NumPy: with the first picture, not with the server

        render = self._render(job)
        recipe = render.metadata.recipe
        began = time.monotonic()
        result = self._providers[job.provider].draw(recipe.as_order(), call)
        seconds = round(time.monotonic() - began, 2)
        ingested = ingest(result.image, self._mark(render))
        paths = self._gallery.files.write_render(render.id, render.created_at, ingested, public=True)
        return Finished(
            image_path=paths.image_path,
            thumb_path=paths.thumb_path,
            width=ingested.width,
            height=ingested.height,
            look=ingested.look,
            phash=ingested.phash,
            metadata=self._metadata(render, result, ingested, seconds),
        )

    def settle(self, db: Database, job: Job, outcome: object) -> None:
        assert isinstance(outcome, Finished)
        queries.finish_render(db, job.subject_of, outcome)
        keep_look(db, job.subject_of, outcome.look, outcome.phash)
        self._gallery.store.publish(db)

    def fail(self, db: Database, job: Job, failure: Failure) -> None:
        queries.fail_render(db, job.subject_of, failure.code, failure.message)
        self._gallery.store.publish(db)

    def discard(self, job: Job, outcome: object) -> None:
        """Remove the files, unless they are the render's by now, or the job's next holder writes the same ones."""
        assert isinstance(outcome, Finished)
        with self._gallery.store.read() as db:
            needed = queries.files_are_needed(db, job.subject_of)
        if not needed:
            self._gallery.files.delete_render(outcome.image_path)

    def _render(self, job: Job) -> RenderRow:
        work = msgspec.json.decode(job.payload, type=Work)
        with self._gallery.store.read() as db:
            found = queries.public_render(db, work.render_id)
        if found is None:
            raise AppError("The render of this job is gone.", code="render_gone")
        return found[0]

    def _mark(self, render: RenderRow) -> Mark:
        recipe = render.metadata.recipe
        return Mark(
            source_type=render.metadata.source_type,
            model_key=render.model_key,
            render_id=render.id,
            prompt=recipe.prompt,
            recipe=recipe.canonical(),
            a1111=recipe.as_a1111(),
            title=", ".join(part for part in (render.style_phrase, render.base_prompt) if part),
            licence=self._gallery.licence,
        )

    def _metadata(self, render: RenderRow, result: Result, ingested: Ingested, seconds: float) -> Metadata:
        return msgspec.structs.replace(
            render.metadata,
            colour=ingested.colour,
            seconds=seconds,
            undrawn=result.undrawn,
            provider_cost_microdollars=result.cost_microdollars,
            signed=ingested.signed,
        )
