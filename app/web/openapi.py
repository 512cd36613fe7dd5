"""The parts of an OpenAPI 3.1 document that the reference reads."""

from __future__ import annotations

import msgspec


class Schema(msgspec.Struct, frozen=True, rename="camel"):
    """A JSON schema. `ref` names another one, `any_of` and `one_of` list what it may be instead."""

    ref: str | None = msgspec.field(default=None, name="$ref")
    type: str | list[str] | None = None
    format: str = ""
    description: str = ""
    enum: list[str | int | float | bool | None] = []
    default: object = None
    minimum: float | None = None
    maximum: float | None = None
    items: Schema | bool = True
    prefix_items: list[Schema] = []
    properties: dict[str, Schema] = {}
    additional_properties: Schema | bool = False
    required: list[str] = []
    any_of: list[Schema] = []
    one_of: list[Schema] = []

    @property
    def shape(self) -> str | None:
        """The name of the schema that this one stands for."""
        return self.ref.rpartition("/")[2] if self.ref else None

    @property
    def member(self) -> Schema | None:
        """What a list holds; of a list of a fixed length, its first."""
        if isinstance(self.items, Schema):
            return self.items
        return self.prefix_items[0] if self.prefix_items else None

    @property
    def options(self) -> list[Schema]:
        """What it may be instead."""
        return self.one_of or self.any_of

    @property
    def kinds(self) -> list[str]:
        """The names of its types, without null."""
        types = self.type if isinstance(self.type, list) else [self.type or "object"]
        return [kind for kind in types if kind != "null"]

    @property
    def nullable(self) -> bool:
        """Whether it may be null."""
        return isinstance(self.type, list) and "null" in self.type


Shapes = dict[str, Schema]


class Parameter(msgspec.Struct, frozen=True):
    """A parameter of an operation; `place` is path, query, header or cookie."""

    name: str
    place: str = msgspec.field(name="in")
    schema: Schema
    required: bool = False


class Medium(msgspec.Struct, frozen=True):
    schema: Schema = Schema()


class Answered(msgspec.Struct, frozen=True):
    """What an operation answers with one status."""

    description: str = ""
    content: dict[str, Medium] = {}


class RequestBody(msgspec.Struct, frozen=True):
    """What an operation is sent, by content type."""

    description: str = ""
    content: dict[str, Medium] = {}


class Operation(msgspec.Struct, frozen=True, rename="camel"):
    """One method at one path."""

    summary: str = ""
    description: str = ""
    tags: list[str] = []
    parameters: list[Parameter] = []
    request_body: RequestBody | None = None
    responses: dict[str, Answered] = {}

    @property
    def success(self) -> Answered:
        """The answer when all goes well."""
        return next((answer for status, answer in self.responses.items() if status.startswith("2")), Answered())


class Server(msgspec.Struct, frozen=True):
    url: str


class Components(msgspec.Struct, frozen=True):
    schemas: Shapes = {}


class Document(msgspec.Struct, frozen=True):
    """A whole document."""

    servers: list[Server]
    paths: dict[str, dict[str, Operation]]
    components: Components = Components()
