"""The shape of the project: what has to stand beside what."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import re
import tomllib
from typing import TYPE_CHECKING

from jinja2 import DictLoader, Environment

import app
from app.settings import Settings
from app.web.assets import Assets
from app.web.templates import Templates, view_variables
from app.web.view import View
from scripts.vendor import MANIFESTS
from tests.house.source import ROOT, every_path, every_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_ROOMS = {"house", "browser", "bench", "scripts"}
TESTED_THROUGH_THE_STORE = {"migrations"}


def text(path: str) -> str:
    return (ROOT / path).read_text()


def test_env_example_lists_every_setting_and_no_other() -> None:
    listed = re.findall(r"^#?\s?([A-Z][A-Z0-9_]*)=", text(".env.example"), re.MULTILINE)
    assert sorted(listed) == sorted(field.upper() for field in Settings.__struct_fields__)


def test_the_readme_lists_every_setting() -> None:
    told = set(re.findall(r"`([A-Z][A-Z0-9_]*)`", text("README.md")))
    assert {field.upper() for field in Settings.__struct_fields__} <= told


def test_compose_hands_every_setting_to_the_container() -> None:
    decided_by_the_image = {"HOST", "PORT", "DATA_DIR"}
    handed = set(re.findall(r"^      ([A-Z][A-Z0-9_]*): ", text("docker-compose.yml"), re.MULTILINE))
    assert handed == {field.upper() for field in Settings.__struct_fields__} - decided_by_the_image


# ------------------------------------------------------------------------------------------------ tests mirror rooms


def strays(paths: Iterable[str]) -> Iterator[str]:
    """Test files that lie in no room's or module's mirror, and rooms with code that have no tests."""
    listed = set(paths)
    code = {path for path in listed if path.startswith("app/") and path.endswith(".py")}
    folders = {path.rsplit("/", 1)[0] for path in code} | {path.removesuffix(".py") for path in code}
    for path in sorted(path for path in listed if path.startswith("tests/") and path.endswith(".py")):
        folder, _, name = path.removeprefix("tests/").rpartition("/")
        if not folder or folder.split("/")[0] in NO_ROOMS:
            continue
        if f"app/{folder}" not in folders or not re.match(r"(test_\w+|conftest)\.py$", name):
            yield f"{path} mirrors nothing"
    for room in sorted({path.split("/")[1] for path in listed if re.match(r"app/\w+/(?!__init__)\w+\.py$", path)}):
        if room not in TESTED_THROUGH_THE_STORE and not any(
            re.match(rf"tests/{room}/(\w+/)*test_\w+\.py$", path) for path in listed
        ):
            yield f"app/{room} has no tests"


def test_tests_mirror_the_rooms() -> None:
    assert not list(strays(every_path()))


def test_a_stray_test_and_an_untested_room_are_noticed() -> None:
    room = {"app/gallery/wall.py", "tests/gallery/test_wall.py"}
    assert not list(strays(room))
    assert not list(strays(room | {"app/settings.py", "tests/settings/test_settings.py", "tests/instance.py"}))
    assert list(strays(room | {"tests/galery/test_wall.py"}))
    assert list(strays(room | {"tests/gallery/wall.py"}))
    assert list(strays(room | {"app/studio/generate.py"}))


# ------------------------------------------------------------------------------------------------- Views, templates


def every_view() -> list[type[View]]:
    """Every View of the program, whichever room it lies in."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.endswith("views"):
            importlib.import_module(module.name)
    found, waiting = [], [View]
    while waiting:
        below = waiting.pop().__subclasses__()
        found += below
        waiting += below
    return [view for view in found if view.__module__.startswith("app.") and "template" in vars(view)]


def test_every_view_fits_its_templates() -> None:
    environment = Templates(Assets(ROOT / "app/static")).environment
    views = every_view()
    assert views
    complaints = [said for view in views for said in view_variables(view, environment)]
    assert not complaints, "\n".join(complaints)


