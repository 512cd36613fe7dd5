"""A picture is found in the library when it is there, and what its file says is told and not believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pillow_heif
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.media import riff
from app.media.provenance import Mark, packet
from tests.gallery.verifying.conftest import saved, stranger, verified

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gallery.verifying.conftest import Hung
    from tests.instance import Instance

NOBODY = "0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55"


def brighter(picture: Image.Image) -> Image.Image:
    return picture.point([min(255, int(value * 1.06 + 5)) for value in range(256)] * 3)


def cropped(picture: Image.Image) -> Image.Image:
    wide, high = picture.size
    return picture.crop((round(wide * 0.01), round(high * 0.01), round(wide * 0.99), round(high * 0.99)))


CHANGES: dict[str, Callable[[Image.Image], bytes]] = {
    "larger jpeg": lambda p: saved(p.resize((p.width * 2, p.height * 2), Image.Resampling.LANCZOS), "JPEG", quality=60),
    "smaller jpeg": lambda p: saved(p.resize((p.width * 3 // 4, p.height * 3 // 4)), "JPEG", quality=60),
    "webp": lambda p: saved(p, "WEBP", quality=50),
    "png": lambda p: saved(p, "PNG"),
    "brighter": lambda p: saved(brighter(p), "JPEG", quality=85),
    "cropped": lambda p: saved(cropped(p), "JPEG", quality=85),
}


def marked(picture: Image.Image, render_id: str) -> bytes:
    """A WebP whose mark names a render, as anyone can write it."""
    mark = Mark(
        source_type="algorithmicMedia", model_key="local:brush", render_id=render_id, prompt="a fox", recipe="{}"
    )
    return riff.with_metadata(riff.chunks(saved(picture, "WEBP")), xmp=packet(mark))


def test_a_file_of_the_library_is_known_byte_for_byte(library: Instance, hung: list[Hung]) -> None:
    for render in hung:
        told = verified(library, render.data)
        assert told["verdict"] == "same"
        assert [(match["render"]["id"], match["match"]) for match in told["matches"]] == [(render.id, "same")]
        assert told["marks"]["own"]["agrees"] == "picture"
        assert told["marks"]["source"]["term"] == "algorithmicMedia"


def test_a_thumbnail_is_a_file_of_the_library(library: Instance, hung: list[Hung]) -> None:
    thumb = library.client.get(hung[0].url.replace(".webp", "-thumb.webp")).content
    assert verified(library, thumb)["matches"][0]["match"] == "same"


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_found_as_itself_and_never_as_another(
    library: Instance, hung: list[Hung], change: str
) -> None:
    for render in hung:
        told = verified(library, CHANGES[change](render.picture))
        assert [match["render"]["id"] for match in told["matches"]] == [render.id]
        assert (told["verdict"], told["matches"][0]["match"]) == ("copy", "copy")


def test_a_copy_carries_no_mark_any_more(library: Instance, hung: list[Hung]) -> None:
    marks = verified(library, saved(hung[0].picture, "PNG"))["marks"]
    assert (marks["any"], marks["own"], marks["source"], marks["texts"]) == (False, None, None, [])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF"])
def test_every_kind_is_read(library: Instance, kind: str) -> None:
    pillow_heif.register_heif_opener()
    told = verified(library, saved(stranger(), kind))
    assert told["picture"]["kind"] == {"HEIF": "heic"}.get(kind, kind.lower())
    assert (told["picture"]["width"], told["picture"]["height"]) == (320, 240)
    assert (told["verdict"], told["matches"]) == ("not_here", [])


def test_a_mark_on_another_picture_is_contradicted(library: Instance, hung: list[Hung]) -> None:
    told = verified(library, marked(stranger(), hung[0].id))
    assert (told["verdict"], told["matches"]) == ("contradicted", [])
    assert told["marks"]["own"]["agrees"] == "other_picture"
    assert told["marks"]["own"]["render"]["id"] == hung[0].id


def test_the_pixels_are_believed_and_not_the_mark(library: Instance, hung: list[Hung]) -> None:
    told = verified(library, marked(hung[1].picture, hung[0].id))
    assert [match["render"]["id"] for match in told["matches"]] == [hung[1].id]
    assert (told["verdict"], told["marks"]["own"]["agrees"]) == ("copy", "other_picture")
    assert "its mark names another" in told["explanation"]


@pytest.mark.parametrize("named", [NOBODY, "", "' OR 1=1 --", "../../tessera.db", "x" * 9000])
def test_a_mark_that_names_nothing_here_says_so(library: Instance, named: str) -> None:
    told = verified(library, marked(stranger(), named))
    assert (told["verdict"], told["marks"]["own"]["agrees"]) == ("not_here", "not_here")
    assert told["marks"]["own"]["render"] is None


def test_parameters_of_other_programs_are_told(library: Instance) -> None:
    info = PngInfo()
    info.add_text("parameters", "a fox\nSteps: 20, Seed: 42")
    texts = verified(library, saved(stranger(), "PNG", pnginfo=info))["marks"]["texts"]
    assert texts == [
        {
            "place": "PNG text “parameters”",
            "program": "AUTOMATIC1111",
            "text": "a fox\nSteps: 20, Seed: 42",
            "cut": False,
        }
    ]


def test_a_manifest_is_told_as_not_verified(library: Instance) -> None:
    signed = riff.assemble([*riff.chunks(saved(stranger(), "WEBP")), riff.Chunk(b"C2PA", b"jumb")])
    assert verified(library, signed)["marks"]["manifest"]["present"] is True
    page = library.client.post("/verify", files={"file": ("a", signed)})
    assert "Its signature is not checked here" in page.text


def test_what_a_file_says_is_text_and_never_markup(library: Instance) -> None:
    info = PngInfo()
    info.add_text("parameters", "<script>alert(1)</script>")
    page = library.client.post("/verify", files={"file": ("<b>.png", saved(stranger(), "PNG", pnginfo=info))}).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_page_works_without_javascript(library: Instance, hung: list[Hung]) -> None:
    form = library.client.get("/verify", headers={"accept": "text/html"}).text
    assert 'action="/verify" method="post" enctype="multipart/form-data"' in form
    page = library.client.post(
        "/verify", files={"file": ("a.jpg", saved(hung[0].picture, "JPEG"))}, headers={"accept": "text/html"}
    )
    assert page.headers["cache-control"] == "no-store"
    assert "A copy of a picture in this library" in page.text
    assert f'href="/render/{hung[0].id}"' in page.text


def test_json_comes_by_the_accept_header_too(library: Instance) -> None:
    answer = library.client.post(
        "/verify", files={"file": ("a", saved(stranger(), "PNG"))}, headers={"accept": "application/json"}
    )
    assert answer.json()["verdict"] == "not_here"
    assert library.json("/verify")["largest_megabytes"] == 20


def large(kind: str) -> bytes:
    return saved(Image.new("L", (8000, 5200)), kind)


REFUSED: dict[str, tuple[Callable[[], bytes], int, str, str]] = {
    "no file": (lambda: b"", 400, "no_picture", "No picture was chosen"),
    "a text": (lambda: b"hello", 415, "image_unsupported", "This file can’t be read"),
    "a web page": (lambda: b"<html><body>", 415, "image_unsupported", "This file can’t be read"),
    "cut off": (lambda: saved(stranger(), "PNG")[:900], 422, "image_damaged", "The picture is damaged"),
    "too many pixels": (lambda: large("PNG"), 413, "image_too_large", "The picture is too large"),
    "too many bytes": (lambda: b"\xff\xd8\xff" + b"a" * 20_000_000, 413, "too_large", "The file is too large"),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_refusal_says_what_to_do_with_the_form_beside_it(library: Instance, wrong: str) -> None:
    make, status, code, heading = REFUSED[wrong]
    files = {"file": ("a", make())}
    answer = library.client.post("/api/verify", files=files)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    page: httpx.Response = library.client.post("/verify", files=files, headers={"accept": "text/html"})
    assert page.status_code == status
    assert heading in page.text
    assert 'type="file"' in page.text
    assert answer.json()["detail"].split(".")[0] in page.text.replace("&#39;", "'")
