"""Templates that were compiled before, kept as Python keeps its modules: as bytecode.

Compiling the templates of a first page takes longer than all else that it takes. The bytecode stands in the
`__pycache__` of this folder, or wherever `PYTHONPYCACHEPREFIX` says, and is not written when Python is told to write
none (`PYTHONDONTWRITEBYTECODE`) or may not. `python -m app.web.compiled` compiles all templates ahead.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import BytecodeCache, Environment

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from jinja2.bccache import Bucket


OPTIONS: Final = (
    "autoescape",
    "trim_blocks",
    "lstrip_blocks",
    "keep_trailing_newline",
    "optimized",
    "newline_sequence",
)
UNREADABLE: Final = (OSError, EOFError, ValueError, pickle.UnpicklingError)


class Frozen(Environment):
    """An environment whose globals stay as they are once a template is loaded.

    Every import of a page compares them with those of the imported template, and with the chain of mappings that Jinja
    keeps them in that is an eighth of what a page costs.
    """

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """The globals of a template."""
        return {**self.globals, **(d or {})}


class Compiled(BytecodeCache):
    """Bytecode of templates. That of another source, other options or another Jinja is not used."""

    def __init__(self, folder: Path = Path(__file__).parent) -> None:
        self._folder = folder
        self._jinja = version("jinja2")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads what is there; what can't be read is compiled again."""
        with contextlib.suppress(*UNREADABLE), self._path(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Writes the file whole or not at all, if it may."""
        if sys.dont_write_bytecode:
            return
        path = self._path(bucket)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    bucket.write_bytecode(file)
                Path(name).chmod(0o644)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _path(self, bucket: Bucket) -> Path:
        options = [getattr(bucket.environment, option) for option in OPTIONS]
        name = hashlib.sha256(f"{bucket.key} {self._jinja} {options}".encode()).hexdigest()[:32]
        return Path(cache_from_source(str(self._folder / f"template-{name}.py")))


def compile_all() -> int:
    """Compiles every template that is not yet. Returns how many there are."""
    from app.web.assets import Assets
    from app.web.templates import Templates

    environment = Templates(Assets()).environment
    names = environment.list_templates()
    for name in names:
        environment.get_template(name)
    return len(names)


if __name__ == "__main__":
    print(f"{compile_all()} templates are compiled.")
