"""Releases, declarations and citations, by the commands an editor gives in an edition's folder."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
from html import unescape
from pathlib import Path

import pytest

from edition import command, ledger
from edition.clerk import documents, journal
from edition.folder import RELEASES
from tests.command import ROOT, checkout, files
from tests.pages import Page, pages
from tests.small import Said, edition, letter, persons, run, write
from tests.small import page as prose
from tests.test_rules import BASE, LETTER

A = "letters/a.xml"
LEDGER = "letters/anchors/a.tsv"
TWO = [[("Bonjour à tous.", "Hello to everybody.")], [("Il pleut ici.", "It is raining here.")]]
DAY = "1999-01-02"
FOLLOWING = "citations: yes\ncontinuous: yes\nlanguages:"


def released(root: Path, version: str = "1.0.0", *words: str, day: str = DAY) -> str:
    """Records a release, and gives what it says."""
    said = run(root, "release", version, "--date", day, *words)
    assert said.code == 0, said.out + said.err
    return said.out


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edition whose first release has been recorded."""
    made = edition(tmp_path / "edition", {A: letter("1961-01-01", TWO)})
    released(made)
    return made


def codes(root: Path, command: str = "check") -> list[str]:
    """The codes of what is found, notices apart."""
    said = run(root, command, "--format", "json")
    listed = json.loads(said.out)
    found = sorted({each["code"] for each in listed if each["severity"] != "notice"})
    assert said.code == bool(found)
    return found


def changed(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    write(root, {name: text.replace(old, new)})


# --- the edition itself ------------------------------------------------------------------------


def test_a_release_of_this_edition_lists_every_address_on_every_page(tmp_path: Path) -> None:
    root = checkout(tmp_path / "copy")  # without ledgers: all is released anew
    for name in ("CHANGELOG.md", "CITATION.cff", "pyproject.toml"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    version, day = "99.0.0", "2099-12-31"
    released(root, version, "--note", "A trial.", "--note", "fr: Un essai.", day=day)
    assert [each for each in codes(root) if each.startswith(("anchor", "fate", "ledger"))] == []
    said = run(root, "build")
    assert said.code == 0, said.out
    own = re.compile(r'<span class="own">(.*?)</span>')
    for page in pages(root / "site"):
        if "cite/" in page.name:  # the edition's own sentences, as they are copied
            sentences = own.findall(page.file.read_text("utf-8"))
            made = [unescape(each) for each in sentences if ".html" in each]
            assert len(made) > 100
            assert set(verdicts(root, *made)) == {"stands"}
    listed = addresses(root)
    for page in pages(root / "site"):
        # Citations of a letter, and a version alone, have the addresses of the letter's page.
        path = page.name.removeprefix("fr/").replace("cite/", "letters/")
        path = re.sub(r"^(letters/[\w-]+)\.\w+\.html$", r"\1.html", path)
        shown = {path, *(f"{path}#{name}" for name in page.ids if not name.startswith("_"))}
        assert shown - listed == set(), page.name
    assert f'version: "{version}"' in (root / "CITATION.cff").read_text("utf-8")
    assert f"date-released: {day}" in (root / "CITATION.cff").read_text("utf-8")
    assert f"\n## {version}, {day}\n" in (root / "CHANGELOG.md").read_text("utf-8")
    assert f'\nversion = "{version}"\n' in (root / "pyproject.toml").read_text("utf-8")
    for path in sorted((root / "letters").glob("*.xml")):
        assert (
            f'<change when="{day}" who="#editors">Release {version}.</change>' in path.read_text()
        )


def addresses(root: Path) -> set[str]:
    """All addresses of the ledgers of an edition."""
    found = set()
    for path in (root / "letters" / "anchors").glob("*.tsv"):
        page = "" if path.stem == "_pages" else f"letters/{path.stem}.html"
        if path.stem != "_releases":
            lines = ledger.table(path.name, path.read_bytes())[0].lines
            found |= {ledger.full(page, line.address) for line in lines}
    return found


# --- releases ----------------------------------------------------------------------------------


def test_what_was_just_released_is_sound_and_a_second_release_adds_only_itself(root: Path) -> None:
    assert codes(root) == []
    assert run(root).code == 0
    before = files(root / "letters" / "anchors")
    released(root, "1.0.1", day="1999-01-03")
    after = files(root / "letters" / "anchors")
    new = {name for name in after if after[name] != before.get(name)}
    assert new == {"_releases.tsv", "_pages.tsv"}  # the second has the place of the release itself
    assert codes(root) == []


@pytest.mark.parametrize("heading", ["Not yet released", "1.1.0, not yet released"])
def test_the_changes_that_wait_get_the_number_of_the_release(heading: str) -> None:
    listed = f"# Changes\n\n## {heading}\n\n- New.\n\n## 1.0.0, 1999-01-02\n\n- Old.\n"
    assert documents.changes(listed, "1.1.0", "1999-01-03", "A note.") == listed.replace(
        heading, "1.1.0, 1999-01-03"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["1.0.0"], "1.0.0 is not greater than 1.0.0, the last release"),
        (["0.9.9"], "0.9.9 is not greater than 1.0.0, the last release"),
        (["1.1"], "“1.1” is not the number of a release"),
        (["1.1.0", "--date", "1999-02-30"], "“1999-02-30” is not a day"),
        (["1.1.0", "--date", "1999-01-01"], "1999-01-01 lies before 1999-01-02"),
    ],
)
def test_a_release_that_cannot_be_is_refused(root: Path, words: list[str], message: str) -> None:
    before = files(root / "letters")
    said = run(root, "release", *words)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert files(root / "letters") == before


