"""What one takes from a render's page: its recipe in three forms, its file, and HTML for another site."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import msgspec
import pytest
from msgspec.structs import replace

from app.gallery.picture.render import embed
from app.gallery.recipe import Recipe
from app.gallery.views import RenderJSON
from app.media.provenance import read_mark
from tests.gallery.picture.conftest import BRUSH, render_of
from tests.instance import Instance

# How AUTOMATIC1111's web UI reads parameters: a name, a colon, then text in JSON's quotes or all up to the next comma.
SETTING = re.compile(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)')


def pasted(text: str) -> tuple[str, str, dict[str, str]]:
    """Prompt, negative prompt and settings, as that program takes them from pasted text."""
    *lines, last = text.strip().split("\n")
    settings = SETTING.findall(last)
    if len(settings) < 3:
        lines, settings = [*lines, last], []
    prompt, _, negative = "\n".join(lines).partition("\nNegative prompt: ")
    return prompt, negative, {name: json.loads(value) if value[:1] == '"' else value for name, value in settings}


RECIPE = Recipe(
    version=1,
    model="local:brush",
    operation="text-to-image",
    prompt="ink, of a pier",
    base_prompt="a pier",
    width=640,
    height=480,
    seed=7,
)


def test_the_line_is_read_back_as_it_was_meant() -> None:
    made = replace(RECIPE, model="replicate:flux, dev", negative_prompt="frame, text: none", steps=28, guidance=3.5)
    prompt, negative, settings = pasted(made.as_a1111())
    assert (prompt, negative) == ("ink, of a pier", "frame, text: none")
    assert settings == {
        "Steps": "28",
        "CFG scale": "3.5",
        "Seed": "7",
        "Size": "640x480",
        "Model": "replicate:flux, dev",
    }


def test_a_recipe_without_steps_still_names_enough_settings() -> None:
    _, _, settings = pasted(RECIPE.as_a1111())
    assert settings == {"Seed": "7", "Size": "640x480", "Model": "local:brush"}


@pytest.mark.parametrize(
    "prompt",
    ["two\nlines", "Steps: 4, Seed: 9, Size: 1x1", 'a "quoted" word\r\nNegative prompt: none', "a: b, c: d, e: f"],
)
def test_a_prompt_can_not_pass_for_settings(prompt: str) -> None:
    read, negative, settings = pasted(replace(RECIPE, prompt=prompt).as_a1111())
    assert (read, negative) == (" ".join(prompt.split()), "")
    assert settings["Seed"] == "7"


def test_the_file_carries_the_recipe_that_the_page_tells(hung: Instance) -> None:
    page = hung.json(f"/api/render/{render_of(hung, 'linocut', BRUSH)}")
    mark = read_mark(hung.client.get(page["render"]["image_url"]).content)
    assert mark is not None
    assert mark.a1111 == page["recipe_a1111"]
    assert json.loads(mark.recipe) == json.loads(page["recipe_json"]) == page["render"]["recipe"]


def test_the_page_says_whether_the_seed_is_exact(hung: Instance) -> None:
    page = hung.client.get(f"/render/{render_of(hung, 'linocut', BRUSH)}", headers={"accept": "text/html"}).text
    assert "exact: this model draws the same picture from it again" in page


class Embedded(HTMLParser):
    """The tags of a piece of HTML and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_embed_code_shows_the_picture_and_leads_back(hung: Instance) -> None:
    page = hung.json(f"/api/render/{render_of(hung, 'linocut', BRUSH)}")
    (link, link_says), (image, image_says) = Embedded(page["embed"]).tags
    site = hung.rooms.gallery.site
    assert (link, link_says["href"]) == ("a", site + page["render"]["url"])
    assert (image, image_says["src"]) == ("img", site + page["render"]["image_url"])
    assert (image_says["width"], image_says["height"]) == ("256", "192")


def test_a_hostile_phrase_stays_inside_the_embed_code(hung: Instance) -> None:
    page = hung.json(f"/api/render/{render_of(hung, 'linocut', BRUSH)}")
    hostile = msgspec.convert(page["render"] | {"alt": '"><script>x</script>'}, RenderJSON)
    tags = Embedded(embed("https://tessera.test", hostile)).tags
    assert [tag for tag, _ in tags] == ["a", "img"]
    assert tags[1][1]["alt"] == '"><script>x</script>'
