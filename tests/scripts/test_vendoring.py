"""Vendored files are what their manifest says, and a run that finds other ones changes nothing unasked."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from scripts import vendor

ICON = """<!-- @license somebody v1.0 -->
<svg
  class="icon"
  stroke-width="2"
>
  <path d="M12 5v14" />
  <circle cx="11" cy="11" r="8" />
</svg>
"""


@pytest.fixture
def manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manifest of one package, whose every version holds a licence, a script and two icons."""

    def unpack(_package: vendor.Package, folder: Path) -> Path:
        (folder / "icons").mkdir()
        for name in ("sun", "moon"):
            (folder / "icons" / f"{name}.svg").write_text(ICON)
        (folder / "a.js").write_text("brought")
        return folder

    monkeypatch.setattr(vendor, "unpack", unpack)
    path = tmp_path / "manifest.toml"
    path.write_text(
        '[[package]]\nname = "Things"\nnpm = "things"\nversion = "1.2.3"\nlicence = "ISC"\nfiles = [\n'
        '    { source = "a.js", file = "a.js", sha256 = "old" },\n'
        '    { source = "icons", file = "icons.svg", sha256 = "old", symbols = ["moon", "sun"] },\n]\n'
    )
    return path


def bring(manifest: Path, *, accept: bool) -> None:
    for package in vendor.read_manifest(manifest):
        vendor.bring(manifest, package, accept=accept)


def test_a_file_with_another_sum_is_not_taken(manifest: Path) -> None:
    before = manifest.read_text()
    with pytest.raises(SystemExit, match=r"a\.js is not what the manifest says"):
        bring(manifest, accept=False)
    assert manifest.read_text() == before
    assert not (manifest.parent / "a.js").exists()


def test_accepted_files_are_taken_with_a_sum_each(manifest: Path) -> None:
    bring(manifest, accept=True)
    assert (manifest.parent / "a.js").read_text() == "brought"
    assert vendor.wrong_files(manifest) == []
    bring(manifest, accept=False)


def test_missing_and_changed_files_are_told(manifest: Path) -> None:
    bring(manifest, accept=True)
    (manifest.parent / "a.js").write_text("edited")
    (manifest.parent / "icons.svg").unlink()
    assert vendor.wrong_files(manifest) == ["a.js", "icons.svg"]


def test_a_sprite_holds_the_drawings_alone_by_name(manifest: Path) -> None:
    bring(manifest, accept=True)
    lines = (manifest.parent / "icons.svg").read_text().splitlines()
    assert lines[1] == "<!-- Things 1.2.3 (ISC) -->"
    assert [line.split('"')[1] for line in lines[2:-1]] == ["moon", "sun"]
    assert lines[2].endswith('stroke-linejoin="round"><path d="M12 5v14"/><circle cx="11" cy="11" r="8"/></symbol>')


def test_a_package_without_a_licence_is_refused(manifest: Path) -> None:
    manifest.write_text(manifest.read_text().replace('licence = "ISC"\n', ""))
    with pytest.raises(msgspec.ValidationError, match="licence"):
        vendor.read_manifest(manifest)


def test_a_typeface_is_asked_for_the_characters_that_it_was_cut_to() -> None:
    packages = vendor.read_manifest(vendor.ROOT / "app/static/vendor/manifest.toml")
    cuts = {file.file: file.cut.characters for package in packages for file in package.files if file.cut}
    faces = re.findall(
        r"vendor/([\w-]+\.woff2).*?unicode-range: ([^;]+);",
        (vendor.ROOT / "app/static/tokens.css").read_text(),
        re.DOTALL,
    )
    assert dict(faces) == cuts
    assert len(faces) == 2
