"""A build on top of another gives, byte for byte, what a build from nothing gives."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from edition import unchanged
from edition.folder import Folder, folder
from edition.views import seen, times
from tests.command import ROOT, files
from tests.small import Said, edition, letter, page, persons, run, write

BASE = ROOT / "tests" / "rules" / "base"
ONE, OTHER = "letters/1900-01-02.xml", "letters/1900-02-03.xml"
ADDED, RENAMED = "letters/1900-05-06.xml", "letters/1900-05-07.xml"
PERSONS, SETTINGS = "letters/register/persons.xml", "letters/edition.yaml"
PAUL = '<person xml:id="paul"><persName type="main" xml:lang="en">Paul</persName></person>\n'

Edit = Callable[[Path], None]


# --- edits: each may be made again, and is then undone, or without effect ------------------------


def swapped(name: str, one: str, other: str) -> Edit:
    """Other words in a file, or those that were there before."""

    def edit(root: Path) -> None:
        path = root / name
        if path.is_file():
            text = path.read_text("utf-8")
            old, new = (other, one) if other in text else (one, other)
            path.write_text(text.replace(old, new), "utf-8")

    return edit


def put(contents: dict[str, str]) -> Edit:
    """Files that come, or go if they are there."""

    def edit(root: Path) -> None:
        here = {name: (root / name).is_file() for name in contents}
        write(root, {name: None if here[name] else contents[name] for name in contents})

    return edit


def ours(name: str, addition: str) -> Edit:
    """A file of the project taken over, with something at its end."""
    return put({name: (ROOT / name).read_text("utf-8") + addition})


def moved(one: str, other: str) -> Edit:
    """A file or folder that gets another name, or its former one."""

    def edit(root: Path) -> None:
        old, new = root / one, root / other
        if not old.exists():
            old, new = new, old
        if old.exists() and not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)

    return edit


def gone(name: str) -> Edit:
    def edit(root: Path) -> None:
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).unlink(missing_ok=True)

    return edit


def touched(time: float) -> Edit:
    """All sources as if they had been written at a time."""

    def edit(root: Path) -> None:
        for path in (root / "letters").rglob("*"):
            os.utime(path, (time, time))

    return edit


def spoilt(pattern: str) -> Edit:
    """Records of earlier builds that are damaged."""

    def edit(root: Path) -> None:
        for path in (root / ".cache").rglob(pattern):
            if path.is_file():
                path.write_bytes(path.read_bytes()[:-9] + b"x")

    return edit


UUID = "uuid: a0000000-0000-4000-8000-000000000000\n"
EXPORTS = (
    "shifts.csv, units.tmx, units.json, transcribed.txt, dts, cmif.xml, edition.zip, "
    "cite.bib, places.json"
)
EDITS: dict[str, Edit] = {
    "nothing": lambda root: None,
    # letters
    "words of the same length": swapped(ONE, "jardin", "verger"),
    "more words": swapped(ONE, "apple trees", "old apple trees"),
    "a title": swapped(ONE, "Jean, 2 January", "Jean, the 2nd January"),
    "a name": swapped(OTHER, "#jean", "#anne"),
    "a reading": swapped(ONE, "<sic>clé</sic>", "<sic>clè</sic>"),
    "a shift": swapped(ONE, "The English does not say when.", "When, the English does not say."),
    "a printed note": swapped(ONE, ">In Rouen.<", ">In Rouen, in winter.<"),
    "the order of letters": swapped(
        OTHER, '<date when="1900-02-03"/>', '<date when="1899-12-30"/>'
    ),
    "a letter more": put({ADDED: letter("1900-05-06")}),
    "a letter by another name": moved(ADDED, RENAMED),
    # what reaches beyond a letter
    "an entry": swapped(PERSONS, ">Anne<", ">Anna<"),
    "a name taken apart": swapped(PERSONS, ">Jean<", "><surname>Jean</surname><"),
    "an entry more": swapped(PERSONS, "</listPerson>", f"{PAUL}</listPerson>"),
    "the settings": swapped(SETTINGS, "The fixture", "A fixture"),
    "the languages": swapped(SETTINGS, "[en, fr]", "[fr, en]"),
    "an address": swapped(SETTINGS, "languages:", "base: https://example.org/a/\nlanguages:"),
    "exports": swapped(SETTINGS, "languages:", f"exports: [{EXPORTS}]\n{UUID}languages:"),
    "passages": swapped(SETTINGS, "languages:", "dts: [sentences]\nlanguages:"),
    "citations": swapped(SETTINGS, "languages:", "citations: yes\nlanguages:"),
    "pages": put({f"letters/pages/about.{lang}.md": page("About", "A.") for lang in ("en", "fr")}),
    "words of a page": swapped("letters/pages/about.en.md", "A.", "B."),
    # looks and grammars
    "a template": ours("templates/letter.html", "<!-- own -->"),
    "a macro": ours("templates/inline.html", "\n\n"),
    "a sheet": put({"templates/assets/own.css": "p { color: black }"}),
    "pages of versions": swapped(SETTINGS, "languages:", "continuous: yes\nlanguages:"),
    "our sheet": put({"templates/assets/edition.css": "p { color: black }"}),
    "sheets by another name": moved("templates/assets", "templates/sheets"),
    "messages": put({"templates/messages/fr.po": 'msgid "Letters"\nmsgstr "Courrier"\n'}),
    "a template among grammars": moved("templates/letter.html", "schema/letter.html"),
    "a grammar": ours("schema/letter.rng", "<!-- own -->"),
    # what should make no difference
    "now": touched(2_000_000_000),
    "long ago": touched(0),
    "no cache": gone(".cache"),
    "no letters in the cache": gone(".cache/letters"),
    "no site": gone("site"),
    "a page gone": gone(f"site/{ONE.replace('.xml', '.html')}"),
    "a page edited": swapped("site/index.html", "</body>", "mine</body>"),
    "a record spoilt": spoilt("record"),
    "parts of the record spoilt": spoilt("records/*"),
    "no parts of the record": gone(".cache/records"),
    "letters spoilt": spoilt("*.xml"),
    "all records spoilt": spoilt("*"),
}
BREAKING: dict[str, Edit] = {
    "a broken letter": swapped(OTHER, "</group>", "</grope>"),
    "an invalid letter": swapped(OTHER, "<opener>", "<opener><oops/>"),
    "a letter aside": moved(OTHER, "letters/aside"),
    "a name that is none": put({"letters/é.xml": letter("1900-07-08")}),
    "an entry less": swapped(PERSONS, 'xml:id="jean"', 'xml:id="john"'),
    "a broken template": put({"templates/register.html": "{{ nothing }}"}),
    "a broken grammar": put({"schema/register.rng": "<grammar/>"}),
    "a page without its answer": put({"letters/pages/more.fr.md": page("Plus", "C.")}),
}


def built(root: Path) -> tuple[Said, dict[str, bytes]]:
    """What a build says in data, and its site."""
    said = run(root, "build", "--format", "json")
    return said, files(root / "site") if said.code == 0 else {}


def fresh(root: Path) -> tuple[Said, dict[str, bytes]]:
    """The same for a copy without anything that builds have made.

    Compiled templates alone are kept: they know what they were compiled from, and cost the most.
    """
    copy, kept = root.with_name("fresh"), root.with_name("compiled")
    if (copy / ".cache" / "templates").is_dir():
        (copy / ".cache" / "templates").rename(kept)
    shutil.rmtree(copy, ignore_errors=True)
    made = shutil.ignore_patterns(".cache", "site", "site.rescued", ".site.staging")
    shutil.copytree(root, copy, ignore=made)
    if kept.is_dir():
        (copy / ".cache").mkdir()
        kept.rename(copy / ".cache" / "templates")
    return built(copy)


def compared(root: Path, name: str, sound: bool) -> None:
    """Builds on top of what is there and from nothing: both say and make the same."""
    before = files(root / "site")
    (said, site), (wanted, made) = built(root), fresh(root)
    assert said == wanted, name
    assert said.code == (0 if sound else 1), (name, said.out)
    assert differing(site, made) == [], name
    if not sound:
        assert differing(files(root / "site"), before) == [], name


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@settings(
    max_examples=1,  # of some fifty builds
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(order=st.permutations([*EDITS, *BREAKING]))
def test_after_whatever_edits_the_site_is_that_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    """What breaks the edition is undone at once, and the site built again."""
    root = tmp_path_factory.mktemp("edits") / "edition"
    shutil.copytree(BASE, root)
    compared(root, "at first", True)
    for name in order:
        if name in EDITS:
            EDITS[name](root)
        else:
            BREAKING[name](root)
            compared(root, name, False)
            BREAKING[name](root)
        compared(root, name, True)


def test_several_processes_make_what_one_makes(tmp_path: Path) -> None:
    many = {f"letters/x{number:02}.xml": letter("1961-01-01") for number in range(40)}
    one, other = edition(tmp_path / "one", many), edition(tmp_path / "other", many)
    for place, jobs in ((one, 1), (other, 2)):
        assert run(place, jobs=jobs).code == 0
    assert differing(files(one / "site"), files(other / "site")) == []
    changed = letter("1961-01-03", [[("Bonsoir.", "Good evening.")]])
    broken = changed.replace("</s>", "", 1)
    for place, jobs in ((one, 2), (other, 1)):
        write(place, {"letters/x07.xml": broken})
        assert run(place, jobs=jobs).code == 1
        write(place, {"letters/x07.xml": changed})
        assert run(place, jobs=jobs).code == 0
    assert differing(files(one / "site"), files(other / "site")) == []


def test_a_word_that_moves_stays_found_where_a_compound_has_it(tmp_path: Path) -> None:
    def said(text: str) -> str:
        pairs = [(text, "One."), ("Les États-Unis, les états.", "The United States.")]
        return letter("1961-01-01", [pairs])

    names = [f"letters/x{number:02}.xml" for number in range(12)]
    root = edition(tmp_path / "edition", dict.fromkeys(names, said("Les États-Unis.")))
    assert run(root).code == 0
    write(root, {names[6]: said("Les états.")})
    compared(root, "a word by itself", True)


def test_words_that_come_and_go_leave_the_parts_of_the_index_right(tmp_path: Path) -> None:
    signs = "bdfgklmnprst"
    many = " ".join("a".join(each) for each in product(signs, signs, "dklmnprst", " "))
    names = [f"letters/x{number:02}.xml" for number in range(12)]
    root = edition(
        tmp_path / "edition", dict.fromkeys(names, letter("1961-01-01", [[(many, "1")]]))
    )
    assert run(root).code == 0
    assert len([*(root / "site/search/forms").iterdir()]) > 3
    for words in ("zarava", "kava zarava", "bava", ""):
        write(root, {names[6]: letter("1961-01-01", [[(f"{many} {words}", "1")]])})
        compared(root, words, True)


def test_an_entry_is_unused_when_its_last_mention_is_gone_and_no_longer_when_it_is_back(
    tmp_path: Path,
) -> None:
    root = tmp_path / "edition"
    shutil.copytree(BASE, root)
    whole = (BASE / OTHER).read_text("utf-8")
    steps: tuple[tuple[Edit, bool], ...] = (
        (EDITS["nothing"], False),
        (swapped(ONE, "#jean", "#anne"), False),
        (swapped(OTHER, "#jean", "#anne"), True),
        (lambda root: write(root, {OTHER: whole}), False),
    )
    for number, (edit, unused) in enumerate(steps):
        edit(root)
        compared(root, str(number), True)
        assert ("entry-unused" in run(root, "check", "--format", "json").out) == unused


def test_pages_that_did_not_change_are_not_made_again(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    shutil.copytree(BASE, root)
    for name, most in (
        ("nothing", 99),
        ("now", 0),
        ("a reading", 12),
        ("no letters in the cache", 0),
    ):
        EDITS[name](root)
        said = run(root)
        assert said.code == 0
        made = re.search(r"\((\d+) made anew\)", said.out)
        assert int(made[1]) <= most if made else "nothing has changed" in said.out


def test_a_changed_mention_touches_the_pages_of_its_time_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "ROWS", 0)
    monkeypatch.setattr(times, "LETTERS", 2)

    def mentioning(day: str, *more: tuple[str, str]) -> str:
        name = '<persName ref="register/persons.xml#anne">Anne</persName>'
        return letter(day, [[(f"{name}.", f"{name}."), *more]])

    days = ("1951-01-01", "1961-01-01", "1961-01-02", "1971-01-01")
    letters = {f"letters/{day}.xml": mentioning(day) for day in days}
    root = edition(tmp_path / "edition", letters | {PERSONS: persons(anne="Anne", jean="Jean")})
    pages = [
        root / "site" / lang / f"mentions/persons/anne/{time}.html"
        for time in ("1950s", "1960s", "1970s")
        for lang in ("", "fr")
    ]
    compared(root, "at first", True)
    before = [page.stat().st_ino for page in pages]
    name = '<persName ref="register/persons.xml#anne">she</persName>'
    write(root, {"letters/1961-01-02.xml": mentioning("1961-01-02", (name, name))})
    compared(root, "a mention more", True)
    kept = [page.stat().st_ino == inode for page, inode in zip(pages, before, strict=True)]
    assert kept == [True, True, False, False, True, True]
    pages[0].write_text("by hand")
    compared(root, "a page that was changed by hand", True)
    write(root, {"letters/1951-01-01.xml": None, "letters/1971-01-01.xml": None})
    compared(root, "fewer letters", True)
    assert [page.exists() for page in pages] == [False] * 6
    assert (root / "site/mentions/persons/anne.html").is_file()


def test_releases_and_what_is_declared_make_the_same_on_top_of_another_build(
    tmp_path: Path,
) -> None:
    root = tmp_path / "edition"
    shutil.copytree(BASE, root)
    steps = (
        ("release", "1.0.0", "--date", "1999-01-01"),
        ("declare", f"{PAGE}#fr-p1-s2", "changed", "--reason", "A slip."),
        ("release", "1.1.0", "--date", "1999-01-02"),
        ("declare", f"{PAGE}#en-note-1", "withdrawn", "--reason", "Not there."),
        ("declare", "letters/1900-02-03.html", "moved", "letters/1900-02-04.html"),
        ("release", "1.2.0", "--date", "1999-01-03"),
    )
    edits = {
        1: swapped(ONE, "jardin", "verger"),
        3: swapped(ONE, '<note xml:id="en-note-1" n="1" type="printed" resp="#editors">In Rouen.\
</note>', "<!-- no note -->"),
        4: moved(OTHER, "letters/1900-02-04.xml"),
    }  # fmt: skip
    compared(root, "at first", True)
    for number, words in enumerate(steps):
        edits.get(number, EDITS["nothing"])(root)
        if number == 4:
            swapped(ONE, "1900-02-03.xml", "1900-02-04.xml")(root)
        said = run(root, *words)
        assert said.code == 0, (words, said.out, said.err)
        compared(root, " ".join(words), True)


PAGE = "letters/1900-01-02.html"


def test_a_source_that_nobody_has_touched_is_not_read_again(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    shutil.copytree(BASE, root)
    later = time.time_ns() + 10**10
    state = unchanged.state(folder(root)[0], "", later)
    letter = root / ONE
    words = letter.read_bytes()

    asked = Watched(*msgspec.structs.astuple(folder(root)[0]))
    assert unchanged.state(asked, "", later) == state
    assert asked.reads == []

    letter.write_bytes(words.replace(b"jardin", b"verger"))  # of the same size, at the same time
    os.utime(letter, ns=(0, 0))
    assert unchanged.state(folder(root)[0], "", later) != state
    letter.write_bytes(words)
    asked = Watched(*msgspec.structs.astuple(folder(root)[0]))
    assert unchanged.state(asked, "", later) == state
    assert asked.reads == [ONE]


def test_a_source_that_was_touched_just_before_is_read_again(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    shutil.copytree(BASE, root)
    state = unchanged.state(folder(root)[0], "", time.time_ns())
    asked = Watched(*msgspec.structs.astuple(folder(root)[0]))
    assert unchanged.state(asked, "", time.time_ns()) == state
    assert sorted(asked.reads) == sorted(asked.files)


class Watched(Folder, frozen=True):
    """A folder that tells what was read of it."""

    reads: list[str] = []  # noqa: RUF012 (each has its own)

    def read(self, name: str) -> bytes:
        self.reads.append(name)
        return super().read(name)
