"""The staging folder: held by one build, known by its marker, cleared in whatever state."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from edition.publish.disk import Refused, digest, link, make_folder, walk
from edition.publish.site import MANIFEST, read

MARKER = "marker.txt"

_MARKED = "A build of En regard works here. When none is running, this folder may be deleted.\n"
_held: set[int] = set()


def lock(bench: Path) -> int:
    """A handle that holds the staging folder, made if need be, against other builds."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    while True:
        with suppress(FileExistsError):
            bench.mkdir()
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
    return str(folder.rename(bench / str(folder.stat().st_ino)))


def clear(bench: Path, place: Path) -> None:
    """Empties the staging folder, in whatever state a build has left it.

    An old site that was put aside goes back if nothing is in its place, else it is taken
    apart; a staged site that was never swapped in is deleted.
    """
    content = sorted(bench.iterdir())
    if content and bench / MARKER not in content:
        raise Refused(f"{bench} is in the way: it is not ours", "Move it away.")
    for path in content:
        if path.name == MARKER:
            continue
        if path.name == "old" and not os.path.lexists(place):
            path.rename(place)
        elif path.name in ("new", str(path.lstat().st_ino)):
            shutil.rmtree(path)
        else:
            _take_apart(str(path), place)
    (bench / MARKER).unlink(missing_ok=True)


def _take_apart(site: str, place: Path) -> None:
    """Deletes a site that was replaced; what came into it unseen goes over into the new one."""
    _, files, _ = read(site) or (b"", {}, 0)
    folders = [site]
    for path, entry in walk(site):
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry.path)
        elif path in files:
            os.unlink(entry.path)
        elif path != MANIFEST:
            _hand_over(entry.path, path, place)
    with suppress(FileNotFoundError):  # last: until then it tells what is ours
        os.unlink(f"{site}/{MANIFEST}")
    for folder in reversed(folders):
        os.rmdir(folder)


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
