"""What the check of a site finds, and that it finds nothing else."""

from __future__ import annotations

import msgspec
import pytest

from edition.check import Facts, facts, findings, names, packed
from edition.rules import SITE

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<title>A letter</title>
<link rel="canonical" href="https://example.org/letters/a.html">
<link rel="stylesheet" href="../assets/edition.css">
<script defer src="../assets/read.js"></script>
</head>
<body>
<h1>A letter</h1>
<p id="p1"><a href="#p1">1</a> <a href="../index.html">All</a> <a href="a.xml">TEI</a></p>
</body>
</html>
"""
AROUND = ("index.html", "letters/a.xml", "letters/é b.html", "assets/edition.css", "assets/read.js")
REGISTER = Facts("persons.html", packed("\nde-gaulle\nkennedy\n"))


def found(page: str, path: str = "letters/a.html") -> list[tuple[int, str, str]]:
    """Line, code and message of what is wrong with a page among a few others."""
    pages = {path: facts(path, page.encode()), "persons.html": REGISTER}
    return [
        (finding.where.line, finding.code, finding.message)
        for finding in findings(pages, (*AROUND, *pages), lambda _: page.encode())
    ]


def never(path: str) -> bytes:
    """No file is read again where nothing is wrong."""
    raise AssertionError(path)


def body(html: str) -> str:
    """The page with something at its end, on line 13."""
    return PAGE.replace("</body>", f"{html}</body>")


def head(old: str, new: str) -> str:
    """The page with a part of it changed."""
    assert old in PAGE
    return PAGE.replace(old, new)


# One example a rule at least: page, line, code, message.
WRONG = [
    (body('<a href="b.html">'), 13, "link-resolves", "the site has no “letters/b.html”"),
    (body('<a href="../">'), 13, "link-resolves", "the site has no “”"),
    (body('<a href="a.xml?x">'), 13, "link-resolves", "the site has no “letters/a.xml?x”"),
    (body('<img src="no.png" alt="">'), 13, "link-resolves", "the site has no “letters/no.png”"),
    (body('<a href="#p2">'), 13, "fragment-resolves", "this page has no “#p2”"),
    (body('<a href="a.html#p2">'), 13, "fragment-resolves", "this page has no “#p2”"),
    (
        body('<a href="../persons.html#degaulle">'),
        13,
        "fragment-resolves",
        "“persons.html” has no “#degaulle”",
    ),
    (body('<a href="/index.html">'), 13, "link-relative", "“/index.html” leads out of the site"),
    (body('<a href="../../x">'), 13, "link-relative", "“../../x” leads out of the site"),
    (body('<a href="ftp://x/">'), 13, "link-scheme", "“ftp://x/” leads out of the site"),
    (body('<a href="//x/">'), 13, "link-scheme", "“//x/” leads out of the site"),
    (body('<a href="/\\x/">'), 13, "link-scheme", "“/\\x/” leads out of the site"),
    (body('<a href=" JavaScript:x">'), 13, "link-scheme", "“JavaScript:x” leads out of the site"),
    (
        body('<a href="java\tscript:x">'),
        13,
        "link-scheme",
        "“java\tscript:x” leads out of the site",
    ),
    (body('<a href="\x01a:x">'), 13, "link-scheme", "“\x01a:x” leads out of the site"),
    (body('<a href="java\nscript:x">'), 13, "link-scheme", "“java script:x” leads out of the site"),
    (
        body('<a href="javascript&colon;x">'),
        13,
        "link-scheme",
        "“javascript:x” leads out of the site",
    ),
    (body('<a href="data:text,x">'), 13, "link-scheme", "“data:text,x” leads out of the site"),
    (
        body('<img src="https://x/y.png" alt="">'),
        13,
        "self-contained",
        "“https://x/y.png” leads out of the site",
    ),
    (
        head("../assets/edition.css", "https://x/y.css"),
        7,
        "self-contained",
        "“https://x/y.css” leads out of the site",
    ),
    (body("<a href=index.html>"), 13, "page-quotes", "“href” has no value in double quotes"),
    (body("<p id='x'>"), 13, "page-quotes", "“id” has no value in double quotes"),
    (body('<p id="p1">'), 13, "page-id-unique", "“p1” cannot be told from “p1”"),
    (body('<p id="P1">'), 13, "page-id-unique", "“P1” cannot be told from “p1”"),
    (body('<p id="">'), 13, "page-id-unique", "an id is empty"),
    (head(' lang="en"', ""), 1, "page-language", "the page does not say its language"),
    (head("A letter</title>", " </title>"), 1, "page-title", "the page has no title, or several"),
    (head("<h1>", "<h2>"), 1, "page-heading", "the page has 0 headings <h1>"),
    (body("<h1>Again</h1>"), 1, "page-heading", "the page has 2 headings <h1>"),
    (
        head("style-src 'self'", "style-src 'unsafe-inline'"),
        1,
        "page-policy",
        "the page has no Content-Security-Policy, or a weak one",
    ),
    (
        head("Content-Security-Policy", "refresh"),
        1,
        "page-policy",
        "the page has no Content-Security-Policy, or a weak one",
    ),
    (body('<p style="color: red">'), 13, "page-inline", "“style” stands in the page"),
    (body("<style>p {}</style>"), 13, "page-inline", "“style” stands in the page"),
    (body('<p\nonclick="x()">'), 13, "page-inline", "“onclick” stands in the page"),
    (body("<script>x()</script>"), 13, "page-inline", "a script stands in the page"),
    (body('<script type="module">x()</script>'), 13, "page-inline", "a script stands in the page"),
]


@pytest.mark.parametrize(("page", "line", "code", "message"), WRONG)
def test_a_fault_is_found_once_at_its_line(page: str, line: int, code: str, message: str) -> None:
    assert found(page) == [(line, code, message)]


def test_every_rule_of_the_site_has_its_example() -> None:
    named = {code for _, _, code, _ in WRONG} | {"output-name", "output-unique"}
    elsewhere = {"address-missing", "address-unsettled"}  # test_clerk, test_head
    assert named | elsewhere == {rule.code for rule in SITE}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/?x=1&amp;y=2#z">',
        '<a href="mailto:editors@example.org">',
        '<a href="">',
        '<a href="#">',
        '<a href="#top">',
        '<a href="#p1:~:text=words">',
        '<a href="./a.html#p1">',
        '<a href="../letters/./a.xml">',
        '<a href="../persons.html#de-gaulle">',
        '<a href="%C3%A9%20b.html">',
        '<a href="é b.html">',
        '<a\nhref="a.xml">',
        '<img src="data:image/png;base64,x" alt="">',
        '<script type="application/ld+json">{"id": "https://example.org/"}</script>',
        "<p>href=nothing, id=nothing, onclick=nothing, style: one=two &lt;script></p>",
        '<p data-id="p1" data-style="x">',
    ],
)
def test_what_is_right_is_not_found(html: str) -> None:
    assert found(body(html)) == []


def test_a_page_in_another_folder_links_through_its_own() -> None:
    assert found(PAGE, "fr/a.html") == [(12, "link-resolves", "the site has no “fr/a.xml”")]


def test_the_nearest_page_and_the_nearest_place_are_proposed() -> None:
    page = body('<a href="person.html"><a href="persons.html#degaulle">').encode()
    pages = {"a.html": facts("a.html", page), "persons.html": REGISTER}
    hints = {finding.message: finding.hint for finding in findings(pages, (), lambda _: page)}
    assert hints["the site has no “person.html”"] == "Did you mean “persons.html”?"
    assert hints["“persons.html” has no “#degaulle”"] == "Did you mean “de-gaulle”?"


def test_style_sheets_fetch_nothing_from_elsewhere() -> None:
    sheet = b"""p { color: red }
