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


@cache
def code() -> str:
    """The SHA-256 of all code of the edition, in hex."""
    whole = hashlib.sha256()
    for path in sorted((HOME / "edition").rglob("*.py")):
        data = path.read_bytes()
        whole.update(f"{path.relative_to(HOME)}:{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()


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
