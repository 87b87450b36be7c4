"""The folder of an edition: which files it has, and their bytes; the edge towards the disk.

`letters/*.xml`, `letters/register/*.xml`, `letters/pages/*.md`, `letters/edition.yaml`; schema and
templates are the edition's own where it has them, file by file, and ours otherwise. Links that
lead out of the folder are not followed.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from edition import slug
from edition.finding import Finding, Findings, Place

HOME = Path(__file__).resolve().parent.parent
SETTINGS = "letters/edition.yaml"


class Folder(Struct, frozen=True):
    """The files of an edition by their names relative to it, each kind in order."""

    root: Path
    letters: tuple[str, ...]
    registers: tuple[str, ...]
    pages: tuple[str, ...]
    settings: str

    @property
    def files(self) -> tuple[str, ...]:
        """All sources of the edition."""
        settings = (self.settings,) if self.settings else ()
        return (*self.letters, *self.registers, *self.pages, *settings)

    def read(self, name: str) -> bytes:
        """The bytes of a source. Raises OSError."""
        return (self.root / name).read_bytes()

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
    registers = _names(root, "letters/register", ".xml", findings)
    pages = _names(root, "letters/pages", ".md", findings)
    settings = SETTINGS if (root / SETTINGS).is_file() else ""
    if not settings:
        findings.append(
            Finding(
                Place(SETTINGS),
                "settings-missing",
                "the edition has no settings",
                "Write letters/edition.yaml: title, editors, languages (see README.md).",
            )
        )
    if not letters:
        findings.append(
            Finding(
                Place("letters"),
                "letters-missing",
                "the edition has no letters",
                "Put one TEI file a letter into letters/ (see letters/README.md).",
            )
        )
    return Folder(root, letters, registers, pages, settings), tuple(findings)


def _names(root: Path, kind: str, ending: str, findings: list[Finding]) -> tuple[str, ...]:
    where = root / kind
    if not where.is_dir():
        return ()
    found = []
    for path in sorted(where.iterdir(), key=lambda each: each.name):
        name = f"{kind}/{path.name}"
        if not path.name.endswith(ending) or path.name.startswith((".", "~", "#")):
            continue
        fault = _fault(path, root)
        if fault is None:
            found.append(name)
        else:
            findings.append(Finding(Place(name), *fault))
    return tuple(found)


def _fault(path: Path, root: Path) -> tuple[str, str, str] | None:
    """Why a file cannot be published under its name: code, message, hint."""
    name = path.name
    if not _inside(path, root):
        return ("file-link", f"“{name}” leads out of the edition", "Copy the file into the folder.")
    if not path.is_file():
        return ("file-kind", f"“{name}” is not a file", "Rename it, or move it elsewhere.")
    if fault := slug.fault(name):
        return (
            "file-name",
            f"“{name}” {fault}",
            "Use letters a–z, digits, dash, dot and underscore; begin with a letter or digit.",
        )
    return None


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())
