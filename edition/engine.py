"""What makes a site besides its sources and templates: the code, and the libraries it stands on.

The versions of libraries are told by the folders that installers leave: to ask them one by one
costs more than to look whether anything has changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache

from edition.folder import HOME

LIBRARIES = (
    *("lxml", "msgspec", "jinja2", "markupsafe", "markdown", "pyyaml", "babel", "nh3"),
    *("pystemmer", "fonttools", "brotli", "fontpkg-literata"),
)


def digest(*parts: bytes | str) -> str:
    """The SHA-256 of several parts, each set off from the next, in hex."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


@cache
def code() -> str:
    """The SHA-256 of all code of the edition, in hex."""
    paths = sorted((HOME / "edition").rglob("*.py"))
    names = [str(path.relative_to(HOME)) for path in paths]
    return digest(*names, *(path.read_bytes() for path in paths))


def libraries(names: tuple[str, ...] = LIBRARIES) -> list[str]:
    """Libraries with their versions."""
    return [f"{name} {_installed().get(name) or _version(name)}" for name in names]


@cache
def _installed() -> dict[str, str]:
    """The versions of what is installed, by name; the first on the path counts."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):  # what is no folder, or may not be looked into, holds none
            for entry in os.listdir(folder):
                name, ending = os.path.splitext(entry)
                if ending in (".dist-info", ".egg-info"):
                    name, _, version = name.partition("-")
                    found.setdefault(name.lower().replace("_", "-"), version)
    return found


def _version(name: str) -> str:
    from importlib.metadata import version  # slow to load

    return version(name)
