"""A site that stands: its manifest, which of its files are as we made them, which are not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from edition.publish.disk import digest, walk

MANIFEST = "manifest.json"


class File(Struct, frozen=True):
    """A file of the site: its path within it, the SHA-256 of its bytes in hex, its size."""

    path: str
    sha256: str
    size: int


def manifest(files: Iterable[File]) -> bytearray:
    """The bytes of the manifest: one file a line; the same files, the same bytes."""
    made = bytearray(b'{\n "kind": "En regard 1",\n "files": [')
    end = "\n"
    for file in sorted(files, key=lambda file: file.path):
        line = f'  {{"path": "{file.path}", "sha256": "{file.sha256}", "size": {file.size}}}'
        made += f"{end}{line}".encode()
        end = ",\n"
    made += b"\n ]\n}\n"
    return made


class _Manifest(Struct):
    kind: Literal["En regard 1"]
    files: tuple[File, ...]


class Site(Struct, frozen=True):
    """The site before: its manifest, which of its files are as we made them, which not."""

    manifest: bytes
    files: dict[str, File]
    intact: dict[str, File]
    inodes: dict[str, int]  # of those that are intact and have another name, too
    edited: tuple[str, ...]
    foreign: dict[str, bool]  # path -> is a folder; a folder before what it holds


def standing(place: Path) -> Site:
    """What stands at the site's place, looked at once."""
    content, files, time = read(str(place)) or (b"", {}, 0)
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
    if content:
        foreign.pop(MANIFEST, None)
    return Site(content, files, intact, inodes, tuple(sorted(edited)), foreign)


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that hold these files, and those that hold them."""
    parents = {path.rpartition("/")[0] for path in paths} - {""}
    return parents | _folders(parents) if parents else parents


def read(site: str) -> tuple[bytes, dict[str, File], int] | None:
    """A site's manifest, what it lists, and its time in nanoseconds; None if it has none."""
    path = f"{site}/{MANIFEST}"
    if os.path.islink(path) or not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        content, time = file.read(), os.fstat(file.fileno()).st_mtime_ns
    try:
        return content, _listed(content), time
    except msgspec.DecodeError:
        return None


@lru_cache(2)
def _listed(content: bytes) -> dict[str, File]:
    """What a manifest lists, by path: it is asked for wherever a site is looked at."""
    return {file.path: file for file in msgspec.json.decode(content, type=_Manifest).files}
