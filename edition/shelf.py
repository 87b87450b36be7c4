"""A folder of the records in which one step keeps what it needs again, by name.

Where nothing can be written, everything is kept in memory until the build is over, and the next
build starts anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from edition import record, whole


class Shelf:
    """What is kept of one kind."""

    def __init__(self, cache: Path, name: str) -> None:
        self._folder = record.room(cache, name)
        self._memory: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        """What is kept under a name; None if nothing is, or it cannot be read."""
        if name in self._memory:
            return self._memory[name]
        with suppress(OSError):
            if self._folder is not None:
                return (self._folder / name).read_bytes()
        return None

    def write(self, name: str, content: bytes) -> None:
        """Keeps something, in the place of what was there."""
        try:
            if self._folder is None:
                raise OSError
            whole.put(self._folder / name, [content])
            self._memory.pop(name, None)
        except OSError:
            self._memory[name] = content

    def append(self, name: str, content: bytes) -> None:
        """Adds to what is kept under a name. Raises OSError: half an addition is of no use."""
        if self._folder is None or name in self._memory:
            self._memory[name] = (self.read(name) or b"") + content
        else:
            with open(self._folder / name, "ab") as file:
                file.write(content)

    def drop(self, name: str) -> None:
        """Keeps something no longer."""
        self._memory.pop(name, None)
        with suppress(OSError):
            if self._folder is not None:
                (self._folder / name).unlink(missing_ok=True)

    def retain(self, names: Collection[str]) -> None:
        """Keeps nothing else any longer."""
        with suppress(OSError):
            kept = self._folder.iterdir() if self._folder is not None else ()
            for name in [*self._memory, *(path.name for path in kept)]:
                if name not in names:
                    self.drop(name)

    def clear(self) -> None:
        """Keeps nothing any longer."""
        self._memory.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            with suppress(OSError):
                self._folder.mkdir()
