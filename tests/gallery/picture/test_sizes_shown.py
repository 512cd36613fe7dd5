"""Of a picture that is larger than its thumbnails a phone is offered the larger thumbnail, else the picture itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.instance import running_instance

if TYPE_CHECKING:
    from pathlib import Path

CATALOG = '[[subject]]\nslug = "lighthouse"\nwidth = {width}\nheight = 384\n'


@pytest.mark.parametrize(("width", "offered"), [(640, True), (512, False)])
def test_the_larger_thumbnail_is_offered_when_it_is_smaller(tmp_path: Path, width: int, offered: bool) -> None:
    with running_instance(tmp_path, catalog=CATALOG.format(width=width)) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:poster"])
        render = instance.json("/api/search?q=linocut")["renders"][0]
        page = instance.client.get(render["url"], headers={"accept": "text/html"}).text
    full = re.search(r'<img class="full"[^>]*>', page)
    assert full is not None
    assert f'src="{render["image_url"]}"' in full[0]
    srcset = (
        f'srcset="{render["thumb_2x_url"]} 512w, {render["image_url"]} {width}w" sizes="(max-width: 640px) 70vw, 100vw"'
    )
    assert (srcset in full[0]) is offered
    assert ("srcset" in full[0]) is offered
