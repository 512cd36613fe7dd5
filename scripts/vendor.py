"""Brings the files others made for browsers, each from the npm package that a manifest names.

    python scripts/vendor.py            fetch every file and check it against its sha256
    python scripts/vendor.py --check    check the files that are there, without the network
    python scripts/vendor.py --accept   fetch, and write the new sums into the manifests (after raising a version)

Needs `npm`, and `uv` to cut a typeface; both ask whatever registry they are set up for.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[1]
MANIFESTS = (ROOT / "app/static/vendor/manifest.toml", ROOT / "tests/browser/axe/manifest.toml")


class Cut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of a variable typeface: its axes as fontTools' instancer takes them, the characters as a style
    sheet's unicode-range says them, the features of its layout; and the tools that cut it.
    """

    axes: tuple[str, ...]
    characters: str
    features: tuple[str, ...]
    tools: tuple[str, ...]


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: its path in the package, its name beside the manifest, its checksum.

    It is taken as it is, cut from a typeface, or drawn together from the icons `symbols` of the folder `source`.
    """

    source: str
    file: str
    sha256: str
    symbols: tuple[str, ...] = ()
    cut: Cut | None = None


class Package(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One npm package at one version."""

    name: str
    npm: str
    version: str
    licence: str
    files: tuple[File, ...]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one folder holds of others' work."""

    package: list[Package]


def read_manifest(path: Path) -> list[Package]:
    """The packages of a manifest. Raises msgspec.ValidationError for a field that is missing or unknown."""
    return msgspec.toml.decode(path.read_bytes(), type=Manifest).package


def unpack(package: Package, folder: Path) -> Path:
    """The package as npm gives it, unpacked below `folder`."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch vendored files. Install Node.js, or use --check.")
    spec = f"{package.npm}@{package.version}"
    subprocess.run([npm, "pack", "--silent", "--pack-destination", str(folder), spec], check=True, cwd=folder)
    shutil.unpack_archive(next(folder.glob("*.tgz")), folder, filter="data")
    return folder / "package"


def sprite(icons: dict[str, str], credit: str) -> str:
    """One SVG with each icon as a symbol of its name: the drawing alone, as the stroke's width is the style sheet's."""
    frame = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', f"<!-- {credit} -->"]
    for name, svg in icons.items():
        drawing = re.sub(r"\s*<!--.*?-->\s*|\s*</?svg\b[^>]*>\s*", "", svg, flags=re.DOTALL)
        shapes = re.sub(r">\s+<", "><", re.sub(r"\s+/>", "/>", drawing))
        lines.append(f'<symbol id="{name}" {frame}>{shapes}</symbol>')
    return "\n".join([*lines, "</svg>", ""])


def cut_typeface(source: Path, cut: Cut) -> bytes:
    """The typeface with fewer axes and characters, the same bytes each time the same tools cut it."""
    tools = [part for each in cut.tools for part in ("--with", each)]
    narrowed, target = source.with_name("narrowed.woff2"), source.with_name("cut.woff2")
    command = [sys.executable, "-m", "uv", "run", "--quiet", "--isolated", "--no-project", *tools, "fonttools"]
    narrow = ["varLib.instancer", "--quiet", "--no-recalc-timestamp", "--output", str(narrowed), str(source)]
    subprocess.run([*command, *narrow, *cut.axes], check=True)
    asked = [f"--unicodes={cut.characters}", f"--layout-features={','.join(cut.features)}"]
    subprocess.run([*command, "subset", str(narrowed), *asked, "--flavor=woff2", f"--output-file={target}"], check=True)
    return target.read_bytes()


def make(package: Package, file: File, unpacked: Path) -> bytes:
    """The bytes of a file, from the unpacked package."""
    source = unpacked / file.source
    if file.symbols:
        icons = {name: (source / f"{name}.svg").read_text("utf-8") for name in file.symbols}
        return sprite(icons, f"{package.name} {package.version} ({package.licence})").encode()
    return cut_typeface(source, file.cut) if file.cut else source.read_bytes()


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def wrong_files(manifest: Path) -> list[str]:
    """The files that are missing or are not what their manifest says."""
    stated = {manifest.parent / file.file: file.sha256 for each in read_manifest(manifest) for file in each.files}
    return [path.name for path, sha256 in stated.items() if not path.is_file() or digest(path.read_bytes()) != sha256]


def restated(text: str, name: str, sha256: str) -> str:
    """A manifest's text with another checksum for the file of that name."""
    stated = re.compile(rf'(file = "{re.escape(name)}".*?sha256 = ")[^"]*', re.DOTALL)
    return stated.sub(lambda found: found[1] + sha256, text, count=1)


def bring(manifest: Path, package: Package, *, accept: bool) -> None:
    """Fetches a package's files into place. Exits when a sum differs, unless the new ones are accepted."""
    with tempfile.TemporaryDirectory() as folder:
        unpacked = unpack(package, Path(folder))
        made = {file: make(package, file, unpacked) for file in package.files}
    text = manifest.read_text("utf-8")
    for file, data in made.items():
        if digest(data) != file.sha256:
            if not accept:
                sys.exit(f"{package.npm} {package.version}: {file.file} is not what the manifest says it is.")
            text = restated(text, file.file, digest(data))
    for file, data in made.items():
        (manifest.parent / file.file).write_bytes(data)
    manifest.write_text(text, "utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Fetch or check the files that others made for browsers.")
    parser.add_argument("--check", action="store_true", help="check what is there, without the network")
    parser.add_argument("--accept", action="store_true", help="take new checksums into the manifests")
    asked = parser.parse_args()
    for manifest in MANIFESTS:
        for package in [] if asked.check else read_manifest(manifest):
            bring(manifest, package, accept=asked.accept)
    if wrong := [name for manifest in MANIFESTS for name in wrong_files(manifest)]:
        sys.exit("Not what the manifest says: " + ", ".join(wrong))
    print("Every vendored file is what the manifest says.")


if __name__ == "__main__":
    main()