def test_what_is_wrong_is_not_released(root: Path) -> None:
    changed(root, A, "Il pleut", "Il neige")
    before = files(root / "letters")
    said = run(root, "release", "1.1.0", "--date", DAY)
    assert said.code == 1
    assert "anchor-changed" in said.out
    assert "not released: 1 error" in said.out
    assert files(root / "letters") == before


@pytest.mark.parametrize("fatal", [0, 1, 2, 5, 8, 9, 99])
def test_a_release_that_is_cut_off_is_whole_or_never_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fatal: int
) -> None:
    """The disk fails at one file; the next command finds all of the release, or nothing."""
    root = edition(tmp_path / "edition")
    before = files(root / "letters")
    real, calls = os.replace, [0]

    def replace(source: str, target: str) -> None:
        if calls[0] == fatal and Path(source).is_relative_to(root / journal.FOLDER):
            raise OSError(28, "No space left on device", target)
        calls[0] += Path(source).is_relative_to(root / journal.FOLDER)
        real(source, target)

    monkeypatch.setattr(journal.os, "replace", replace)
    said = run(root, "release", "1.0.0", "--date", DAY)
    monkeypatch.undo()
    assert codes(root) == []
    recorded = (root / RELEASES).is_file()
    assert recorded or files(root / "letters") == before
    assert not (root / journal.FOLDER).exists()
    if recorded:
        assert len(addresses(root)) > 20
    assert recorded == (said.code == 0 or fatal > 0)


