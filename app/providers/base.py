"""What every provider of pictures promises: an Order goes in, a Result comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

Operation = Literal[
    "text-to-image",
    "image-to-image",
    "inpaint",
    "outpaint",
    "upscale",
    "remove-background",
    "replace-background",
    "restore",
]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One picture to make. Values have been checked against the image model's schema in the catalogue.

    `prompt` is the finished prompt; `base_prompt` and `style_phrase` are the parts it was made of. `name` is the
    image model's name at its provider. `input` is an encoded picture, upright and in sRGB. `parameters` holds what
    only this image model takes, under the names of its schema.
    """

    name: str
    operation: Operation
    prompt: str
    base_prompt: str = ""
    style_phrase: str = ""
    negative_prompt: str = ""
    width: int
    height: int
    seed: int
    steps: int | None = None
    guidance: float | None = None
    strength: float | None = None
    input: bytes | None = None
    parameters: Mapping[str, str | int | float | bool] = {}


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: encoded bytes as the provider sent them, or pixels (height, width, 3) uint8 sRGB.

    Neither has been encoded again. `undrawn` names the words of the prompt that the provider says it left out,
    `cost_microdollars` what the call cost the operator, when the provider tells.
    """

    image: bytes | NDArray[np.uint8]
    seed: int | None = None
    undrawn: tuple[str, ...] = ()
    cost_microdollars: int | None = None


class Call(Protocol):
    """The engine's side of one call, handed to the provider."""

    @property
    def request_id(self) -> str | None:
        """The provider's own id of this request, when an earlier process already began it: resume that one."""

    def began(self, request_id: str) -> None:
        """Store the provider's own request id, before waiting on it, so that nothing is ever paid twice."""

    def progress(self, fraction: float) -> None:
        """Tell how far the picture is, 0…1."""

    def cancelled(self) -> bool:
        """Whether the person has cancelled; the provider stops at its next chance by raising Cancelled."""


class Provider(Protocol):
    """One source of pictures. `draw` may be called from two threads at once.

    Raises ProviderError for every outcome that is not a picture, Cancelled when `call.cancelled()` said so.
    """

    resumable: bool

    def draw(self, order: Order, call: Call) -> Result: ...


class Cancelled(Exception):
    """The call was given up because the person cancelled it."""


class ProviderError(Exception):
    """No picture, and why. `code` is stable, `message` is for the person who ordered.

    `retryable` errors may be tried again by themselves, not before `retry_after` seconds; `maybe_paid` ones may have
    cost the operator money although nothing came back, so they are never repeated without a person's word.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        retryable: bool = False,
        retry_after: float | None = None,
        maybe_paid: bool = False,
    ) -> None:
        super().__init__(message)
        self.code, self.message = code, message
        self.retryable, self.retry_after, self.maybe_paid = retryable, retry_after, maybe_paid
