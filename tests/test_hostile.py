"""Input that means harm, or is broken past use: refused at its place, and nothing comes of it.

The edition is held to numbered tests. Where each of them lives; a name alone is a function here:

==  ================================================================================================
 1  test_a_hostile_letter_is_refused_at_its_place; test_read (doctype); rules/doctype
 2  test_a_hostile_letter_is_refused_at_its_place
 3  test_a_hostile_letter_is_refused_at_its_place, test_a_bomb_needs_no_memory
 4  test_no_server_is_asked_for_anything, test_a_build_opens_no_socket; test_offline
 5  test_no_server_is_asked_for_anything; rules/element-foreign
 6  test_read: a_byte_that_is_not_utf_8_is_named_with_place_and_offset
 7  test_read: wide_encodings_are_refused, declarations_of_other_encodings…
 8  test_a_byte_order_mark_and_other_line_ends_change_no_page; test_read: a_byte_order_mark…
 9  test_read: suspect_characters_are_named (NFD is an error, so ids and search see NFC only)
10  test_characters_come_through_as_they_are_written; test_formats (TMX, text)
11  test_read: suspect_characters_are_named…, no_break_spaces_and_joiners…
12  test_comments_and_instructions_divide_no_text; test_read: text_is_not_divided…
13  test_a_hostile_letter_is_refused_at_its_place; test_read: what_is_ill_formed_is_explained
14  test_a_hostile_letter_is_refused_at_its_place, test_every_broken_file_is_named_in_one_run
15  test_read: a_file_that_is_too_large…, what_is_too_deep…; test_a_letter_of_five_megabytes_builds
16  test_every_broken_file_is_named_in_one_run; test_rules (all rules), test_report
17  test_schema: the grammars load; test_tei, test_schema: what_a_grammar_allows_is_tei (jing)
18  test_two_sources_of_one_page_are_told_apart; rules/id-twice, rules/letter-twice
19  test_coverage, test_align; rules/pair-length, rules/pair-swapped
20  test_a_printed_number_stays_as_printed
21  test_site: the_text_of_every_version_is_all_there; test_survival
22  test_characters_come_through_as_they_are_written
23  test_survival: whatever_is_written_stands_on_the_page; test_render, test_views
24  test_a_letter_leads_only_where_it_may, test_an_address_of_the_edition_is_whole;
    test_validate: only_web_mail…; test_prose: nothing_that_acts_comes_through; test_check
25  test_words_are_words_wherever_they_stand; test_render: signs_of_html_in_a_text…; test_formats
26  test_words_are_words_wherever_they_stand (there is no script with data in a page; test_check)
27  test_prose: nothing_that_acts_comes_through; rules/prose-html, rules/prose-link
28  test_hostile_settings_are_refused_at_their_line; test_prose; rules/yaml-plain
29  test_a_broken_template_is_named_and_the_old_site_stays; test_render: what_is_not_there…
30  browser/test_pages; test_site: every_page_forbids_what_is_not_its_own
31  test_a_name_that_cannot_be_an_address_is_refused; test_publish: names_that_mean_harm…
32  test_two_sources_of_one_page_are_told_apart; rules/id-case, rules/letter-twice; test_check
33  test_no_link_out_of_the_edition_is_followed; rules/file-link
34  test_publish: a_link_is_no_place_for_a_site
35  test_publish: the_current_folder…, sources_what_holds_them…, a_folder_of_something_else…
36  test_publish: pages_of_letters_that_are_gone…, files_that_are_not_ours…; test_incremental
37  test_two_sources_of_one_page_are_told_apart; test_publish: two_files_for_one_path…
38  test_publish: a_build_killed_before_any_of_its_steps_leaves_a_whole_site
39  test_a_broken_template_is_named_and_the_old_site_stays; test_publish: an_exception_leaves…
40  test_publish: a_full_disk_leaves_the_old_site…, a_file_that_may_not_grow…
41  test_what_cannot_be_read_is_named, test_what_cannot_be_written_is_named; test_publish
42  test_two_builds_at_once; test_publish: a_second_build…, a_killed_build_locks_nobody_out…
43  test_publish: published_files_can_be_read_by_a_server…; test_site: the_site_is_open…
44  test_site: the_same_sources_give_the_same_bytes…; test_the_clock_is_not_asked
45  test_the_clock_is_not_asked (dates are those of documents: the variable changes nothing)
46  test_a_build_needs_no_other_program (a copy of the files, no git, nothing on PATH)
47  test_site: the_same_sources… (é, #, %, spaces); test_publish: …any_characters (200 and more)
49  test_command: exit codes, streams, --quiet, NO_COLOR, pipes, terminals
50  test_site: every_page_is_correct_html, no_page_has_an_id_twice
51  test_site: every_link_within_the_site_resolves, a_web_server_gives_every_page…; test_check
==  ================================================================================================
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from edition.folder import folder
from edition.publish import stage
from tests.command import ROOT, build, checkout, environment, files
from tests.pages import Page, pages
from tests.small import SETTINGS, edition, letter, page, persons, run, write

SECRET = "what another file says"
SOUND = letter()
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where an edition may be, beside a file that is none of its business."""
    (tmp_path / "secret").write_text(SECRET)
    return tmp_path / "edition"