# --- everything that was published -------------------------------------------------------------


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition in which everything is right, with a page of prose, after its first release."""
    root = tmp_path_factory.mktemp("base") / "edition"
    shutil.copytree(BASE, root)
    about = {f"letters/pages/about.{lang}.md": prose("About", ABOUT) for lang in ("en", "fr")}
    write(root, about)
    released(root)
    return root


ABOUT = "## Why {#why}\n\nSo.\n\n## How {#how}\n\nThus."
PUBLISHED = {
    "a sentence reworded": (LETTER, "la maison est vide", "la maison est pleine"),
    "a sentence renamed": (LETTER, "p2-s2", "p2-s2a"),
    "two sentences swapped": (LETTER, "p2-s1|p2-s2", "p2-s2|p2-s1"),
    "two paragraphs swapped": (LETTER, "p1|p2", "p2|p1"),
    "a unit renamed": (LETTER, 'link xml:id="p1"', 'link xml:id="p3"'),
    "a printed note reworded": (LETTER, ">In Rouen.<", ">In Caen.<"),
    "an editors' note renumbered": (LETTER, 'ed-2" n="2"', 'ed-3" n="3"'),
    "a shift explained otherwise": (LETTER, "does not say when", "says nothing of the night"),
    "a reading read otherwise": (LETTER, ">veux<", ">vœux<"),
    "a page of the source renamed": (LETTER, 'fr-page-2" n="2"', 'fr-page-3" n="3"'),
    "a statement renamed": (LETTER, "practice", "habits"),
    "an entity renamed": ("letters/**/*.xml", "#anne|xml:id=\"anne\"", "#ann|xml:id=\"ann\""),
    "a heading renamed": ("letters/pages/about.*.md", "{#how}", "{#manner}"),
}  # fmt: skip


@pytest.mark.parametrize("what", PUBLISHED)
def test_whatever_was_published_does_not_go_or_change_unseen(
    base: Path, tmp_path: Path, what: str
) -> None:
    root = tmp_path / "edition"
    shutil.copytree(base, root)
    pattern, old, new = PUBLISHED[what]
    for path in root.glob(pattern):
        text, times = path.read_text("utf-8"), 0
        for number, each in enumerate(old.split("|")):
            times += text.count(each)
            text = text.replace(each, f"\ue000{number}\ue000")
        for number, each in enumerate(new.split("|")):
            text = text.replace(f"\ue000{number}\ue000", each)
        assert times or "*" in pattern
        path.write_text(text, "utf-8")
    said = run(root, "check", "--format", "json")
    found = [each for each in json.loads(said.out) if each["code"].startswith("anchor-")]
    assert said.code == 1
    assert found
    shown = [each for each in found if "more like it" not in each["message"]]
    assert all("`python build.py declare " in each["hint"] for each in shown)


@pytest.mark.parametrize(
    ("whole", "cut"), [("ici.</s>", "</s> ici."), ("pleut ici.</s>", "</s> pleut ici.")]
)
def test_words_that_fall_out_of_a_sentence_are_told_where_they_stand_alone(
    root: Path, whole: str, cut: str
) -> None:
    changed(root, A, whole, cut)
    assert codes(root) == ["text-outside-segment"]


def test_a_page_that_does_not_show_what_has_gone_is_not_published(root: Path) -> None:
    ours = (ROOT / "templates" / "base.html").read_text("utf-8")
    write(root, {"templates/base.html": ours.replace("frame.gone", "false")})
    write(root, {A: letter("1961-01-01", TWO[:1])})
    assert run(root, "declare", "letters/a.html#p2", "withdrawn", "--reason", "x").code == 0
    assert codes(root) == []
    assert "address-missing" in codes(root, "build")


def test_a_letter_that_was_released_does_not_go_in_silence(root: Path) -> None:
    write(root, {A: None})
    assert codes(root) == ["anchor-lost"]
    said = run(root, "check")
    assert "“letters/a.html” was published in 1.0.0 and is not there any more (nor are" in said.out
    assert 'declare letters/a.html withdrawn --reason "…"' in said.out


def test_a_renamed_letter_takes_all_its_addresses_along(root: Path) -> None:
    changed(root, "letters/edition.yaml", "languages:", FOLLOWING)
    (root / A).rename(root / "letters/c.xml")
    assert codes(root) == ["anchor-lost"]
    said = run(root, "declare", "letters/a.html", "moved", "letters/c.html")
    assert said.code == 0
    assert "letters/a.html#fr-p2-s1: moved to letters/c.html#fr-p2-s1" in said.out
    assert codes(root) == []
    released(root, "1.1.0")
    lines = ledger.table(LEDGER, (root / LEDGER).read_bytes())[0].lines
    assert {line.fate for line in lines if line.release == "1.1.0"} == {"moved"}
    assert all(not line.was for line in lines)
    for _ in range(2):  # from nothing, and again
        assert run(root).code == 0
    left = {f"{lang}{page}.html" for lang in ("", "fr/")
            for page in ("letters/a", "letters/a.fr", "letters/a.en", "cite/a")}  # fmt: skip
    assert left <= {page.name for page in pages(root / "site")}
    for page in pages(root / "site"):
        if page.name in left:
            gone = {
                address.partition("#")[2] for address in addresses(root) if "a.html#" in address
            }
            assert gone <= set(page.ids)
            assert "c.html#fr-p2-s1" in page.file.read_text("utf-8")


def test_what_follows_a_letter_that_is_withdrawn_says_so(root: Path) -> None:
    changed(root, "letters/edition.yaml", "languages:", FOLLOWING)
    released(root, "1.1.0")
    write(root, {A: None})
    assert run(root, "declare", "letters/a.html", "withdrawn", "--reason", "A forgery.").code == 0
    released(root, "1.2.0")
    assert run(root).code == 0
    shown = html(root)
    for lang in ("", "fr/"):
        for name in ("letters/a", "letters/a.fr", "letters/a.en", "cite/a"):
            page = Page(root / "site", root / "site" / f"{lang}{name}.html")
            assert {"p1", "fr-p2-s1", "en"} <= set(page.ids), page
            assert "A forgery." in plain(shown[page.name])


def test_the_page_of_a_version_follows_its_version(root: Path) -> None:
    changed(root, "letters/edition.yaml", "languages:", FOLLOWING)
    released(root, "1.1.0")
    for old, new in (('xml:id="en', 'xml:id="gb'), ("#en", "#gb")):
        source = (root / A).read_text("utf-8")
        write(root, {A: source.replace(old, new)})
    said = run(root, "declare", "letters/a.html#en", "moved", "gb")
    assert said.code == 0, said.out
    released(root, "1.2.0")
    assert run(root).code == 0
    old, new = html(root)["letters/a.en.html"], html(root)["letters/a.gb.html"]
    assert "letters/a.html#en · Moved to" in plain(old)
    assert 'href="../letters/a.html#gb"' in old
    for page in (old, new):  # both lead on from whatever a reader had copied
        assert 'id="en-p2-s1"' in page
        assert 'href="#_main"' in page


def test_pages_that_follow_others_do_not_go_in_silence(root: Path) -> None:
    changed(root, "letters/edition.yaml", "languages:", FOLLOWING)
    released(root, "1.1.0")
    for setting, folder in (("citations: yes", "cite/"), ("continuous: yes", "letters/")):
        changed(root, "letters/edition.yaml", setting, f"# {setting}")
        said = run(root, "check")
        assert codes(root) == ["anchor-lost"]
        assert f"“{folder}” was published in 1.1.0 and is not there any more" in said.out
        assert f"`{setting}` for {folder}" in said.out
        changed(root, "letters/edition.yaml", f"# {setting}", setting)


def test_what_is_copied_from_a_page_that_follows_another_is_verified_there(root: Path) -> None:
    changed(root, "letters/edition.yaml", "languages:", FOLLOWING)
    released(root, "1.1.0")
    assert verdicts(
        root, "https://e.example/cite/a.html#p2", "fr/cite/a.html", "letters/a.fr.html",
        "fr/letters/a.en.html#en-p2-s1", "cite/c.html", "letters/a.de.html", "letters/a.de.html#p1",
        "letters/a.fr.html#fr-p9",
    ) == [*["stands"] * 4, *["unknown"] * 4]  # fmt: skip


def test_a_command_that_is_proposed_names_the_edition(root: Path) -> None:
    changed(root, A, "Il pleut ici.", "Il pleut là.")
    found = re.search(r"hint: .*`python build\.py (declare .*?)`", run(root, "check").out)
    assert found is not None
    words = shlex.split(found[1])
    assert words[-2:] == ["--edition", str(root)]
    assert command.main(words) == 0
    assert codes(root) == []


def test_a_change_is_declared_by_the_command_that_the_finding_names(root: Path) -> None:
    changed(root, A, "Il pleut ici.", "Il neige ici.")
    said = run(root, "check")
    assert "it read “Il pleut ici.” and reads “Il neige ici.”" in said.out
    command = re.search(r"`python build\.py (declare .*?) --reason", said.out)
    assert command is not None
    assert run(root, *command[1].split(), "--reason", "A slip.").code == 0
    assert codes(root) == []
    assert "letters/a.html#fr-p2-s1 changed: A slip." in released(root, "1.1.0")
    assert codes(root) == []
    assert "Release 1.1.0: fr-p2-s1 changed: A slip." in (root / A).read_text()


def test_readers_see_what_a_sentence_read_and_where_an_address_has_gone(root: Path) -> None:
    changed(root, A, "Il pleut ici.", "Il neige ici.")
    reasons = ("--reason", "A slip.", "--reason", "fr: Une faute.")
    assert run(root, "declare", "letters/a.html#fr-p2-s1", "changed", *reasons).code == 0
    assert run(root).code == 0
    shown = html(root)
    assert '<a href="#_was-fr-p2-s1">°</a>' in shown["letters/a.html"]
    assert "Changed since the last release. Reason: A slip." in plain(shown["letters/a.html"])
    released(root, "1.1.0", day="1999-02-03")
    assert run(root, "build", "--base", "https://edition.example/x/").code == 0
    shown = html(root)
    english, french = plain(shown["letters/a.html"]), plain(shown["fr/letters/a.html"])
    assert (
        "Changed in release 1.1.0 (3 February 1999). Reason: A slip. It read: Il pleut" in english
    )
    assert "Modifié dans la version 1.1.0 (3 février 1999). Motif : Une faute." in french
    assert "Release 1.1.0, 3 February 1999." in english
    assert "#fr-p2-s1 · Changed in release 1.1.0" in plain(shown["changes.html"])
    feed = (root / "site" / "feed.xml").read_text("utf-8")
    assert "<id>https://edition.example/x/letters/a.html?release=1.1.0#fr-p2-s1</id>" in feed
    assert feed.count("<entry>") == 3


def test_before_the_first_release_pages_say_so_and_there_is_no_feed(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition")
    assert run(root, "build", "--base", "https://edition.example/").code == 0
    shown = html(root)
    assert "Not yet released." in plain(shown["letters/a.html"])
    assert "Nothing has been released yet." in plain(shown["changes.html"])
    assert not (root / "site" / "feed.xml").exists()


def html(root: Path) -> dict[str, str]:
    """The pages of a built site."""
    return {page.name: page.file.read_text("utf-8") for page in pages(root / "site")}


def plain(html: str) -> str:
    """The words of a page, without its elements."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" .", ".").replace(" ,", ",") \
        .replace("( ", "(").replace(" )", ")")  # fmt: skip


