"""Several files written as one: all of them, or none, whatever happens in between.

What is to be written is put down beside the ledgers first, and its list last of all; from then on
it counts. A list that is found when a command starts is carried out to its end; what has none
never happened.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

FOLDER = "letters/anchors/.release"
LIST = "list.json"

Files = Mapping[str, bytes | None]
"""Contents by path within the edition; None where a file is to go."""


def write(root: Path, files: Files) -> None:
    """Writes files, all or none. Raises OSError, and has done nothing then."""
    place = root / FOLDER
    shutil.rmtree(place, ignore_errors=True)
    try:
        place.mkdir(parents=True)
        names: dict[str, str] = {}
        for number, (name, content) in enumerate(sorted(files.items())):
            names[name] = "" if content is None else f"{number}"
            if content is not None:
                _put(place / names[name], content)
        _put(place / f"{LIST}.new", msgspec.json.encode(names))
        os.replace(place / f"{LIST}.new", place / LIST)
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        raise
    resume(root)


def resume(root: Path) -> None:
    """Carries out what was put down; takes away what was not put down to its end."""
    place = root / FOLDER
    if not os.path.lexists(place):
        return
    if (place / LIST).is_file():
        names = msgspec.json.decode((place / LIST).read_bytes(), type=dict[str, str])
        for name, number in names.items():
            _settle(root / name, place / number if number else None)
    shutil.rmtree(place)


def _put(path: Path, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(target: Path, source: Path | None) -> None:
    """Brings a file to its place, unless that has been done."""
    if source is None:
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if target.exists():
            shutil.copymode(target, source)
        os.replace(source, target)
