"""A site that stands: its manifest, which of its files are as we made them, which are not."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Generic, Literal, TypeVar

import msgspec
from msgspec import Struct

from edition.publish.disk import digest, walk

MANIFEST = "manifest.json"
Listed = TypeVar("Listed")


class File(Struct, frozen=True, gc=False):
    """A file of the site: its path within it, the SHA-256 of its bytes in hex, its size."""

    path: str
    sha256: str
    size: int


def manifest(files: Iterable[File]) -> Iterator[bytes]:
    """The lines of the manifest, a file each; the same files, the same bytes."""
    yield b'{\n "kind": "En regard 1",\n "files": ['
    end = "\n"
    for file in sorted(files, key=lambda file: file.path):
        line = f'  {{"path": "{file.path}", "sha256": "{file.sha256}", "size": {file.size}}}'
        yield f"{end}{line}".encode()
        end = ",\n"
    yield b"\n ]\n}\n"


class _Manifest(Struct, Generic[Listed]):
    kind: Literal["En regard 1"]
    files: tuple[Listed, ...]


class _Path(Struct):
    path: str


class Site(Struct, frozen=True):
    """The site before: the SHA-256 of its manifest ("" where there is none), what it lists, which
    of these files are as we made them, which not.
    """

    manifest: str
    files: dict[str, File]
    intact: dict[str, File]
    inodes: dict[str, int]  # of those that are intact and have another name, too
    edited: tuple[str, ...]
    foreign: dict[str, bool]  # path -> is a folder; a folder before what it holds


def standing(place: Path) -> Site:
    """What stands at the site's place, looked at once."""
    manifest, files, time = _read(str(place)) or ("", {}, 0)
    ours = _folders(files)
    intact: dict[str, File] = {}
    inodes: dict[str, int] = {}
    edited: list[str] = []
    foreign: dict[str, bool] = {}
    for path, entry in walk(str(place)) if place.exists() else ():
        is_folder = entry.is_dir(follow_symlinks=False)
        file = files.get(path)
        if file is None or not entry.is_file(follow_symlinks=False):
            if not (is_folder and path in ours):
                foreign[path] = is_folder
            continue
        state = entry.stat(follow_symlinks=False)
        if state.st_size == file.size and (
            state.st_mtime_ns <= time or digest(f"{place}/{path}") == file.sha256
        ):
            if stat.S_IMODE(state.st_mode) == 0o644:
                intact[path] = file
                if state.st_nlink > 1:
                    inodes[path] = state.st_ino
        elif state.st_size:
            edited.append(path)
    if manifest:
        foreign.pop(MANIFEST, None)
    return Site(manifest, files, intact, inodes, tuple(sorted(edited)), foreign)


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that hold these files, and those that hold them."""
    parents = {path.rpartition("/")[0] for path in paths} - {""}
    return parents | _folders(parents) if parents else parents


def _read(site: str) -> tuple[str, dict[str, File], int] | None:
    """The SHA-256 of a site's manifest, what it lists, and its time in nanoseconds; None if it has
    none.
    """
    content, time = _content(site)
    try:
        files = msgspec.json.decode(content, type=_Manifest[File]).files
    except msgspec.DecodeError:
        return None
    return hashlib.sha256(content).hexdigest(), {file.path: file for file in files}, time


def listed(site: str) -> set[str] | None:
    """The paths that a site's manifest lists; None if it has none."""
    try:
        return {each.path for each in _paths.decode(_content(site)[0]).files}
    except msgspec.DecodeError:
        return None


_paths = msgspec.json.Decoder(_Manifest[_Path])


def _content(site: str) -> tuple[bytes, int]:
    """A manifest and its time in nanoseconds; empty where there is none."""
    path = f"{site}/{MANIFEST}"
    if os.path.islink(path) or not os.path.isfile(path):
        return b"", 0
    with open(path, "rb") as file:
        return file.read(), os.fstat(file.fileno()).st_mtime_ns