@pytest.mark.parametrize(
    ("entries", "likely"),
    [
        ({"anne": "Anne", "zoe": "Jean"}, "zoe"),  # the only one that is new
        ({"anne": "Anne", "zoe": "Zoe", "jeans": "Jean"}, "jeans"),
        ({"anne": "Anne", "zoe": "Zoe", "paul": "Paul"}, None),
        ({"anne": "Anne"}, None),
    ],
)
def test_of_an_entry_that_is_not_there_its_likely_name_is_proposed(
    entries: dict[str, str], likely: str | None, tmp_path: Path
) -> None:
    names = {"letters/register/persons.xml": persons(anne="Anne", jean="Jean")}
    root = edition(tmp_path / "edition", names)
    released(root)
    write(root, {"letters/register/persons.xml": persons(**entries)})
    said = run(root, "check").out
    moved = re.findall(r"declare persons.html#jean moved persons.html#(\w+) ", said)
    assert moved == ([likely] if likely else [])


def test_an_entry_of_a_register_leaves_its_address_behind(tmp_path: Path) -> None:
    names = {"letters/register/persons.xml": persons(anne="Anne", jean="Jean")}
    root = edition(tmp_path / "edition", names)
    released(root)
    write(root, {"letters/register/persons.xml": persons(anne="Anne", jean2="Jean")})
    assert codes(root) == ["anchor-lost", "entry-unused"]
    said = "hint: If it is “persons.html#jean2” now, declare: `python build.py declare "
    assert f"{said}persons.html#jean moved persons.html#jean2 " in run(root, "check").out
    assert run(root, "declare", "persons.html#jean", "moved", "persons.html#jean2").code == 0
    released(root, "1.1.0")
    assert run(root).code == 0
    for name in ("site/persons.html", "site/fr/persons.html"):
        html = (root / name).read_text("utf-8")
        assert '<li id="jean">' in html
        assert '<a href="#jean2">#jean2</a>' in html