@font-face { src: url("fonts/x.woff2"), url(../y.woff2), url( 'https://x/z.woff2' ) }
i { background: url(data:image/png;base64,x) }
"""
    path = "assets/a.css"
    assert [
        (finding.where.line, finding.code, finding.message)
        for finding in findings({path: facts(path, sheet)}, ("y.woff2",), lambda _: sheet)
    ] == [
        (2, "self-contained", "“https://x/z.woff2” leads out of the site"),
        (2, "link-resolves", "the site has no “assets/fonts/x.woff2”"),
    ]


def test_other_files_want_nothing() -> None:
    assert facts("letters/a.xml", b'<ref href="nowhere">') == Facts("letters/a.xml")


def test_names_that_are_unfit_or_not_distinct_are_found_before_anything_is_written() -> None:
    paths = ("x/a.html", "x/A.html", "x/aux.html", "x", "b.html", "é.html")
    assert [(f.where.file, f.code, f.message) for f in names(paths)] == [
        (
            "x/aux.html",
            "output-name",
            "the path “x/aux.html” has a part “aux.html” that is a name that Windows keeps for a"
            " device",
        ),
        ("é.html", "output-name", "the path “é.html” has the character U+00E9"),
        ("x/A.html", "output-unique", "“x/A.html” cannot be told from “x/a.html”"),
        ("x", "output-unique", "“x” cannot be told from “x/a.html”"),
    ]


def test_facts_can_be_kept() -> None:
    page = facts("letters/a.html", body('<p id="p2"><a href="b.html">').encode())
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Facts)
    assert kept == page


def test_facts_of_a_large_page_are_small() -> None:
    rows = "".join(
        f'<p id="fr-p{n}"><a href="#fr-p{n}">{n}</a> <a href="../persons.html#kennedy">{n}</a></p>'
        for n in range(300)
    )
    page = facts("letters/a.html", body(rows).encode())
    assert len(msgspec.msgpack.encode(page)) < 4000
    assert findings({"letters/a.html": page, "persons.html": REGISTER}, AROUND, never) == ()
