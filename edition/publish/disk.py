"""What the operating system does for the site, and what it says when it will not."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

_NO_LINK = {errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP}
_NO_EXCHANGE = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Refused(Exception):  # noqa: N818 (it is read as "refused: …")
    """The machine does not let us: what it refuses, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


@contextmanager
def told(name: str = "the site") -> Iterator[None]:
    """Raises as `Refused` what the operating system refuses; `name` where it names no file."""
    try:
        yield
    except BrokenPipeError:  # nobody reads on: the command line knows
        raise
    except OSError as error:
        if error.errno in _FULL:
            message, hint = f"no space left to write {error.filename or name}", "Free some space."
        else:
            message = f"{error.filename or name}: {(error.strerror or str(error)).lower()}"
            hint = "The site is as it was."
        raise Refused(message, hint) from error


def walk(top: str, within: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in a folder, never through links; a folder before what it holds.

    An entry may be asked until the next one comes; it knows its name, not where it stands.
    """
    handle = os.open(f"{top}/{within}", os.O_RDONLY | os.O_DIRECTORY)
    try:
        with os.scandir(handle) as scan:
            entries = list(scan)
        for entry in entries:
            path = f"{within}{entry.name}"
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                yield from walk(top, f"{path}/")
    finally:
        os.close(handle)


def digest(path: str) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def created(folder: str, path: str) -> Iterator[io.BufferedWriter]:
    """A new file of the staged site, of mode 644 whatever the umask."""
    target = f"{folder}/{path}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = os.open(target, flags)
    except FileNotFoundError:
        make_folder(os.path.dirname(target))
        handle = os.open(target, flags)
    with open(handle, "wb") as file:
        os.fchmod(handle, 0o644)
        yield file


def make_folder(path: str) -> bool:
    """Makes a folder of mode 755 and those above it; False if it was there."""
    try:
        os.mkdir(path)
    except FileNotFoundError:
        make_folder(os.path.dirname(path))
        return make_folder(path)
    except FileExistsError:
        if not os.path.isdir(path):
            raise
        return False
    os.chmod(path, 0o755)
    return True


def link(source: str, target: str) -> bool:
    """The same file at another path; a copy, and False, where the file system has no links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except FileNotFoundError:
        make_folder(os.path.dirname(target))
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        shutil.copy2(source, target, follow_symlinks=False)
        return False
    return True


def swap(new: str, place: str) -> None:
    """Puts a folder in another's place, which comes into its own, or into `old` beside it."""
    if not os.path.lexists(place):
        os.rename(new, place)
    elif not _exchanged(new, place):
        os.rename(place, f"{os.path.dirname(new)}/old")
        os.rename(new, place)


def _exchanged(one: str, other: str) -> bool:
    """Whether two folders have changed places in one step; False where the system cannot."""
    import ctypes  # slow to load, and needed for this one call

    exchange = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if exchange is None:
        return False
    here, flag = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if exchange(here, os.fsencode(one), here, os.fsencode(other), flag) == 0:
        return True
    if (number := ctypes.get_errno()) in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), other)