def found(root: Path, command: str = "build") -> list[tuple[str, int, str]]:
    """File, line and code of what is wrong with an edition; nothing else is said, nothing made."""
    out = () if command == "check" else ("--out", root.parent / "out")
    said = run(root, command, *out, "--format", "json")
    assert (said.code, said.err) == (1, "")
    assert SECRET not in said.out
    assert not (root.parent / "out").exists()
    findings = json.loads(said.out)
    return [(each["file"], each["line"], each["code"]) for each in findings]


# --- letters -------------------------------------------------------------------------------------


def inside(words: str) -> str:
    """A letter with something in the place of its first words, on line 23."""
    return SOUND.replace("Bonjour.", words)


def declared(subset: str, words: str = "&x;") -> str:
    """A letter with a document type declaration, on line 2."""
    return inside(words).replace(DECLARATION, f"{DECLARATION}<!DOCTYPE TEI {subset}>\n")


LAUGHS = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
BOMB = declared(f'[<!ENTITY x0 "ha">{LAUGHS}]', "&x9;")
BLOWUP = declared(f'[<!ENTITY x "{"a" * 50_000}">]', "&x;" * 50_000)
DEEP = '<hi rend="italic">'

HOSTILE: dict[str, tuple[str | bytes, int, str]] = {
    "external entity": (declared('[<!ENTITY x SYSTEM "URI">]'), 2, "doctype"),
    "parameter entity": (declared('[<!ENTITY % x SYSTEM "URI"> %x;]', ""), 2, "doctype"),
    "internal entity": (declared('[<!ENTITY x "y">]'), 2, "doctype"),
    "external DTD": (declared('SYSTEM "URI"', ""), 2, "doctype"),
    "billion laughs": (BOMB, 2, "doctype"),
    "quadratic blowup": (BLOWUP, 2, "doctype"),
    "entity of HTML": (inside("&eacute;"), 23, "entity-undeclared"),
    "XInclude": (
        inside('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="URI" parse="text"/>'),
        23,
        "element-foreign",
    ),
    "missing end tag": (inside("<hi rend='italic'>Bonjour.\n\n"), 23, "not-well-formed"),
    "a second root": (SOUND + "<TEI/>", SOUND.count("\n") + 1, "not-well-formed"),
    "no bytes": (b"", 1, "file-empty"),
    "blanks": (" \n\n", 1, "file-empty"),
    "a comment": ("<!-- -->", 1, "not-well-formed"),
    "another format": ("%PDF-1.7", 1, "not-well-formed"),
    "a byte of Latin-1": (inside("Été").encode("latin-1"), 23, "byte-invalid"),
    "UTF-16": (SOUND.encode("utf-16"), 1, "file-encoding"),
    "NUL": (inside("\0"), 23, "character-control"),
    "an override": (inside("\N{RIGHT-TO-LEFT OVERRIDE}"), 23, "character-invisible"),
    "20 MB": (inside("x" * 20_000_000), 0, "file-too-large"),
    "10,000 levels": (inside(DEEP * 10_000 + "</hi>" * 10_000), 23, "too-deep"),
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[int, str]]]:
    """What is said of each hostile letter, all of them in one edition."""
    place = tmp_path_factory.mktemp("hostile") / "edition"
    (place.parent / "secret").write_text(SECRET)
    names = {f"letters/x{number}.xml": name for number, name in enumerate(HOSTILE)}
    uri = (place.parent / "secret").as_uri()
    edition(place)
    for file, name in names.items():
        content = HOSTILE[name][0]
        write(place, {file: content.replace("URI", uri) if type(content) is str else content})
    said: dict[str, list[tuple[int, str]]] = {name: [] for name in HOSTILE}
    for file, line, code in found(place):
        said[names[file]].append((line, code))
    return said


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_is_refused_at_its_place(
    refused: dict[str, list[tuple[int, str]]], name: str
) -> None:
    _, line, code = HOSTILE[name]
    assert refused[name] == [(line, code)]


