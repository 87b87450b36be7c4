"""Files that are kept are whole: a reader finds the old one or the new one, and no part of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

AT_ONCE = 1024 * 1024
"""So many bytes are handed to the system together."""


def put(path: Path, parts: Iterable[bytes]) -> None:
    """Puts a file in the place of another, whole or not at all. Raises OSError."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(fresh, "wb", AT_ONCE) as file:
        file.writelines(parts)
    os.replace(fresh, path)
