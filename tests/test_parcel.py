"""One file holds all that the edition gives, whole and listed, and always as the same bytes."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from pathlib import Path

from edition import parcel
from edition.parcel import Member
from tests import small
from tests.command import ROOT
from tests.small import Said

EXPORTS = (
    "exports: [shifts.csv, annotations.jsonld, units.tsv, transcribed.txt, dts, edition.zip]\n"
)
NAMES = ("1961-01-01", "1961-02-01")


def edition(root: Path) -> Path:
    """A small edition that asks for everything in one file."""
    letters = {f"letters/{name}.xml": small.letter(name) for name in NAMES}
    small.edition(root, letters)
    (root / "letters" / "edition.yaml").write_text(small.SETTINGS + EXPORTS, "utf-8")
    return root


def built(root: Path, *words: str) -> Said:
    said = small.run(root, "build", *words)
    assert said.code == 0, said
    return said


def unpacked(root: Path) -> dict[str, bytes]:
    """The members of the parcel by their names in it."""
    with zipfile.ZipFile(root / "site" / parcel.PATH) as found:
        assert found.testzip() is None
        return {name.removeprefix("edition/"): found.read(name) for name in found.namelist()}


def test_the_parcel_has_sources_grammars_and_data_as_they_are(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition")
    built(root)
    found = unpacked(root)
    sources = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / "letters").rglob("*")
        if path.is_file()
    }
    assert {name: found[name] for name in sources} == sources
    site = root / "site"
    data = {
        path.relative_to(site).as_posix()
        for folder in ("data", "letters")
        for path in (site / folder).rglob("*")
        if path.is_file() and path.suffix not in (".html", ".xml", ".zip")
        if not path.is_relative_to(site / "data" / "dts")
    }
    assert len(data) > 6
    for name in data:
        assert found[name] == (site / name).read_bytes(), name
    rest = found.keys() - sources.keys() - data
    assert rest == {"README.txt", "MANIFEST.txt", "schema/letter.rng", "schema/register.rng"}


def test_the_manifest_lists_every_other_file_with_its_checksum(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition")
    built(root)
    found = unpacked(root)
    lines = found.pop("MANIFEST.txt").decode().splitlines()
    assert lines == [
        f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(found.items())
    ]


def test_the_parcel_says_what_it_holds_and_whose_it_is(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition")
    built(root, "--base", "https://edition.example/")
    said = unpacked(root)["README.txt"].decode()
    for words in (
        "Small letters",
        "https://edition.example/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "data/units.tsv",
        "letters/{id}.annotations.jsonld",
    ):
        assert words in said
    assert "cmif.xml" not in said


def test_the_same_edition_gives_the_same_parcel_wherever_it_stands(tmp_path: Path) -> None:
    one, other = edition(tmp_path / "one"), edition(tmp_path / "other")
    for path in (other / "letters").rglob("*.xml"):
        path.touch()
    built(one)
    built(other)
    assert (one / "site" / parcel.PATH).read_bytes() == (other / "site" / parcel.PATH).read_bytes()
    with zipfile.ZipFile(one / "site" / parcel.PATH) as found:
        entries = found.infolist()
    assert {each.date_time for each in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {each.external_attr >> 16 for each in entries} == {0o100644}
    names = [each.filename for each in entries]
    assert names == sorted(names)


def test_the_parcel_is_made_anew_only_when_something_in_it_changes(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition")
    built(root)
    path = root / "site" / parcel.PATH
    first = path.stat().st_ino, path.read_bytes()
    template = root / "templates" / "page.html"
    template.parent.mkdir()
    template.write_bytes((ROOT / "templates" / "page.html").read_bytes() + b"\n")
    built(root)
    assert (path.stat().st_ino, path.read_bytes()) == first
    letter = root / "letters" / f"{NAMES[0]}.xml"
    letter.write_text(letter.read_text("utf-8").replace("Hello.", "Hallo."), "utf-8")
    built(root)
    clean = tmp_path / "clean"
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns("site", ".cache"))
    built(clean)
    assert path.read_bytes() == (clean / "site" / parcel.PATH).read_bytes() != first[1]


def test_a_large_member_is_taken_part_by_part() -> None:
    taken: list[int] = []

    def read() -> list[bytes]:
        return [bytes([number]) * 100_000 for number in range(5)]

    content = b"".join(read())
    member = Member("a.bin", hashlib.sha256(content).hexdigest(), read, len(content))
    made = []
    for part in parcel.parts((member,)):
        taken.append(len(part))
        made.append(part)
    assert len(taken) >= 6
    with zipfile.ZipFile(io.BytesIO(b"".join(made))) as found:
        assert found.read("edition/a.bin") == content