def test_every_broken_file_is_named_in_one_run(place: Path) -> None:
    broken = ("letters/c.xml", "letters/register/persons.xml", "letters/pages/about.en.md")
    edition(place, dict.fromkeys(broken, "<"))
    (place / "letters" / "folder.xml").mkdir()
    write(place, {"letters/edition.yaml": "title"})
    assert {file for file, _, _ in found(place)} == {
        *broken,
        "letters/folder.xml",
        "letters/edition.yaml",
    }


def test_a_bomb_needs_no_memory(place: Path) -> None:
    edition(place, {"letters/a.xml": BOMB, "letters/b.xml": BLOWUP})
    words = [sys.executable, ROOT / "build.py", "check", "--edition", place, "--jobs", "1"]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -v 800000; exec "$@"', "-", *words],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("DOCTYPE is not allowed") == 2


def test_a_letter_of_five_megabytes_builds(place: Path) -> None:
    sentence = ("mot " * 250, "word " * 200)
    edition(place, {"letters/a.xml": letter("1961-01-01", [[sentence] * 5] * 500)})
    assert (place / "letters" / "a.xml").stat().st_size > 5_000_000
    assert run(place).code == 0


def test_comments_and_instructions_divide_no_text(place: Path) -> None:
    words = "Bon<!-- <s> -->jour, <?x <s>?>Anne<![CDATA[ & <moi>]]>."
    edition(place, {"letters/a.xml": inside(words)})
    assert run(place).code == 0
    assert text(place / "site") == "Bonjour, Anne & <moi>."


def text(site: Path, version: str = "fr") -> str:
    """What stands in a version of the first letter."""
    return Page(site, site / "letters" / "a.html").text(version)


# Quotation marks and apostrophes of all kinds, dashes, ligatures and their letters, an NBSP and
# a NNBSP, a letter outside the basic plane, Hebrew with points, and what HTML and templates know.
WRITTEN = (
    "«\u00a0Œuvre d'été\u202f!\u00a0» -- \"L’État\"... 'a' `b` “c” ‘d’ „e‟ – — ­"
    "ﬁn ﬀ ½ ſt ß æ Æ ŉ 𝒜 שָׁלוֹם ﷽ #1 100% {{ 7*7 }} {% x %} {# y #} &amp; <b> &lt; \\ $1 %(n)s"
).replace("\u00ad", "")


def test_characters_come_through_as_they_are_written(place: Path) -> None:
    edition(place, {"letters/a.xml": inside(escape(WRITTEN, quote=False))})
    assert run(place).code == 0
    assert text(place / "site") == WRITTEN
    copy = place / "site" / "letters" / "a.xml"
    assert copy.read_bytes() == (place / "letters" / "a.xml").read_bytes()


def test_a_byte_order_mark_and_other_line_ends_change_no_page(tmp_path: Path) -> None:
    plain = {
        "letters/edition.yaml": SETTINGS,
        "letters/a.xml": inside("Bonjour,\nAnne."),
        "letters/register/persons.xml": persons(anne="Anne"),
        "letters/pages/about.en.md": page("About", "One\ntwo\n\n- three"),
        "letters/pages/about.fr.md": page("À propos", "Un\ndeux\n\n- trois"),
    }
    marked = {name: "\ufeff" + words.replace("\n", "\r\n") for name, words in plain.items()}
    sites = []
    for name, sources in {"plain": plain, "marked": marked}.items():
        root = edition(tmp_path / name, sources)
        assert run(root).code == 0
        made = files(root / "site")
        sites.append({path: made[path] for path in made if path.endswith(".html")})
    assert sites[0] == sites[1]


