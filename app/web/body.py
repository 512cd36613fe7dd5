"""The body of a form: what a page's form sends, or JSON, read into a struct."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, get_origin
from urllib.parse import parse_qsl

import msgspec

from app.errors import BadRequest, FieldError, UnsupportedMedia
from app.web.errors import in_words

if TYPE_CHECKING:
    from litestar import Request

LARGEST_FORM: Final = 64 << 10
MOST_FIELDS: Final = 100
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
MANY: Final = (list, tuple, set, frozenset)
NEEDED = re.compile(r"missing required field `(\w+)`")
UNKNOWN = re.compile(r"contains unknown field `(.{1,60})`")
PLACE = re.compile(r" - at `\$\.?([\w.\[\]]*)`$")


class UnknownBody(UnsupportedMedia):
    """A body that is neither a form nor JSON."""

    default_code = "unsupported_body"


class Body(msgspec.Struct, frozen=True):
    """A body as it came: by a form, each name with what it was given, or as JSON."""

    form: dict[str, list[str]] | None = None
    json: dict[str, object] = {}

    @property
    def names(self) -> list[str]:
        return list(self.json if self.form is None else self.form)

    def text(self, name: str) -> str:
        """A field's text, or nothing."""
        value = self.json.get(name) if self.form is None else next(iter(self.form.get(name, ())), None)
        return value if isinstance(value, str) else ""


async def read_body(request: Request[Any, Any, Any]) -> Body:
    """Raises UnknownBody, or BadRequest when the body is not what its content type says."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    raw = await request.body()
    if media == JSON:
        try:
            return Body(json=msgspec.json.decode(raw, type=dict[str, object]))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise BadRequest("The body is not a JSON object. Nothing was changed.", code="bad_json") from None
    if media == FORM or not raw:
        return Body(form=_fields(raw))
    raise UnknownBody(f"Send a form or JSON (content-type: {JSON}). Nothing was changed.")


def _fields(raw: bytes) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            raw.decode(), keep_blank_values=True, strict_parsing=bool(raw), errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise BadRequest("The form can’t be read. Nothing was changed.", code="bad_form") from None
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def as_struct(body: Body, shape: type[Any]) -> Any:
    """The body as the struct `shape`. Raises BadRequest that names the field which is missing, unknown or wrong."""
    fields = body.json if body.form is None else _singled(body.form, shape)
    try:
        return msgspec.convert(fields, shape, strict=body.form is None)
    except msgspec.ValidationError as error:
        wrong = _told(str(error))
        raise BadRequest(
            f"{wrong.field}: {wrong.message}" if wrong.field else wrong.message,
            code="validation_failed",
            errors=(wrong,),
        ) from None


def _singled(fields: dict[str, list[str]], shape: type[Any]) -> dict[str, object]:
    """A form's fields as the struct wants them: lists where it has lists, an empty optional field left out."""
    known = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    single: dict[str, object] = {}
    for name, values in fields.items():
        field = known.get(name)
        if field is not None and get_origin(field.type) in MANY:
            single[name] = [value for value in values if value]
        elif len(values) > 1:
            raise BadRequest(
                "A field stands in the form twice.", code="repeated_field", errors=(FieldError(name, "Give it once."),)
            )
        elif values[0] or field is None or field.required:
            single[name] = values[0]
    return single


def _told(message: str) -> FieldError:
    if needed := NEEDED.search(message):
        return FieldError(needed[1], "This is needed.")
    if unknown := UNKNOWN.search(message):
        return FieldError(unknown[1], "This address does not know this field.")
    place = PLACE.search(message)
    return FieldError(place[1] if place else "", in_words(PLACE.sub("", message)))