def test_a_variable_without_a_field_is_noticed() -> None:
    class Page(View):
        template = "page.html"
        title: str

    environment = Environment(loader=DictLoader({"page.html": "{{ title }} {% include '_a.html' %}", "_a.html": "x"}))
    assert not view_variables(Page, environment)
    environment.loader = DictLoader({"page.html": "{{ title }} {% include '_a.html' %}", "_a.html": "{{ titel }}"})
    assert view_variables(Page, environment)


# --------------------------------------------------------------------------------------------------- vendored files


def vendor_complaints(manifest: str, files: dict[str, bytes]) -> Iterator[str]:
    """Vendored files that the manifest doesn't know, or knows otherwise. `files` are named from the vendor folder."""
    stated = dict(sums(tomllib.loads(manifest)))
    for name in sorted(stated.keys() - files.keys()):
        yield f"{name} is stated and not there"
    for name in sorted(files.keys() - stated.keys() - {"manifest.toml"}):
        yield f"{name} is there and not stated"
    for name in sorted(files.keys() & stated.keys()):
        if hashlib.sha256(files[name]).hexdigest() != stated[name]:
            yield f"{name} is not the file that was vendored"


def sums(table: object, name: str = "") -> Iterator[tuple[str, str]]:
    """(file, sha256) of every entry of a manifest, however deep."""
    if isinstance(table, list):
        for entry in table:
            yield from sums(entry, name)
    elif isinstance(table, dict):
        if isinstance(digest := table.get("sha256"), str):
            yield str(table.get("file", name)), digest
        for key, entry in table.items():
            yield from sums(entry, key)


def test_vendored_files_are_those_of_the_manifest() -> None:
    folders = [path.removesuffix("manifest.toml") for path in every_path() if path.endswith("/manifest.toml")]
    assert sorted(folders) == sorted(f"{path.parent.relative_to(ROOT).as_posix()}/" for path in MANIFESTS)
    for folder in folders:
        paths = [path for path in every_path() if path.startswith(folder)]
        files = {path.removeprefix(folder): (ROOT / path).read_bytes() for path in paths}
        assert not list(vendor_complaints(files["manifest.toml"].decode(), files))


def test_a_changed_or_unknown_vendored_file_is_noticed() -> None:
    manifest = f'[[file]]\nfile = "a.js"\nsha256 = "{hashlib.sha256(b"a").hexdigest()}"\n'
    assert not list(vendor_complaints(manifest, {"a.js": b"a"}))
    assert list(vendor_complaints(manifest, {"a.js": b"b"}))
    assert list(vendor_complaints(manifest, {"a.js": b"a", "b.js": b"b"}))
    assert list(vendor_complaints(manifest, {}))


# -------------------------------------------------------------------------------------------------------- documents


def targets(makefile: str) -> list[str]:
    """The targets that `make help` lists."""
    return re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)


def test_the_readme_tells_every_make_target() -> None:
    makefile = targets(text("Makefile"))
    assert {"help", "setup", "run", "test", "check", "fix", "bench", "image", "lock"} <= set(makefile)
    untold = [target for target in makefile if f"make {target}" not in text("README.md")]
    assert not untold


def test_the_build_machine_runs_only_what_the_readme_names() -> None:
    lines = [line for line in text(".ci/run").splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert lines == ["make check", "make test"]
    assert all(line in text("README.md") for line in lines)


def broken_links(path: str, document: str) -> Iterator[str]:
    """Relative links of a Markdown document to files that are not there."""
    for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document):
        if not (ROOT / path).parent.joinpath(link).exists():
            yield f"{path}: {link}"


def test_every_linked_file_is_there() -> None:
    documents = [source for source in every_source() if source.path.endswith(".md")]
    assert not [link for source in documents for link in broken_links(source.path, source.text)]


def test_a_broken_link_is_noticed() -> None:
    assert list(broken_links("docs/x.md", "see [the file](nowhere.md)"))
    assert not list(broken_links("docs/x.md", "see [the file](../pyproject.toml#x) and [that](https://example.org)"))