# --- citations ---------------------------------------------------------------------------------


def cited(root: Path, address: str, release: str) -> str:
    """A citation as the edition makes it, from its ledger."""
    page, _, anchor = address.partition("#")
    lines = ledger.table(LEDGER, (root / LEDGER).read_bytes())[0].lines
    (line,) = [each for each in lines if each.address == anchor and each.release == release]
    return (
        f"Anne to Jean, 1 January 1961, https://edition.example/{page}#{anchor}. "
        f"Small letters, release {release}, text {line.fingerprint}."
    )


def test_citations_of_every_release_are_verified(root: Path) -> None:
    first = [cited(root, f"letters/a.html#{name}", "1.0.0") for name in ("p1", "p2", "fr-p2-s1")]
    changed(root, A, "Il pleut ici.", "Il neige ici.")
    run(root, "declare", "letters/a.html#fr-p2-s1", "changed", "--reason", "A slip.")
    released(root, "1.1.0")
    second = [cited(root, "letters/a.html#p2", "1.1.0")]
    assert run_verify(root, first[1]).out.startswith(
        "letters/a.html#p2: changed in 1.1.0: A slip.\n"
    )
    write(root, {A: letter("1961-01-01", TWO[:1])})
    run(root, "declare", "letters/a.html#p2", "withdrawn", "--reason", "Not of this letter.")
    assert verdicts(root, *first, *second) == ["stands", "changed", "changed", "stands"]
    released(root, "1.2.0")
    assert verdicts(root, *first, *second) == ["stands", "withdrawn", "withdrawn", "withdrawn"]
    said = run_verify(root, "fr/letters/a.html#fr-p2-s1")
    assert said.code == 1
    assert said.out.splitlines() == [
        "letters/a.html#fr-p2-s1: withdrawn in 1.2.0: Not of this letter.",
        "    was: Il pleut ici.",
    ]


