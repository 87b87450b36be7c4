"""The staging folder: held by one build, known by its marker, cleared in whatever state."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from edition.publish.disk import Refused, digest, link, make_folder, walk
from edition.publish.site import MANIFEST, listed

MARKER = "marker.txt"
SPARE = "spare"
"""What is left of the site before the last: names of files that the last one has, too."""

_MARKED = "Builds of En regard work here. When none is running, this folder may be deleted.\n"
_held: set[int] = set()


def lock(bench: Path) -> int:
    """A handle that holds the staging folder, made if need be, against other builds."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    while True:
        with suppress(FileExistsError):
            bench.mkdir(0o700)
        try:
            handle = os.open(bench, flags)
        except FileNotFoundError:  # the build that made it has just ended
            continue
        _held.add(handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if bench.exists() and os.path.samestat(os.fstat(handle), bench.stat()):
                return handle
        except BlockingIOError as error:
            unlock(handle)
            raise Refused("another build is running", f"Wait for its end ({bench}).") from error
        unlock(handle)


def unlock(handle: int) -> None:
    """Lets other builds in."""
    _held.discard(handle)
    os.close(handle)


def _forget_locks() -> None:
    while _held:
        os.close(_held.pop())


# The lock is the build's own: a worker that outlives a killed build must not hold it.
os.register_at_fork(after_in_child=_forget_locks)


def new(bench: Path) -> str:
    """The folder for the staged site, named by its inode number."""
    (bench / MARKER).write_text(_MARKED, "ascii")
    folder = bench / "new"
    folder.mkdir()
    folder.chmod(0o755)
    return _staged(folder)


def spare(bench: Path, place: Path, stays: Stays) -> tuple[str, set[str]] | None:
    """The spare folder as one for the staged site, and the paths of the files that stay in it.

    `stays` tells of a file whether it does. None where there is no such folder, or nothing stays.
    """
    if not (bench / SPARE).is_dir():
        return None
    there = _take_apart(str(bench / SPARE), place, stays)
    if not there:
        return None
    folder = _staged(bench / SPARE)
    os.unlink(f"{folder}/{MANIFEST}")
    return folder, there


def _staged(folder: Path) -> str:
    return str(folder.rename(folder.with_name(str(folder.stat().st_ino))))


def clear(bench: Path, place: Path, shared: Collection[str] = ()) -> None:
    """Empties the staging folder, in whatever state a build has left it; but for the spare.

    An old site that was put aside goes back if nothing is in its place, else it is taken apart,
    and what is left is the spare folder: files that are `shared` with the new site. A staged
    site that was never swapped in is deleted. The staging folder goes if it is empty.
    """
    content = sorted(bench.iterdir())
    if content and bench / MARKER not in content:
        raise Refused(f"{bench} is in the way: it is not ours", "Move it away.")
    for path in content:
        if path.name == MARKER:
            continue
        if not path.is_dir() or path.is_symlink():
            path.unlink()
        elif path.name == "old" and not os.path.lexists(place):
            path.rename(place)
        elif path.name in ("new", str(path.lstat().st_ino)):
            shutil.rmtree(path)
        elif path.name != SPARE and _take_apart(str(path), place, lambda name, _: name in shared):
            path.rename(bench / SPARE)
    if not (bench / SPARE).exists():
        (bench / MARKER).unlink(missing_ok=True)


Stays = Callable[[str, os.DirEntry[str]], bool]


def _take_apart(site: str, place: Path, stays: Stays) -> set[str]:
    """Deletes what does not stay of a site that was replaced; what came into it unseen goes over
    into the new one. Gives the paths of the files that stay, which the manifest is with.
    """
    ours = listed(site) or set()
    there: set[str] = set()
    within: list[str] = []
    for path, entry in walk(site):
        if entry.is_dir(follow_symlinks=False):
            within.append(path)
        elif path in ours:
            if stays(path, entry):
                there.add(path)
            else:
                os.unlink(f"{site}/{path}")
        elif path != MANIFEST:
            _hand_over(f"{site}/{path}", path, place)
    for path in reversed(within):
        try:
            os.rmdir(f"{site}/{path}")
        except OSError:  # what stays is in it
            os.chmod(f"{site}/{path}", 0o755)
    if there:
        os.chmod(site, 0o755)
        return there
    with suppress(FileNotFoundError):  # last: until then it tells what is ours
        os.unlink(f"{site}/{MANIFEST}")
    os.rmdir(site)
    return there


def _hand_over(source: str, path: str, place: Path) -> None:
    target = place / path
    if not os.path.lexists(target):
        make_folder(str(target.parent))
        os.rename(source, target)
        return
    here, there = os.lstat(source), target.lstat()
    known = (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
    if not (os.path.samestat(here, there) or known):
        rescue(source, path, place)
    os.unlink(source)


def rescue(source: str, path: str, place: Path) -> None:
    """Puts somebody's file where no build will touch it; the name carries its fingerprint."""
    stem, suffix = os.path.splitext(path)
    state = os.lstat(source)
    mark = digest(source)[:8] if stat.S_ISREG(state.st_mode) else state.st_ino
    target = f"{place}.rescued/{stem}.{mark}{suffix}"
    if not os.path.lexists(target):
        link(source, target)
