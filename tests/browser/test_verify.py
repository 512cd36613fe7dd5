"""Verifying a picture in a browser: chosen, dropped, pasted, by keyboard, and without JavaScript."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

BRING = """([way, name, text]) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name, { type: "image/jpeg" }));
    const init = { bubbles: true, cancelable: true };
    if (way === "paste") document.body.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: data }));
    else for (const name of ["dragenter", "dragover", "drop"])
        document.querySelector("footer").dispatchEvent(new DragEvent(name, { ...init, dataTransfer: data }));
}"""
DROP_LARGE = """() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(20_000_001)], "a.jpg", { type: "image/jpeg" }));
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
}"""
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="session")
def copied(wall: Instance) -> bytes:
    """A render of the wall, made smaller and compressed again."""
    families = wall.json("/api/matrix")["families"]
    cell = next(cell for family in families for row in family["rows"] for cell in row["cells"] if cell["tile"])
    file = wall.client.get(cell["tile"]["thumb_url"].replace("-thumb", "")).content
    out = BytesIO()
    Image.open(BytesIO(file)).convert("RGB").resize((224, 168)).save(out, "JPEG", quality=80)
    return out.getvalue()


def payload(data: bytes) -> FilePayload:
    return {"name": "copy.jpg", "mimeType": "image/jpeg", "buffer": data}


def check_the_copy(page: Page) -> None:
    expect(page.locator("[data-verdict]")).to_have_text("A copy of a picture in this library")
    expect(page.locator("[data-verdict]")).to_be_focused()
    expect(page.locator(".pair figure")).to_have_count(2)


def test_a_chosen_picture_is_verified_and_shown_beside_its_match(open_page: Open, copied: bytes) -> None:
    page = open_page("/verify")
    page.locator("#file").set_input_files(payload(copied))
    check_the_copy(page)
    expect(page.locator("[data-yours] img")).to_be_visible()
    expect(page.locator("[data-going]")).to_be_hidden()
    page.locator(".pair figcaption a").click()
    expect(page.locator("article.viewer")).to_be_visible()


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_a_picture_can_be_dropped_anywhere_and_pasted(open_page: Open, copied: bytes, way: str) -> None:
    page = open_page("/verify")
    page.evaluate(BRING, [way, "copy.jpg", base64.b64encode(copied).decode()])
    check_the_copy(page)


def test_a_second_picture_takes_the_place_of_the_first(open_page: Open, copied: bytes) -> None:
    page = open_page("/verify")
    page.locator("#file").set_input_files(payload(copied))
    check_the_copy(page)
    out = BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    page.locator("#file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": out.getvalue()})
    expect(page.locator("[data-verdict]")).to_have_text("Not in this library")
    expect(page.locator(".pair figure")).to_have_count(1)


def test_a_file_that_is_too_large_is_not_even_sent(open_page: Open) -> None:
    page = open_page("/verify")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.evaluate(DROP_LARGE)
    expect(page.locator("[data-verified]")).to_contain_text("larger than 20 MB")
    assert [url for url in sent if "/verify" in url] == []


def test_it_works_without_javascript(open_page: Open, copied: bytes) -> None:
    page = open_page("/verify", javascript=False)
    expect(page.get_by_text("drop it anywhere")).to_be_hidden()
    page.locator("#file").set_input_files(payload(copied))
    page.get_by_role("button", name="Verify it").click()
    expect(page.locator("[data-verdict]")).to_have_text("A copy of a picture in this library")
    expect(page).to_have_title("A copy of a picture in this library · Tessera")


def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page("/verify")
    page.locator("main").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#file")).to_be_focused()


@pytest.mark.parametrize(
    ("size", "scheme"), [("phone", "light"), ("phone", "dark"), ("tablet", "light"), ("desk", "dark")]
)
def test_axe_finds_nothing(
    open_page: Open, copied: bytes, size: Literal["phone", "tablet", "desk"], scheme: Scheme
) -> None:
    page = open_page("/verify", size, scheme=scheme)
    assert violations(page) == []
    page.locator("#file").set_input_files(payload(copied))
    check_the_copy(page)
    assert violations(page) == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(wide) is False
