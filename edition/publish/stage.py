"""The transaction: what is staged, and where a site may be."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from edition import slug
from edition.publish import bench
from edition.publish.disk import Refused, created, link, make_folder, swap, told
from edition.publish.site import MANIFEST, File, Site, listed, manifest, standing

PART = 1024 * 1024
"""So many bytes of a file are held at once."""


@contextmanager
def stage(out: Path, protected: Iterable[Path] = ()) -> Iterator[Stage]:
    """A staged site for the folder `out`; leaving the block without `publish` discards it.

    `protected` are the sources: the site may not be, hold or lie within any of them. Raises
    `Refused` where the folder is not fit, another build is running, or the machine fails.
    """
    with told():
        place = accepted(out, tuple(protected))
        folder = place.with_name(f".{place.name}.staging")
        handle = bench.lock(folder)
    shared: set[str] = set()
    try:
        with told():
            bench.clear(folder, place)
            staged = Stage(bench.new(folder), place, standing(place))
        shared = staged.shared
        yield staged
    finally:
        # What cannot be cleared now (the disk fails, Ctrl-C again) is cleared by the next build.
        with suppress(OSError, Refused):
            bench.clear(folder, place, shared)
            folder.rmdir()
        bench.unlock(handle)


class Stage:
    """A site in the making: files are written or kept, then all are published at once."""

    def __init__(self, folder: str, place: Path, old: Site) -> None:
        self.folder = folder
        """Where `put` writes, from any process."""
        self.old: Mapping[str, File] = old.files
        """What the manifest of the old site lists, by path."""
        self.files: dict[str, File] = {}
        """The new site so far, by path."""
        self.edited: tuple[str, ...] = old.edited
        """Files of ours in the old site that were edited; `publish` puts them aside."""
        self.manifest = old.manifest
        """The SHA-256 of the manifest of the old site, and of the new one once it is published."""
        self.shared: set[str] = set()
        """Files that the old site and the one published are the same of, not copies."""
        self._place = place
        self._old = old
        self._kept: dict[str, None] = {}

    def write(self, path: str, content: bytes) -> None:
        """Stages a file."""
        if path in self.files:
            raise Clash(path)
        self.add(put(self.folder, path, content))

    def add(self, file: File) -> None:
        """Stages a file that `put` has written, here or in another process."""
        if file.path in self.files:
            raise Clash(file.path)
        if file.path in self._old.foreign:
            raise _in_the_way(self._place / file.path)
        self.files[file.path] = file

    def keep(self, path: str, sha256: str = "") -> bool:
        """Stages a file of the old site; False if it is not there or not as we made it.

        With `sha256` also False if the old manifest has another. Costs next to nothing: kept
        files are linked by `publish`.
        """
        file = self._old.intact.get(path)
        if file is None or (sha256 and sha256 != file.sha256):
            return False
        self.add(file)
        self._kept[path] = None
        return True

    def stands(self, path: str) -> File | None:
        """A file of the old site that could be kept; None if it is not there or not ours."""
        return self._old.intact.get(path)

    def read(self, path: str) -> bytes:
        """The bytes of a staged file, written or kept."""
        return b"".join(self.parts(path))

    def parts(self, path: str) -> Iterator[bytes]:
        """The same, part by part."""
        folder = str(self._place) if path in self._kept else self.folder
        with told(path), open(f"{folder}/{path}", "rb") as file:
            while part := file.read(PART):
                yield part

    def publish(self) -> bool:
        """Swaps the staged site in; False, and nothing touched, if it equals the old one."""
        if not self.files.keys() <= self.old.keys():  # what stood side by side still can
            for twins in slug.twins((MANIFEST, *self.files)):
                raise Clash(" and ".join(twins))
        if len(self._kept) == len(self.files) and self._listing() == self.manifest:
            return False
        with told():
            whole = self._whole()
            self._carry_foreign(whole)
            for path in self.edited:
                bench.rescue(str(self._place / path), path, self._place)
            with created(whole, MANIFEST) as file:
                state = self._listing(file.write)
                file.flush()
                os.fsync(file.fileno())
            swap(whole, str(self._place))
        self.manifest = state
        return True

    def _listing(self, write: Callable[[bytes], object] = lambda _: None) -> str:
        """Writes the manifest, line by line; gives its SHA-256."""
        state = hashlib.sha256()
        for line in manifest(self.files.values()):
            state.update(line)
            write(line)
        return state.hexdigest()

    def _whole(self) -> str:
        """The folder of all files: that of those written, or the spare one if there is any."""
        spare = bench.spare(Path(self.folder).parent, self._place, self._is_kept)
        whole, there = spare or (self.folder, set())
        for parent in {path.rpartition("/")[0] for path in self.files}:
            make_folder(f"{whole}/{parent}")
        self.shared |= there
        for path in self._kept.keys() - there:
            if link(f"{self._place}/{path}", f"{whole}/{path}"):
                self.shared.add(path)
        for path in self.files.keys() - self._kept.keys() if spare else ():
            os.rename(f"{self.folder}/{path}", f"{whole}/{path}")
        return whole

    def _is_kept(self, path: str, entry: os.DirEntry[str]) -> bool:
        """Whether a name in the spare folder is of a file that is kept."""
        return path in self._kept and entry.inode() == self._old.inodes.get(path)

    def _carry_foreign(self, whole: str) -> None:
        for path, is_folder in self._old.foreign.items():
            source, target = f"{self._place}/{path}", f"{whole}/{path}"
            try:
                if not is_folder:
                    link(source, target)
                elif make_folder(target):
                    shutil.copymode(source, target)
            except (FileExistsError, NotADirectoryError) as error:
                raise _in_the_way(self._place / path) from error


def put(folder: str, path: str, content: bytes) -> File:
    """Writes one file of a staged site. Any process may; `Stage.add` makes it known."""
    return pour(folder, path, (content,))


def pour(folder: str, path: str, parts: Iterable[bytes]) -> File:
    """The same, part by part, for what is too large to be held at once."""
    if wrong := slug.path_fault(path):
        raise Clash(f"{path} {wrong}")
    whole, size = hashlib.sha256(), 0
    with told(path), created(folder, path) as file:
        for part in parts:
            file.write(part)
            whole.update(part)
            size += len(part)
    return File(path, whole.hexdigest(), size)


class Clash(ValueError):  # noqa: N818 (it is read as “clash: …”)
    """A path is not fit for a file, or taken: `check.names` should have said so before."""


def accepted(out: Path, protected: tuple[Path, ...]) -> Path:
    """The folder of the site, without links in its path, if a site may be put there.

    Only a folder that is absent, empty or carries our manifest; never a link, `/`, the home or
    the current folder or what holds them, a git checkout, or what touches `protected`.
    """
    given = out if out.name not in ("", "..") else out.resolve()
    if given.is_symlink():
        raise Refused(f"{given} is a link", f"Name the folder itself: {given.resolve()}")
    place = given.parent.resolve() / given.name
    if wrong := _unfit(place, protected) or (os.path.lexists(place) and _taken(place)):
        raise Refused(f"{place} {wrong}", "Name another folder with --out.")
    return place


def _unfit(place: Path, protected: tuple[Path, ...]) -> str:
    if Path(os.path.expanduser("~")).resolve().is_relative_to(place):
        return "is your home folder, or holds it"
    if Path.cwd().is_relative_to(place):
        return "is the current folder, or holds it"
    for source in (path.resolve() for path in protected):
        if source.is_relative_to(place) or place.is_relative_to(source):
            return f"holds, or lies within, a source ({source})"
    return "" if place.parent.is_dir() else "lies in a folder that does not exist"


def _taken(place: Path) -> str:
    if not place.is_dir():
        return "is not a folder"
    if os.path.lexists(place / ".git"):
        return "is a git checkout"
    if os.path.ismount(place):
        return "is a mount point, which cannot be swapped (a folder in it can)"
    if any(place.iterdir()) and listed(str(place)) is None:
        return f"is not empty and carries no manifest of ours ({MANIFEST})"
    return ""


def _in_the_way(path: Path) -> Refused:
    return Refused(
        f"{path} is not of this edition and would be overwritten",
        "Move it away, or give the page another name.",
    )