def test_a_printed_number_stays_as_printed(place: Path) -> None:
    note = '<note xml:id="fr-note-60a" n="60a" type="printed">Voir 60.</note>'
    edition(place, {"letters/a.xml": inside(f"Bonjour.{note}")})
    assert run(place).code == 0
    root = Page(place / "site", place / "site" / "letters" / "a.html").root
    marks = root.xpath("//a[@href='#fr-note-60a']")
    assert {each.text for each in marks} == {"60a"}
    (mark,) = [each for each in marks if each.get("role") == "doc-noteref"]
    (entry,) = root.xpath("//*[@id='fr-note-60a']")
    assert "".join(entry.itertext()).split()[:3] == ["60a", "Voir", "60."]
    (back,) = entry.xpath(".//a[@role='doc-backlink']/@href")
    assert back == f"#{mark.get('id')}"


# --- where a letter leads ------------------------------------------------------------------------

ASTRAY = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#9;script:alert(1)",
    "java&#10;script:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.org/x",
    "\\\\example.org\\x",
    "/etc/passwd",
    "../../x",
    "http:x",
    "https://",
)


def test_a_letter_leads_only_where_it_may(place: Path) -> None:
    letters = {
        f"letters/x{number:02}.xml": inside(f'<ref target="{target}">Bonjour.</ref>')
        for number, target in enumerate(ASTRAY)
    }
    edition(place, letters)
    assert found(place) == [(file, 23, "attribute-value") for file in letters]


NOBODY = (
    "javascript:alert(1)",
    "https://example.org/persons.xml#anne",
    "//example.org/persons.xml#anne",
    "register/../register/persons.xml#anne",
    "/register/persons.xml#anne",
    "persons.xml#anne",
    "register/persons.xml",
    "register/persons.xml#",
    "#anne",
)


def test_a_name_leads_only_to_a_register(place: Path) -> None:
    letters = {
        f"letters/x{number}.xml": SOUND.replace("<persName>Anne", f'<persName ref="{entry}">Anne')
        for number, entry in enumerate(NOBODY)
    }
    edition(place, letters)
    assert found(place) == [(file, 16, "pointer-malformed") for file in letters]


@pytest.mark.parametrize(
    "base",
    ["javascript:alert(1)", "//example.org/", "https://[::1", 'https://a/">', "https://a b/", "a"],
)
def test_an_address_of_the_edition_is_whole(place: Path, base: str) -> None:
    edition(place)
    said = run(place, "build", "--base", base)
    assert (said.code, said.out) == (2, "")
    assert "is not an absolute address" in said.err
    write(place, {"letters/edition.yaml": f"{SETTINGS}base: '{base}'\n"})
    assert found(place) == [("letters/edition.yaml", 7, "settings-value")]


# --- words that look like something else ---------------------------------------------------------

WORDS = (
    "</title></script><script>alert(1)</script><!--\"'><img src=x onerror=y>{{ 7*7 }}{% x %}%(a)s"
)


def test_words_are_words_wherever_they_stand(tmp_path: Path) -> None:
    """The pages of an edition full of signs have the elements of one full of plain words."""
    shapes = []
    for words in (WORDS, "plain"):
        xml = escape(words)
        sources = {
            "letters/edition.yaml": SETTINGS.replace("Small letters", json.dumps(words))
            .replace("Made for tests.", json.dumps(words))
            .replace("the tests", json.dumps(words)),
            "letters/a.xml": letter(
                "1961-01-01",
                [[(f'<persName ref="register/persons.xml#anne">{xml}</persName> {xml}',) * 2]],
            )
            .replace("A letter of", xml)
            .replace("Free.", xml)
            .replace("Jean", xml),
            "letters/register/persons.xml": persons(anne=xml).replace("Persons", xml),
            "letters/pages/about.en.md": page(json.dumps(words), "## `" + words + "` {#a}"),
            "letters/pages/about.fr.md": page("À propos", "## `" + words + "` {#a}"),
        }
        root = edition(tmp_path / str(len(shapes)), sources)
        said = run(root)
        assert said.code == 0, said.out
        shapes.append({each.name: shape(each) for each in pages(root / "site")})
        if words is WORDS:
            index = Page(root / "site", root / "site" / "index.html")
            assert index.root.findtext(".//title") == words
            json.loads((root / "site" / "manifest.json").read_bytes())
    assert shapes[0] == shapes[1]


def shape(found: Page) -> list[tuple[str, ...]]:
    """The elements of a page with the names of their attributes."""
    return [(str(each.tag), *sorted(each.attrib)) for each in found.root.iter()]


# --- settings ------------------------------------------------------------------------------------

LAUGHING = "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 10))


