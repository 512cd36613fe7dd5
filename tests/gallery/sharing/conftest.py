"""One instance with a public address, a licence, and a style whose every word is out to break something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.instance import SMALL, Instance, running_instance

SITE = "https://gallery.example"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MODELS = ["local:brush", "local:graver", "local:poster"]
HOSTILE = '</script><script>alert("1")</script> & \' ]]> {{ 7 * 7 }} %22'
CATALOG = f"""{SMALL}
[[family]]
slug = "hostile"
label = "<b>Family</b> & co"

[[style]]
slug = "hostile"
phrase = '''</script><script>alert("1")</script> & ' ]]> {{{{ 7 * 7 }}}} %22'''
family = "hostile"
note = "a note <with> a bell \\u0007, a vertical \\u000b tab and \\uFFFE"
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Two styles and the original by three image models on one subject, the hostile style by one; nobody changes it."""
    environ = {"BASE_URL": SITE, "PICTURE_LICENSE": LICENCE}
    with running_instance(tmp_path_factory.mktemp("sharing"), catalog=CATALOG, environ=environ) as instance:
        instance.fill([None, "linocut", "pixel-art"], ["lighthouse"], MODELS)
        instance.fill(["hostile"], ["lighthouse", "lone-tree"], MODELS[:1])
        yield instance


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """A style of two pictures and one of a single one, for tests that hide and add; no licence, no public address."""
    with running_instance(tmp_path_factory.mktemp("small")) as instance:
        instance.fill(["linocut"], ["lighthouse", "lone-tree"], MODELS[:1])
        instance.fill(["pixel-art"], ["lighthouse"], MODELS[:1])
        yield instance


def render_ids(instance: Instance, style: str | None) -> list[str]:
    """The ids of a style's pictures, oldest publication first."""
    sql = "SELECT id FROM renders WHERE style_phrase = :phrase AND status = 'done' ORDER BY seq"
    phrase = {"linocut": "linocut", "pixel-art": "pixel art", "hostile": HOSTILE, None: ""}[style]
    with instance.rooms.store.read() as db:
        return [row[0] for row in db.conn.execute(sql, {"phrase": phrase})]
