"""The recipe: the canonical parameters of a render, and the ways to write it down."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from app.providers.base import Operation, Order

VERSION = 1
Scalar = str | int | float | bool


class Recipe(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that decides the picture, and nothing else. `input` is the SHA-256 of the input picture."""

    version: int
    model: str
    operation: Operation
    prompt: str
    base_prompt: str
    style_phrase: str = ""
    negative_prompt: str = ""
    width: int
    height: int
    seed: int
    steps: int | None = None
    guidance: float | None = None
    strength: float | None = None
    input: str | None = None
    parameters: Mapping[str, Scalar] = {}

    def canonical(self) -> str:
        """JSON with sorted keys and no blanks; what is not set is left out."""
        return msgspec.json.encode(self, order="sorted").decode()

    def hash(self) -> str:
        """SHA-256 of the canonical form: the same recipe is the same work."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def as_order(self, input_bytes: bytes | None = None) -> Order:
        """The order that a provider gets."""
        return Order(
            name=self.model.partition(":")[2],
            operation=self.operation,
            prompt=self.prompt,
            base_prompt=self.base_prompt,
            style_phrase=self.style_phrase,
            negative_prompt=self.negative_prompt,
            width=self.width,
            height=self.height,
            seed=self.seed,
            steps=self.steps,
            guidance=self.guidance,
            strength=self.strength,
            input=input_bytes,
            parameters=self.parameters,
        )

    def as_json(self) -> str:
        """Indented, for people who copy it."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def as_text(self) -> str:
        """A line a fact, as one would tell it."""
        facts: list[tuple[str, object]] = [
            ("Prompt", self.prompt),
            ("Negative prompt", self.negative_prompt or None),
            ("Model", self.model),
            ("Operation", self.operation),
            ("Size", f"{self.width} × {self.height}"),
            ("Seed", self.seed),
            ("Steps", self.steps),
            ("Guidance", self.guidance),
            ("Strength", self.strength),
        ]
        return "\n".join(f"{name}: {value}" for name, value in facts if value is not None)

    def as_a1111(self) -> str:
        """The parameters text that AUTOMATIC1111's web UI writes and reads: its last line names at least three
        settings, as it takes one with fewer for a part of the prompt.
        """
        settings: list[tuple[str, object]] = [
            ("Steps", self.steps),
            ("CFG scale", self.guidance),
            ("Seed", self.seed),
            ("Size", f"{self.width}x{self.height}"),
            ("Model", self.model),
            ("Denoising strength", self.strength),
        ]
        lines = [" ".join(self.prompt.split())]
        if self.negative_prompt:
            lines.append("Negative prompt: " + " ".join(self.negative_prompt.split()))
        lines.append(", ".join(f"{name}: {_quoted(value)}" for name, value in settings if value is not None))
        return "\n".join(lines)


def _quoted(value: object) -> str:
    """A setting as AUTOMATIC1111 writes it: as JSON text when a comma or a colon is in it."""
    text = str(value)
    return msgspec.json.encode(text).decode() if any(mark in text for mark in ",:\n") else text