@pytest.mark.parametrize(
    ("citation", "code", "why"),
    [
        ("letters/a.html#p1", 0, ""),
        ("https://edition.example/x/fr/letters/a.html", 0, ""),
        ("https://edition.example/letters/\na.html#fr-\np2-s1, release\n1.0.0", 0, ""),
        ("En regard, release 1.0.0, letters/ a. html #p1.", 0, ""),
        ("letters/a.html#fr-p\r\n  2-s1", 0, ""),
        ("letters/a.html#p1\n- and so on", 0, ""),
        ("letters/\na.html#p9", 2, "letters/a.html#p9: unknown: this address was never released"),
        ("persons", 2, "no address of a page is named"),
        ("letters/a.html#p9", 2, "this address was never released"),
        ("letters/a.html#p1, release 7.0.0", 2, "there is no release 7.0.0"),
        ("letters/a.html#p1, texte 0123456789abcdef", 2, "no release had a text with this"),
    ],
)
def test_a_citation_is_judged_by_what_it_says(
    root: Path, citation: str, code: int, why: str
) -> None:
    said = run_verify(root, citation)
    assert said.code == code
    assert why in said.out


def verdicts(root: Path, *citations: str) -> list[str]:
    listed = root / "citations.txt"
    listed.write_text("\n".join(citations), "utf-8")
    said = run_verify(root, "--file", listed, "--format", "json")
    found = [each["verdict"] for each in json.loads(said.out)]
    assert said.code == (2 if "unknown" in found else int(set(found) != {"stands"}))
    return found


def test_a_file_of_citations_that_is_not_utf_8_is_refused(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "listed.txt"
    listed.write_bytes(b"\xff\xfe")
    said = run_verify(root, "--file", listed)
    assert (said.code, said.out) == (2, "")
    assert capsys.readouterr().err.startswith(f"refused: {listed} is not UTF-8\n")


def run_verify(root: Path, *words: str | Path) -> Said:
    """`verify` takes no number of processes."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = command.main(["verify", *map(os.fspath, words), "--edition", os.fspath(root)])
    return Said(code, out.getvalue())


# --- what is wrong -----------------------------------------------------------------------------


def test_what_is_not_so_is_not_declared(root: Path) -> None:
    said = run(root, "declare", "letters/a.html#fr-p2-s1", "changed")
    assert said.code == 2
    assert "“letters/a.html#fr-p2-s1” has the text that was released" in said.err


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("fr-p2-s1", "Write `letters/b.html#fr-p2-s1`."),
        ("#p1", "Write `letters/a.html#p1` or `letters/b.html#p1`."),
        ("p9", "Name an address as it is copied from a page: letters/<letter>.html#p5."),
    ],
)
def test_an_address_without_its_page_is_told_where_it_stands(
    tmp_path: Path, address: str, hint: str
) -> None:
    two = letter("1961-01-02", TWO)
    root = edition(tmp_path / "edition", {"letters/b.xml": two, A: letter("1961-01-01", TWO[:1])})
    released(root)
    said = run(root, "declare", address, "changed")
    assert said.code == 2
    assert f"“{address.removeprefix('#')}” does not say on which page it stands" in said.err
    assert f"hint: {hint}" in said.err


@pytest.mark.parametrize(
    "name", ["letters/anchors/a.tsv", "letters/anchors/_pages.tsv", "letters/anchors/_releases.tsv"]
)
def test_a_ledger_that_is_gone_is_missed(root: Path, name: str) -> None:
    write(root, {name: None})
    assert "ledger-altered" in codes(root)


def test_pages_of_prose_and_languages_are_addresses_too(root: Path) -> None:
    changed(root, "letters/edition.yaml", "[en, fr]", "[fr, en]")
    assert codes(root) == ["anchor-lost"]
    said = run(root, "check")
    assert "“fr/” was published in 1.0.0" in said.out
