"""Settings and pages of prose: read strictly, cleaned, and every fault told with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import exports, prose
from edition.finding import Findings, Place
from edition.model import Page, Settings
from edition.prose.markup import anchored
from edition.prose.strict import DEEPEST, Mapping, Scalar, Sequence, strict
from tests.command import ROOT

SOUND = """\
title:
  en: Letters
  fr: Lettres
description: {en: Some letters., fr: Des lettres.}
editors: the editors
publisher: the editors
licence: https://creativecommons.org/licenses/by/4.0/
languages: [en, fr]
"""
FILE = "letters/pages/about.en.md"


def told(findings: Findings) -> list[str]:
    """Findings as "line:column code: message"."""
    made = []
    for each in findings:
        assert isinstance(each.where, Place)
        assert each.hint
        made.append(f"{each.where.line}:{each.where.column} {each.code}: {each.message}")
    return made


# --- YAML ----------------------------------------------------------------------------------------


def test_scalars_are_strings() -> None:
    found, findings = strict("x", "a: no\nb: 0001\nc: [1.10, 12:30, ~]\nd: {e: 2026-11-22}\n")
    assert findings == ()
    assert found == Mapping(
        {
            "a": Scalar("no", 1, 4),
            "b": Scalar("0001", 2, 4),
            "c": Sequence((Scalar("1.10", 3, 5), Scalar("12:30", 3, 11), Scalar("~", 3, 18)), 3, 4),
            "d": Mapping({"e": Scalar("2026-11-22", 4, 8)}, {"e": Scalar("e", 4, 5)}, 4, 4),
        },
        {key: Scalar(key, line, 1) for line, key in enumerate("abcd", 1)},
        1,
        1,
    )


@pytest.mark.parametrize(
    ("source", "findings"),
    [
        ("a: 1\nb: 2\na: 3\n", ["3:1 yaml-key-twice: the key “a” stands here and in line 1"]),
        ("a: &x 1\n", ["1:4 yaml-plain: the anchor “&x” stands here"]),
        (
            "a: &x 1\nb: *x\n",
            [
                "1:4 yaml-plain: the anchor “&x” stands here",
                "2:4 yaml-plain: the alias “*x” stands here",
            ],
        ),
        ("a: !x 1\n", ["1:4 yaml-plain: the tag “!x” stands here"]),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            [
                "1:4 yaml-plain: the tag “tag:yaml.org,2002:python/object/apply:os.system” "
                "stands here"
            ],
        ),
        ("? [a]\n: 1\n", ["1:3 yaml-plain: a key that is not a word stands here"]),
        ("a: 1\n---\nb: 2\n", ["1:1 yaml-plain: a second document stands here"]),
        ("%TAG ! x:\n---\na: 1\n", ["1:1 yaml-plain: a %TAG directive stands here"]),
        ("- a\n", ["1:1 yaml-syntax: there are no keys here"]),
        ("", ["1:1 yaml-syntax: there are no keys here"]),
    ],
)
def test_what_a_plain_file_has_no_need_of_is_a_finding(source: str, findings: list[str]) -> None:
    found, said = strict("x", source)
    assert found is None
    assert told(said) == findings


def test_what_is_not_yaml_is_a_finding_at_its_place() -> None:
    found, findings = strict("x", "a: 1\nb: [1, 2\n", first=3)
    assert found is None
    assert [(each.code, each.where) for each in findings] == [("yaml-syntax", Place("x", 5, 1))]


@pytest.mark.parametrize("deep", ["[" * 500 + "]" * 500, "{a: " * 500 + "}" * 500])
def test_depth_has_a_limit(deep: str) -> None:
    found, findings = strict("x", f"a: {deep}\nb: 1\nb: 2\n")
    assert found is None
    column = findings[0].where.column  # type: ignore[union-attr]
    assert told(findings) == [f"1:{column} yaml-plain: more than {DEEPEST} levels stands here"]


@given(st.text(max_size=60))
def test_whatever_stands_there_gives_a_value_or_findings(source: str) -> None:
    found, findings = strict("x", source)
    assert (found is None) == bool(findings)


# --- settings ------------------------------------------------------------------------------------


def settings(source: str) -> tuple[Settings | None, Findings]:
    return prose.settings("letters/edition.yaml", source.encode(), exports.OFFERED)


def test_settings_say_what_the_edition_is() -> None:
    found, findings = settings(SOUND + "base: https://x.example/e/\n")
    assert findings == ()
    assert found == Settings(
        {"en": "Letters", "fr": "Lettres"},
        {"en": "Some letters.", "fr": "Des lettres."},
        "the editors",
        "the editors",
        "https://creativecommons.org/licenses/by/4.0/",
        ("en", "fr"),
        "https://x.example/e/",
        "letters/edition.yaml",
    )


@pytest.mark.parametrize(
    ("old", "new", "findings"),
    [
        ("editors: the editors\n", "", ["1:1 settings-lacking: “editors” is missing"]),
        ("editors: the editors", "editors:", ["5:9 settings-value: “editors” has no value"]),
        (
            "publisher:",
            "publsher:",
            ["6:1 key-unknown: nobody asks for “publsher”"],
        ),
        ("  fr: Lettres\n", "", ["1:1 settings-value: “title” is missing in “fr”"]),
        (
            "  fr: Lettres\n",
            "  fr: Lettres\n  de: Briefe\n",
            ["4:3 key-unknown: “de” is not among `languages` (en, fr)"],
        ),
        (
            "[en, fr]",
            "[en, fr, en]",
            [
                "8:21 settings-value: “en” is not the code of one more language",
            ],
        ),
        (
            "[en, fr]",
            "[en, fr, ../..]",
            ["8:21 settings-value: “../..” is not the code of one more language"],
        ),
        (
            "languages",
            "base: x.example\nlanguages",
            ["8:7 settings-value: “x.example” is not an absolute address"],
        ),
    ],
)
def test_a_fault_in_the_settings_is_told_with_its_place(
    old: str, new: str, findings: list[str]
) -> None:
    assert old in SOUND
    found, said = settings(SOUND.replace(old, new, 1))
    assert found is None
    assert told(said) == findings


def test_a_key_that_is_nearly_right_is_proposed() -> None:
    _, findings = settings(SOUND.replace("publisher:", "publsher:"))
    assert findings[0].hint == "Did you mean “publisher”?"


def test_text_is_utf_8_and_composed() -> None:
    _, findings = prose.settings("x", b"title: \xff\n", exports.OFFERED)
    assert told(findings) == ["1:8 byte-invalid: byte 7 (0xFF) is not UTF-8"]
    _, findings = prose.settings("x", "a: 1\ntitle: E\u0301te\n".encode(), exports.OFFERED)
    assert told(findings) == [
        "2:8 character-composed: “E\u0301” is written U+0045 U+0301; its composed form is U+00C9"
    ]


# --- pages ---------------------------------------------------------------------------------------


def page(body: str, front: str = "title: About\norder: 2", file: str = FILE) -> Page:
    found, findings = prose.page(file, f"---\n{front}\n---\n{body}".encode())
    assert findings == ()
    assert found is not None
    return found


def faults(source: str, file: str = FILE) -> list[str]:
    return told(prose.page(file, source.encode())[1])


def test_a_page_is_markdown_under_its_title() -> None:
    assert page("\nOne *two*.\n\n## Three {#three}\n\n- [four](x.html#five)\n") == Page(
        "about",
        "en",
        "About",
        2,
        '<p>One <em>two</em>.</p>\n<h2 id="three">Three</h2>\n'
        '<ul>\n<li><a href="x.html#five">four</a></li>\n</ul>',
        (("three", "Three"),),
        (),
        FILE,
    )


def test_characters_stand_as_they_are_typed() -> None:
    assert page("\"a\" -- 'b' ... l\u2019été\u202f!\n").html == (
        "<p>\"a\" -- 'b' ... l\u2019été\u202f!</p>"
    )


def test_a_heading_without_id_gets_one_of_its_words() -> None:
    assert page("## L\u2019œuvre d'été, 1962\n").headings == (
        ("l-oeuvre-d-ete-1962", "L\u2019œuvre d'été, 1962"),
    )


@given(st.text())
def test_ids_made_of_words_are_plain(words: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", anchored(words))


FRONT = "---\ntitle: A\n---\n"


@pytest.mark.parametrize(
    ("source", "findings"),
    [
        ("## A\n", ["1:1 page-front: the page does not begin with its title"]),
        ("---\norder: 1\n---\n", ["2:1 settings-lacking: “title” is missing"]),
        ("---\ntitle: A\norder: x\n---\n", ["3:8 settings-value: “order” is not a number"]),
        ("---\ntitle: A\ntitel: B\n---\n", ["3:1 key-unknown: nobody asks for “titel”"]),
        (f"{FRONT}# B\n", ["4:3 prose-heading: “B” is a heading of the first level"]),
        (
            f"{FRONT}## B\n\n## B\n",
            ["4:4 prose-id: two headings have the id “b”"],
        ),
        (f"{FRONT}## …\n", ["4:4 prose-id: “…” gives no id"]),
        (f"{FRONT}## B {{#É}}\n", ["4:4 prose-id: “É” gives no id"]),
        (f"{FRONT}a <b>c</b>\n", ["4:3 prose-html: “<b>” is HTML"]),
        (f"{FRONT}a\n\n<script>x</script>\n", ["6:1 prose-html: “<script>” is HTML"]),
        (f"{FRONT}<!-- a -->\n", ["4:1 prose-html: “<!--” is HTML"]),
        (
            f"{FRONT}[a](javascript:b)\n",
            ["4:5 prose-link: “javascript:b” leads where a page may not"],
        ),
        (f"{FRONT}[a](//b/c)\n", ["4:5 prose-link: “//b/c” leads where a page may not"]),
        (f"{FRONT}![a](b.png)\n", ["4:6 prose-image: an image stands here"]),
        (
            f"{FRONT}[a](b.html){{onclick=c}}\n",
            ["4:13 prose-attribute: the attribute “onclick” is not taken"],
        ),
    ],
)
def test_a_fault_in_a_page_is_told_with_its_place(source: str, findings: list[str]) -> None:
    assert faults(source) == findings


@pytest.mark.parametrize("name", ["about.md", "about.en.txt", "a b.en.md", "con.en.md", "a.EN1.md"])
def test_the_name_of_a_file_says_which_page_it_is(name: str) -> None:
    found, findings = prose.page(f"letters/pages/{name}", b"---\ntitle: A\n---\n")
    assert found is None
    assert [each.code for each in findings] == ["page-name"]


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html,x)",
    '[a](x.html "b\\" onmouseover=\\"c")',
    "a {: style=position:fixed onclick=alert(1) }",
    "`<b onclick=a>`",
    "<https://x.example/><javascript:alert(1)>",
)


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=4).map("\n\n".join))
def test_nothing_that_acts_comes_through(body: str) -> None:
    found, _ = prose.page(FILE, f"{FRONT}{body}\n".encode("utf-8", "replace"))
    if found is None:
        return
    tags = re.findall(r"<[^>]*>", found.html)
    bare = [re.sub(r'"[^"]*"', '""', tag) for tag in tags]
    acting = re.compile(r"<(script|img|style|iframe)|\son\w+=|style=")
    assert not [tag for tag in bare if acting.search(tag)]
    for address in re.findall(r'href="([^"]*)"', found.html):
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
        assert scheme is None or scheme[1].lower() in ("http", "https", "mailto"), address


# --- languages -----------------------------------------------------------------------------------


def written(slug: str, lang: str, *ids: str) -> Page:
    headings = tuple((each, each) for each in ids)
    return Page(slug, lang, "T", 0, "", headings, (), f"letters/pages/{slug}.{lang}.md")


def test_a_page_stands_in_every_language_with_the_same_addresses() -> None:
    pages = (
        written("about", "en", "a", "b"),
        written("about", "fr", "a", "c"),
        written("more", "en"),
        written("more", "de"),
    )
    assert [(each.code, each.message) for each in prose.counterparts(pages, ("en", "fr"))] == [
        ("page-language-unknown", "“de” is not a language of the interface (en, fr)"),
        (
            "page-anchors",
            "the addresses of letters/pages/about.fr.md and letters/pages/about.en.md differ: b, c",
        ),
        ("page-counterpart", "“more” is not there in “fr”"),
    ]


# --- the edition's own ---------------------------------------------------------------------------


def read(path: Path) -> tuple[Page | None, Findings]:
    return prose.page(path.relative_to(ROOT).as_posix(), path.read_bytes())


def test_the_edition_s_own_words_are_sound() -> None:
    name = "letters/edition.yaml"
    found, findings = prose.settings(name, (ROOT / name).read_bytes(), exports.OFFERED)
    assert findings == ()
    assert found is not None
    pages = [read(path) for path in sorted((ROOT / "letters" / "pages").glob("*.md"))]
    assert [findings for _, findings in pages if findings] == []
    sound = [page for page, _ in pages if page is not None]
    assert prose.counterparts(sound, found.languages) == ()


@pytest.mark.parametrize(
    ("added", "findings"),
    [
        (
            "exports: [tmx, shifts.csv, pdf, doc]\nspacing: maybe\n",
            [
                "9:11 settings-value: “tmx” is nothing that `exports` can be",
                "9:28 settings-value: “pdf” is nothing that `exports` can be",
                "9:33 settings-value: “doc” is nothing that `exports` can be",
                "10:10 settings-value: “maybe” is neither yes nor no",
            ],
        ),
        (
            "exports: [dts]\ndts: [sentence]\n",
            ["10:7 settings-value: “sentence” is nothing that `dts` can be"],
        ),
        (
            "spacing: yes\nexports: [cmif.xml]\n",
            ["10:1 settings-lacking: “uuid” is missing: by it correspSearch knows the edition"],
        ),
        ("uuid: 1a\n", ["9:7 settings-value: “1a” is not a UUID that begins with a letter"]),
    ],
)
def test_what_is_asked_for_beside_the_pages_is_told_with_its_place(
    added: str, findings: list[str]
) -> None:
    found, said = settings(SOUND + added)
    assert told(said) == findings
    assert found is not None  # all else can be checked
    assert set(found.exports) <= set(exports.OFFERED["exports"])


def test_names_of_formats_are_proposed_and_listed_once() -> None:
    _, said = settings(SOUND + "exports: [tmx, pdf, doc]\n")
    tmx, pdf, doc = (each.hint for each in said)
    assert tmx == "Did you mean “units.tmx”?"
    assert pdf.startswith("Known are: ")
    assert doc == "Known are those that are named above."