@pytest.mark.parametrize(
    ("settings", "line", "code"),
    [
        (SETTINGS + 'x: !!python/object/apply:os.system ["x"]\n', 7, "yaml-plain"),
        (SETTINGS + f"k0: &k0 [ha]\n{LAUGHING}", 7, "yaml-plain"),
        (SETTINGS + "x: " + "[" * 5000 + "]" * 5000 + "\n", 7, "yaml-plain"),
        (SETTINGS + "x: " + "{a: " * 5000 + "\n", 7, "yaml-plain"),
        (SETTINGS + "editors: others\n", 7, "yaml-key-twice"),
        (SETTINGS + "---\nx: y\n", 1, "yaml-plain"),
        (SETTINGS.replace("the tests", r'"\ud800"', 1), 3, "yaml-plain"),
        (SETTINGS.replace("the tests", r'"\U00110000"', 1), 1, "yaml-syntax"),
        (SETTINGS.replace("the tests", r'"a\u202eb"', 1), 3, "yaml-plain"),
        (SETTINGS.replace("the tests", "a\u202eb", 1), 3, "character-invisible"),
        (SETTINGS.replace("the tests", "\0", 1), 3, "character-control"),
        (SETTINGS.replace("[en, fr]", "[en, ../fr]"), 6, "settings-value"),
        (SETTINGS.replace("[en, fr]", "[en, con]"), 6, "settings-value"),
        (SETTINGS.replace("https://", "javascript:"), 5, "settings-value"),
        ("# " + "x" * 2_000_000, 0, "file-too-large"),
        ("", 1, "yaml-syntax"),
    ],
)
def test_hostile_settings_are_refused_at_their_line(
    place: Path, settings: str, line: int, code: str
) -> None:
    edition(place, {"letters/edition.yaml": settings.encode("utf-8", "surrogatepass")})
    assert ("letters/edition.yaml", line, code) in found(place)


@pytest.mark.parametrize("word", ["no", "0001", "1.10", "12:30", "~", "1961-01-01", "0x10"])
def test_values_of_settings_are_words(place: Path, word: str) -> None:
    edition(place, {"letters/edition.yaml": SETTINGS.replace("Small letters", word)})
    assert run(place).code == 0
    title = Page(place / "site", place / "site" / "index.html").root.findtext(".//title")
    assert title == word


# --- grammars and templates ----------------------------------------------------------------------

