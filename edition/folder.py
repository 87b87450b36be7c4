"""The folder of an edition: which files it has, and their bytes; the edge towards the disk.

`letters/*.xml`, `letters/register/*.xml`, `letters/pages/*.md`, `letters/edition.yaml`, and the
ledgers, `letters/anchors/*.tsv`; schema and
templates are the edition's own where it has them, file by file, and ours otherwise. Links that
lead out of the folder are not followed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from edition import slug
from edition.finding import Finding, Findings, Place

HOME = Path(__file__).resolve().parent.parent
SETTINGS = "letters/edition.yaml"
ANCHORS = "letters/anchors"
PAGES = f"{ANCHORS}/_pages.tsv"
"""The ledger of the addresses that are not on pages of letters; no letter has such a name."""
RELEASES = f"{ANCHORS}/_releases.tsv"


class Folder(Struct, frozen=True):
    """The files of an edition by their names relative to it, each kind in order."""

    root: Path
    letters: tuple[str, ...]
    registers: tuple[str, ...]
    pages: tuple[str, ...]
    settings: str
    ledgers: tuple[str, ...] = ()
    digests: dict[str, str] = {}
    """The SHA-256 of the sources that have been read to take it, in hex."""

    @property
    def files(self) -> tuple[str, ...]:
        """All sources of the edition."""
        settings = (self.settings,) if self.settings else ()
        return (*self.letters, *self.registers, *self.pages, *settings, *self.ledgers)

    def read(self, name: str) -> bytes:
        """The bytes of a source. Raises OSError."""
        return (self.root / name).read_bytes()

    def digest(self, name: str) -> str:
        """The SHA-256 of a source in hex, taken once. Raises OSError."""
        if name not in self.digests:
            self.digests[name] = hashlib.sha256(self.read(name)).hexdigest()
        return self.digests[name]

    def own(self, kind: str, name: str) -> tuple[str, bytes]:
        """A file of `schema` or `templates`: the edition's own, or ours. Raises OSError."""
        for root in (self.root, HOME):
            path = root / kind / name
            if path.is_file() and _inside(path, root):
                return f"{kind}/{name}", path.read_bytes()
        raise FileNotFoundError(f"{kind}/{name}")

    def roots(self, kind: str) -> tuple[Path, ...]:
        """The folders of a kind, the edition's own first."""
        both = (self.root / kind, HOME / kind)
        return tuple(dict.fromkeys(path.resolve() for path in both if path.is_dir()))


def folder(root: Path) -> tuple[Folder, Findings]:
    """What an edition's folder holds; a finding for every name that cannot be published."""
    findings: list[Finding] = []
    letters = _names(root, "letters", ".xml", findings)
    lacking = not letters and not findings
    registers = _names(root, "letters/register", ".xml", findings)
    pages = _names(root, "letters/pages", ".md", findings)
    findings += _strays(root)
    settings = _settings(root, findings)
    ledgers = (
        *_names(root, ANCHORS, ".tsv", findings),
        *(name for name in (PAGES, RELEASES) if _is_own(root / name, root)),
    )
    if lacking:
        findings.append(
            Finding(
                Place("letters"),
                "letters-missing",
                "the edition has no letters",
                "Put one TEI file a letter into letters/ (see letters/README.md).",
            )
        )
    return Folder(root, letters, registers, pages, settings, ledgers), tuple(findings)


LINK = ("file-link", "leads out of the edition", "Copy what it leads to into the folder.")
KIND = ("file-kind", "is not a file", "Rename it, or move it elsewhere.")
NAME = "Use letters a–z, digits, dash, dot and underscore; begin with a letter or digit."


def _names(root: Path, kind: str, ending: str, findings: list[Finding]) -> tuple[str, ...]:
    """The sources of a kind; what cannot be one of them, though it is named so, is found."""
    where = root / kind
    if where.is_dir() and not _inside(where, root):
        if _inside(where.parent, root):
            findings.append(_refused(where, root, *LINK))
        return ()
    if not where.is_dir():
        return ()
    found = []
    with os.scandir(where) as scan:
        entries = sorted(scan, key=lambda each: each.name)
    for entry in entries:
        if not entry.name.lower().endswith(ending) or entry.name.startswith((".", "~", "#")):
            continue
        if kind == ANCHORS and entry.name.startswith("_"):  # not of a letter
            continue
        fault = _fault(entry, root, ending)
        if fault is None:
            found.append(f"{kind}/{entry.name}")
        else:
            findings.append(_refused(where / entry.name, root, *fault))
    return tuple(found)


def _fault(entry: os.DirEntry[str], root: Path, ending: str) -> tuple[str, str, str] | None:
    """Why a file of a folder inside `root` cannot be published under its name: code, message,
    hint.
    """
    path = Path(entry.path) if entry.is_symlink() else None
    if path and not _inside(path, root):
        return LINK
    if not (path or entry).is_file():  # a path says so of links that lead in a circle, too
        return KIND
    if fault := slug.fault(entry.name):
        return ("file-name", fault, NAME)
    if not entry.name.endswith(ending):
        return ("file-name", f"does not end with “{ending}”", "Write the ending in small letters.")
    return None


def _settings(root: Path, findings: list[Finding]) -> str:
    """The name of the settings, "" where there are none."""
    path = root / SETTINGS
    if path.is_file() and _inside(path, root):
        return SETTINGS
    if path.is_file():
        findings += [_refused(path, root, *LINK)] if _inside(path.parent, root) else []
        return ""
    findings.append(
        Finding(
            Place(SETTINGS),
            "settings-missing",
            "the edition has no settings",
            "Write letters/edition.yaml: title, editors, languages (see README.md).",
        )
    )
    return ""


def _strays(root: Path) -> Iterator[Finding]:
    """Links among the schema and templates of an edition that lead out of it."""
    for kind in ("schema", "templates"):
        for path in (root / kind, *sorted((root / kind).rglob("*"))):
            if path.is_symlink() and not _inside(path, root):
                yield _refused(path, root, *LINK)


def _refused(path: Path, root: Path, code: str, fault: str, hint: str) -> Finding:
    # A name need not be text; what of it is none is told by its bytes.
    shown = str(path.relative_to(root)).encode("utf-8", "backslashreplace").decode()
    return Finding(Place(shown), code, f"“{shown.rpartition('/')[2]}” {fault}", hint)


def _is_own(path: Path, root: Path) -> bool:
    return path.is_file() and _inside(path, root)


def _inside(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
