"""Whether anything is to be done at all: the state of all inputs against that of the last build.

Comes before everything else in `command`, and imports next to nothing: when nothing has changed,
and the site stands as it was made, a build is over before the press is started.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from edition import engine, whole
from edition.finding import Findings
from edition.folder import Folder
from edition.publish.site import MANIFEST, standing


class Done(Struct, frozen=True):
    """What the last build did: from what state, to what manifest, with what findings."""

    state: str
    manifest: str
    letters: int
    pages: int
    findings: Findings


def state(folder: Folder, base: str, now: int) -> str:
    """A digest of all that a site is made of: sources, code, grammars, templates, libraries.

    `now` is the time in nanoseconds. Raises OSError where a file cannot be read.
    """
    states = _recalled(folder)
    known = len(folder.digests)
    parts: list[bytes | str] = [base, sys.version, engine.code(), *engine.libraries()]
    for name in folder.files:
        parts += (name, folder.digest(name))
    roots = {*folder.roots("schema"), *folder.roots("templates")}
    for root in sorted(roots):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                parts += (str(path), path.read_bytes())
    if len(folder.digests) > known:
        _keep(folder, states, now)
    return engine.digest(*parts)


def done(folder: Folder, out: Path, state: str) -> Done | None:
    """The last build, if it was made from this state and its site stands as it was made."""
    try:
        last = msgspec.json.decode(_record(folder).read_bytes(), type=Done)
    except (OSError, msgspec.DecodeError):
        return None
    if last.state != state or out.is_symlink() or _manifest(out) != last.manifest:
        return None
    site = standing(out)
    return last if not site.edited and len(site.intact) == len(site.files) else None


def remember(
    folder: Folder, out: Path, state: str, letters: int, pages: int, findings: Findings
) -> None:
    """Keeps what a build did; where that cannot be written, the next build does more."""
    last = Done(state, _manifest(out), letters, pages, findings)
    with suppress(OSError):
        _record(folder).parent.mkdir(exist_ok=True)
        _record(folder).write_bytes(msgspec.json.encode(last))


def _manifest(out: Path) -> str:
    path = out / MANIFEST
    if path.is_symlink() or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _record(folder: Folder) -> Path:
    return folder.root / ".cache" / "done.json"


# --- sources that nobody has touched -----------------------------------------------------------

State = tuple[int, int, int, int]
"""What the system says of a file: inode, size, times of the last writing and the last change."""
TICK = 2_000_000_000
"""Two changes within so many nanoseconds may bear the same time."""


class Seen(Struct, frozen=True, array_like=True):
    """A source as it stood when it was read, with the SHA-256 of its bytes in hex."""

    state: State
    sha256: str


_seen = msgspec.msgpack.Decoder(dict[str, Seen])


def _recalled(folder: Folder) -> dict[str, State]:
    """The states of all sources; the digests of those that are as they were seen are known.

    The time of a file's last change is the system's own: nobody can set it back.
    """
    before: dict[str, Seen] = {}
    with suppress(OSError, msgspec.DecodeError):
        before = _seen.decode(_digests(folder).read_bytes())
    states = {}
    root = str(folder.root)
    for name in folder.files:
        with suppress(OSError):
            found = os.stat(f"{root}/{name}")
            states[name] = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        seen = before.get(name)
        if seen is not None and seen.state == states.get(name):
            folder.digests[name] = seen.sha256
    return states


def _keep(folder: Folder, states: Mapping[str, State], now: int) -> None:
    """Keeps the digests that are known, but for what had changed just before `now`: it might
    change again and bear the same time.
    """
    seen = {
        name: Seen(state, folder.digests[name])
        for name, state in states.items()
        if state[3] < now - TICK
    }
    with suppress(OSError):
        whole.put(_digests(folder), [msgspec.msgpack.encode(seen)])


def _digests(folder: Folder) -> Path:
    return folder.root / ".cache" / "digests"
