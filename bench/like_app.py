"""The search that many galleries have: `LIKE '%words%'` over every render, a count, and 24 tiles through Jinja."""

from __future__ import annotations

import sqlite3
import sys

import uvicorn
from jinja2 import Environment
from litestar import Litestar, MediaType, Response, get
from litestar.params import FromQuery

PAGE = 24
FOUND = """
SELECT id, style_phrase, base_prompt, model_key, thumb_path FROM renders
WHERE style_phrase LIKE '%' || :q || '%' AND model_key LIKE '%' || :model || '%' AND public = 1
ORDER BY created_at DESC LIMIT :size
"""
COUNT = """
SELECT count(*) FROM renders
WHERE style_phrase LIKE '%' || :q || '%' AND model_key LIKE '%' || :model || '%' AND public = 1
"""
TEMPLATE = Environment(autoescape=True).from_string(
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ q }}</title></head><body>
<h1>{{ total }} for {{ q }}</h1><ul>{% for id, phrase, prompt, model, thumb in rows %}
<li><a href="/render/{{ id }}"><img src="/{{ thumb }}" width="256" height="192" alt="{{ phrase }}, {{ prompt }}"
loading="lazy">{{ phrase }}</a> {{ prompt }}, {{ model }}</li>{% endfor %}</ul></body></html>"""
)


def application(path: str) -> Litestar:
    """The app over one of our stores, which it only reads."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)

    @get("/search", sync_to_thread=False)
    def search(q: FromQuery[str] = "", model: FromQuery[str] = "") -> Response[str]:
        asked = {"q": q, "model": model, "size": PAGE}
        rows = connection.execute(FOUND, asked).fetchall()
        total = connection.execute(COUNT, asked).fetchone()[0]
        return Response(TEMPLATE.render(q=q, total=total, rows=rows), media_type=MediaType.HTML)

    @get("/api/search", sync_to_thread=False)
    def api(q: FromQuery[str] = "", model: FromQuery[str] = "") -> dict[str, object]:
        asked = {"q": q, "model": model, "size": PAGE}
        rows = connection.execute(FOUND, asked).fetchall()
        return {"total": connection.execute(COUNT, asked).fetchone()[0], "renders": rows}

    return Litestar([search, api], openapi_config=None, logging_config=None)


if __name__ == "__main__":
    app = application(sys.argv[2])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, log_level="error")
