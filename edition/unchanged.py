"""Whether anything is to be done at all: the state of all inputs against that of the last build.

Comes before everything else in `command`, and imports next to nothing: when nothing has changed,
and the site stands as it was made, a build is over before the press is started.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec import Struct

from edition.finding import Findings
from edition.folder import HOME, Folder
from edition.publish.site import read, standing

LIBRARIES = (
    *("lxml", "msgspec", "jinja2", "markdown", "pyyaml", "babel", "nh3"),
    *("pystemmer", "fonttools", "brotli", "fontpkg-literata"),
)


class Done(Struct, frozen=True):
    """What the last build did: from what state, to what manifest, with what findings."""

    state: str
    manifest: str
    letters: int
    pages: int
    findings: Findings


def state(folder: Folder, base: str) -> str:
    """A digest of all that a site is made of: sources, code, grammars, templates, libraries.

    Raises OSError where a file cannot be read.
    """
    whole = hashlib.sha256()
    for part in (base, sys.version, *(f"{name} {version(name)}" for name in LIBRARIES)):
        whole.update(f"{len(part)}:{part}".encode())
    for name in folder.files:
        _update(whole, name, folder.digest(name).encode())
    roots = {HOME / "edition", *folder.roots("schema"), *folder.roots("templates")}
    for root in sorted(roots):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                _update(whole, str(path), path.read_bytes())
    return whole.hexdigest()


def _update(whole: hashlib._Hash, name: str, data: bytes) -> None:
    whole.update(f"{len(name)}:{name}{len(data)}:".encode())
    whole.update(data)


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
    found = read(str(out))
    return hashlib.sha256(found[0]).hexdigest() if found else ""


def _record(folder: Folder) -> Path:
    return folder.root / ".cache" / "done.json"