ABOUT = {
    "letters/pages/about.en.md": page("About", "A."),
    "letters/pages/about.fr.md": page("À", "B."),
}
RNG = (
    '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="x"/></start></grammar>'
)


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("templates/index.html", "<p>\n{{ page.nothing }}", 2),
        ("templates/index.html", "<p>\n\n{{ nothing.here }}", 3),
        ("templates/letter.html", "{% if %}", 1),
        ("templates/letter.html", '\n{% extends "none.html" %}', 2),
        ("templates/letter.html", "{{ 1 / 0 }}", 1),
        ("templates/register.html", "{{ page.title|nobody }}", 1),
        ("templates/inline.html", "{% macro link() %}{% endmacro %}", 0),
        ("templates/page.html", b"\xff", 0),
        ("templates/messages/fr.po", b"msgid \xff", 0),
        ("templates/messages/fr.po", 'msgid "a\n', 1),
        ("schema/letter.rng", "<grammar/>", 0),
        ("schema/letter.rng", "", 1),
        ("schema/letter.rng", RNG, 0),
        ("schema/register.rng", RNG, 0),
    ],
)
def test_a_broken_template_is_named_and_the_old_site_stays(
    whole: Path, place: Path, name: str, content: str | bytes, line: int
) -> None:
    shutil.copytree(whole, place)
    before = files(place / "site")
    write(place, {name: content, "letters/a.xml": inside("Bonsoir.")})
    said = run(place, "build", "--format", "json")
    (error,) = [each for each in json.loads(said.out) if each["severity"] == "error"]
    code = "grammar-broken" if name.startswith("schema") else "template-broken"
    assert (said.code, error["code"]) == (1, code)
    assert error["file"].partition("/")[0] == name.partition("/")[0]
    assert not line or (error["file"], error["line"]) == (name, line)
    assert files(place / "site") == before


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with pages of all kinds, and its site."""
    sources = {"letters/register/persons.xml": persons(anne="Anne"), **ABOUT}
    root = edition(tmp_path_factory.mktemp("whole") / "edition", sources)
    assert run(root).code == 0
    return root


# --- names ---------------------------------------------------------------------------------------

NAMES = (
    "é.xml",
    "e\u0301.xml",
    "-rf.xml",
    "_a.xml",
    "a b.xml",
    "a\nb.xml",
    "a\x1b[31m.xml",
    "a\\b.xml",
    "a:b.xml",
    "a%2e.xml",
    "con.xml",
    "aux.html.xml",
    "x" * 201 + ".xml",
    "c.XML",
    os.fsdecode(b"\xff.xml"),
)


@pytest.mark.parametrize("kind", ["", "register/"])
def test_a_name_that_cannot_be_an_address_is_refused(place: Path, kind: str) -> None:
    content = persons(anne="Anne") if kind else letter("1961-01-03")
    edition(place, {f"letters/{kind}{name}": content for name in NAMES})
    opened, findings = folder(place)
    assert [each.code for each in findings] == ["file-name"] * len(NAMES)
    assert opened.letters == ("letters/a.xml", "letters/b.xml")
    done = build("check", "--edition", place)
    assert (done.returncode, done.stderr) == (1, "")
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", done.stdout)


def named(name: str) -> dict[str, str]:
    """Pages of prose by another name."""
    return {file.replace("about", name): content for file, content in ABOUT.items()}


@pytest.mark.parametrize(
    ("sources", "code", "files_named"),
    [
        (named("index"), "output-unique", [*named("index")]),
        (
            {**named("persons"), "letters/register/persons.xml": persons(anne="Anne")},
            "output-unique",
            [*named("persons")],
        ),
        ({**named("About"), **ABOUT}, "output-unique", [*ABOUT]),
        (
            {"letters/register/index.xml": persons(anne="Anne")},
            "output-unique",
            ["letters/register/index.xml"],
        ),
        (
            {
                "letters/register/Persons.xml": persons(anne="Anne"),
                "letters/register/persons.xml": persons(anne="Anne"),
            },
            "output-unique",
            ["letters/register/persons.xml"],
        ),
        ({"letters/A.xml": letter("1961-01-01")}, "letter-twice", ["letters/a.xml"]),
        ({"templates/assets/a b.css": "p {}"}, "output-name", ["assets/a b.css"]),
        (
            {"templates/assets/a.css": "p {}", "templates/assets/A.css": "p {}"},
            "output-unique",
            ["assets/a.css"],
        ),
    ],
)
def test_two_sources_of_one_page_are_told_apart(
    place: Path, sources: dict[str, str], code: str, files_named: list[str]
) -> None:
    edition(place, sources)
    findings = [each for each in found(place) if each[2] != "entry-unused"]
    assert [(file, kind) for file, _, kind in findings] == [(each, code) for each in files_named]


# --- links and other things that are no files ----------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "letters/c.xml",
        "letters/edition.yaml",
        "letters/register/persons.xml",
        "letters/pages/about.en.md",
        "schema/letter.rng",
        "templates/index.html",
        "templates/assets/secret.css",
        "letters",
        "letters/register",
        "letters/pages",
        "schema",
        "templates",
        "templates/assets",
    ],
)
def test_no_link_out_of_the_edition_is_followed(place: Path, name: str) -> None:
    edition(place)
    source = place / name
    outside = place.parent / ("outside" if "." not in source.name else "secret")
    if source.is_dir():
        source.rename(outside)
    elif "." not in source.name:
        write(outside, {"x.css": SECRET, "persons.xml": persons(a=SECRET), "a.html": SECRET})
    source.unlink(missing_ok=True)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.symlink_to(os.path.relpath(outside, source.parent))
    assert found(place) == [(name, 0, "file-link")]


@pytest.mark.parametrize("kind", ["folder", "link to itself", "link to nothing", "pipe", "socket"])
def test_what_is_named_like_a_letter_and_is_no_file_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    place = edition(tmp_path / "edition")
    monkeypatch.chdir(place / "letters")
    name = Path("c.xml")
    match kind:
        case "folder":
            name.mkdir()
        case "link to itself":
            name.symlink_to(name)
        case "link to nothing":
            name.symlink_to("nothing.xml")
        case "pipe":
            os.mkfifo(name)
        case "socket":
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind(str(name))
    done = build("check", "--format", "json", "--edition", place)
    assert (done.returncode, done.stderr) == (1, "")
    assert [each["code"] for each in json.loads(done.stdout)] == ["file-kind"]


def unprivileged() -> tuple[str, ...]:
    """A command before another that makes even root obey the permissions of files."""
    if os.geteuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed")
    return ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


def obediently(root: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own that may not pass over permissions."""
    return subprocess.run(
        [*unprivileged(), sys.executable, ROOT / "build.py", *words, "--edition", root],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("name", ["letters/a.xml", "letters/edition.yaml", "letters"])
def test_what_cannot_be_read_is_named(place: Path, name: str) -> None:
    edition(place)
    mode = stat.S_IMODE((place / name).stat().st_mode)
    (place / name).chmod(0)
    done = obediently(place, "build")
    (place / name).chmod(mode)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{name}: permission denied" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_cannot_be_written_is_named(place: Path) -> None:
    edition(place)
    place.chmod(0o555)
    done = obediently(place, "build")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{place}/.site.staging: permission denied" in done.stderr
    done = obediently(place, "build", "--out", place.parent / "site")
    place.chmod(0o755)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (place / ".cache").exists()


def test_two_builds_at_once(place: Path) -> None:
    edition(place)
    with stage(place / "site"):
        said = run(place)
    assert (said.code, said.out) == (2, "")
    assert "another build is running" in said.err
    assert run(place).code == 0


# --- networks, clocks, other programs ------------------------------------------------------------


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket of this machine that waits for somebody to connect."""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        waiting.setblocking(False)
        yield waiting


def test_no_server_is_asked_for_anything(place: Path, listening: socket.socket) -> None:
    server = f"http://127.0.0.1:{listening.getsockname()[1]}"
    instructions = (
        f'<?xml-model href="{server}/a.rng"?>\n'
        f'<?xml-stylesheet href="{server}/a.xsl" type="text/xsl"?>\n'
    )
    where = (
        f'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="{server} {server}"'
    )
    asking = {
        "letters/a.xml": SOUND.replace(DECLARATION, DECLARATION + instructions),
        "letters/c.xml": declared(f'SYSTEM "{server}/a.dtd"', ""),
        "letters/d.xml": declared(f'[<!ENTITY x SYSTEM "{server}/a.txt">]'),
        "letters/e.xml": inside(
            f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{server}/a.xml"/>'
        ),
        "letters/f.xml": SOUND.replace("<TEI ", f"<TEI {where} "),
        "letters/pages/about.en.md": page("About", f"[a]({server}/) ![b]({server}/b.png)"),
    }
    edition(place, asking)
    assert run(place).code == 1
    grammar = RNG.replace("<start>", f'<include href="{server}/a.rng"/><start>')
    write(place, {name: None for name in asking if name != "letters/a.xml"})
    write(place, {"schema/letter.rng": grammar})
    assert [code for _, _, code in found(place)] == ["grammar-broken"]
    write(place, {"schema/letter.rng": None})
    style = f'@import url("{server}/a.css"); p {{ background: url({server}/a.png) }}'
    write(place, {"templates/assets/edition.css": style})
    assert {code for _, _, code in found(place)} == {"self-contained", "address-unsettled"}
    write(place, {"templates/assets/edition.css": None})
    assert run(place).code == 0
    with pytest.raises(BlockingIOError):
        listening.accept()


GUARDED = """
import sys

def guard(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"{event}{arguments}")

sys.addaudithook(guard)
from edition.command import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_build_opens_no_socket(tmp_path: Path) -> None:
    place = edition(tmp_path / "edition", {f"letters/c{n}.xml": SOUND for n in range(40)})
    words = [sys.executable, "-c", GUARDED, "build", "--edition", place, "--jobs", "2"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_clock_is_not_asked(tmp_path: Path) -> None:
    """Two editions of the same bytes, written in another order at other times, are one site."""
    one, other = tmp_path / "one", tmp_path / "other"
    sources = {f"letters/c{number}.xml": letter(f"1961-02-0{number}") for number in range(1, 8)}
    edition(one, sources)
    edition(other, dict(reversed(sources.items())))
    for age, path in enumerate((other / "letters").iterdir()):
        os.utime(path, (age * 10_000_000, age * 10_000_000))
    assert run(one).code == 0
    done = build("--edition", other, SOURCE_DATE_EPOCH="never", TZ="Pacific/Auckland")
    assert done.returncode == 0, done.stdout + done.stderr
    assert files(one / "site") == files(other / "site")


def test_a_build_needs_no_other_program(tmp_path: Path) -> None:
    copy = checkout(tmp_path / "copy")
    done = build(root=copy, cwd=copy, PATH=str(tmp_path), HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
