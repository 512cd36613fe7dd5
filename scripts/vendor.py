"""Brings the browser libraries named in `app/static/vendor/manifest.toml`, each from its npm package.

    python scripts/vendor.py            fetch every file and check it against its sha256
    python scripts/vendor.py --check    check the files that are there, without the network
    python scripts/vendor.py --accept   fetch, and write the new sums into the manifest (after raising a version)

Needs `npm`, which asks whatever registry it is set up for.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "app" / "static" / "vendor"
MANIFEST = FOLDER / "manifest.toml"


@dataclass(frozen=True)
class File:
    """One file: its path in the npm package, its name here, its checksum."""

    source: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Package:
    """One npm package at one version."""

    npm: str
    version: str
    files: tuple[File, ...]


def read_manifest(path: Path = MANIFEST) -> list[Package]:
    """The packages of the manifest."""
    tables = tomllib.loads(path.read_text("utf-8"))["package"]
    return [
        Package(t["npm"], t["version"], tuple(File(f["source"], f["file"], f["sha256"]) for f in t["files"]))
        for t in tables
    ]


def fetch(package: Package, folder: Path) -> dict[str, bytes]:
    """The wanted files of a package, by their name here."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch browser libraries. Install Node.js, or use --check.")
    spec = f"{package.npm}@{package.version}"
    subprocess.run([npm, "pack", "--silent", "--pack-destination", str(folder), spec], check=True, cwd=folder)
    archive = next(folder.glob("*.tgz"))
    found: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for file in package.files:
            member = tar.extractfile(f"package/{file.source}")
            if member is None:
                sys.exit(f"{spec} holds no {file.source}")
            found[file.name] = member.read()
    archive.unlink()
    return found


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def wrong_files(packages: list[Package], folder: Path = FOLDER) -> list[str]:
    """The files that are missing or are not what the manifest says."""
    files = [file for package in packages for file in package.files]
    return [
        f.name for f in files if not (folder / f.name).is_file() or digest((folder / f.name).read_bytes()) != f.sha256
    ]


def bring(package: Package, *, accept: bool) -> None:
    """Fetches a package's files into place. Exits when a sum differs, unless the new ones are accepted."""
    with tempfile.TemporaryDirectory() as folder:
        found = fetch(package, Path(folder))
    text = MANIFEST.read_text("utf-8")
    for file in package.files:
        data = found[file.name]
        if digest(data) != file.sha256:
            if not accept:
                sys.exit(f"{package.npm} {package.version}: {file.name} is not what the manifest says it is.")
            text = text.replace(file.sha256, digest(data))
        (FOLDER / file.name).write_bytes(data)
    MANIFEST.write_text(text, "utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Fetch or check the vendored browser libraries.")
    parser.add_argument("--check", action="store_true", help="check what is there, without the network")
    parser.add_argument("--accept", action="store_true", help="take new checksums into the manifest")
    asked = parser.parse_args()
    if not asked.check:
        for package in read_manifest():
            bring(package, accept=asked.accept)
    if wrong := wrong_files(read_manifest()):
        sys.exit("Not what the manifest says: " + ", ".join(wrong))
    print("Every vendored file is what the manifest says.")


if __name__ == "__main__":
    main()
