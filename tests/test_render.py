"""Views become pages: every word arrives, nothing else does, and templates keep their promises."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from jinja2 import Environment, nodes
from jinja2.exceptions import UndefinedError
from lxml import html
from markupsafe import Markup

from edition import model, views
from edition.finding import Finding, Place
from edition.model import Content, Letter, text
from edition.render import Renderer
from edition.render.messages import Catalogues, catalogue
from edition.render.patterns import Filled, Hole, LookedError, Patterns
from edition.render.printing import escaped
from edition.views.blocks import LINES
from edition.views.line import Intervention, Line, Link, Part
from edition.views.scribe import Scribe
from tests import folio
from tests.command import ROOT
from tests.pages import plain, settled

TEMPLATES = ROOT / "templates"
GOLDEN = ROOT / "tests" / "golden"
RENDERER = Renderer([TEMPLATES])


def page(view: views.View, renderer: Renderer = RENDERER) -> Any:
    """A page as a browser reads it."""
    return html.document_fromstring(renderer.page(view).decode())


def line(content: Content, lang: str = "en") -> str:
    """A line as HTML, by way of a page of prose."""
    return str(RENDERER.press(lang).line(Scribe().line(content)))


# --- text ----------------------------------------------------------------------------------------


@given(folio.CONTENTS)
def test_a_line_on_the_page_has_every_character_of_its_content_and_no_other(
    content: Content,
) -> None:
    made = html.fragment_fromstring(f"<p>{line(content)}</p>")
    assert plain(made) == "".join(model.strings(content))


@given(folio.letters())
def test_every_version_stands_on_its_page_character_by_character(letter: Letter) -> None:
    root = page(folio.view(letter))
    for version in letter.versions:
        cells = root.xpath("//*[@data-version=$version]", version=version.id)
        shown = settled(" ".join(plain(cell) for cell in cells))
        blocks = [part for part in version.parts if isinstance(part, model.Block)]
        assert shown == settled(" ".join(text(block.content) for block in blocks))


@given(folio.CONTENTS)
def test_words_learnt_by_heart_are_those_that_the_macro_says(content: Content) -> None:
    press = RENDERER.press("en")
    assert press.line(Scribe().line(content)) == spoken(Scribe().line(content))


def spoken(line: Line) -> str:
    """A line with every macro called for every part."""
    macros = RENDERER.press("en").macros
    made = ""
    for node in line:
        match node:
            case str():
                made += escaped(node)
            case Intervention():
                proposals = [Markup(spoken(each)) for each in node.proposals]
                made += str(macros[node.kind](node, Markup(spoken(node.stands)), proposals))
            case Part() if hasattr(node, "content"):
                words = Markup(spoken(node.content))
                made += str(macros[type(node).__name__.lower()](node, words))
            case Part():
                made += str(macros[type(node).__name__.lower()](node))
    return made


def test_a_correction_stands_beside_what_it_corrects_and_can_be_told_from_it() -> None:
    root = page(folio.view(folio.ALONE))
    (sentence,) = root.xpath("//*[@id='en-p1-s1']")
    assert settled(sentence.text_content()) == "August 25 [24?]."
    assert plain(sentence) == "August 25."
    (proposed,) = sentence.xpath(".//ins[@class='proposed'][@data-apparatus]")
    (link,) = proposed.xpath("./a")
    assert (link.get("id"), link.get("href")) == ("_1-reading-1", "#reading-1")


def test_signs_of_html_in_a_text_are_only_text() -> None:
    content = ("<b> & \"quotes\" and 'apostrophes'", model.Quotation(("<i>",)))
    assert line(content) == (
        "&lt;b&gt; &amp; &#34;quotes&#34; and 'apostrophes'"
        '<span class="quotation">&lt;i&gt;</span>'
    )


def test_an_address_cannot_leave_its_attribute() -> None:
    hostile = Link("outside", 'https://x/"onclick="a', ("x",))
    assert str(RENDERER.press("en").line((hostile,))) == (
        '<a class="outside" href="https://x/&#34;onclick=&#34;a">x</a>'
    )


# --- patterns ------------------------------------------------------------------------------------


class Word(Part, frozen=True):
    kind: str
    href: str
    content: Line


class Pair(Part, frozen=True):
    one: Line
    other: Line
    more: bool


def test_a_macro_is_asked_once_for_a_shape() -> None:
    asked = []

    def word(part: Word, words: Markup) -> Markup:
        asked.append(part)
        return Markup('<a href="{}">{} 100 %</a>').format(part.href, words)

    patterns = Patterns({"word": word}, {})
    made = [patterns.line((Word("a", href, (words,)),)) for href, words in (("x", "1"), ("y", "2"))]
    assert made == ['<a href="x">1 100 %</a>', '<a href="y">2 100 %</a>']
    assert len(asked) == 1


def test_a_part_may_have_several_lines() -> None:
    asked = []

    def pair(part: Pair) -> Markup:
        asked.append(part)
        return Markup("({}{}{})").format(part.one, part.other or "-", ";" if part.more else "")

    patterns = Patterns({"pair": pair}, {})
    parts = [Pair(("1",), ("2",), True), Pair(("3",), ("4",), True), Pair(("5",), (), False)]
    assert [patterns.line((part,)) for part in parts] == ["(12;)", "(34;)", "(5-)"]
    assert len(asked) == 2


def test_a_macro_that_looks_at_a_string_is_asked_for_every_part() -> None:
    def word(part: Word, words: Markup) -> Markup:
        return Markup("yes") if part.kind == "a" else Markup("no")

    patterns = Patterns({"word": word}, {})
    assert [patterns.line((Word(kind, "", ()),)) for kind in "aba"] == ["yes", "no", "yes"]


LOOKS = {
    "compares": lambda hole: hole == "a",
    "differs": lambda hole: hole != "a",
    "searches": lambda hole: "a" in hole,
    "picks": lambda hole: hole[0],
    "counts": lambda hole: len(hole),
    "lists": lambda hole: list(hole),
    "orders": lambda hole: hole < "b",
    "adds": lambda hole: hole + "a",
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_nobody_looks_into_a_hole(look: Any) -> None:
    for hole in (Hole("x"), Filled("x")):
        if look is not LOOKS["orders"] or isinstance(hole, Hole):
            with pytest.raises(LookedError):
                look(hole)


# --- templates -----------------------------------------------------------------------------------


def subclasses(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_kind_of_part_has_its_macro_and_every_macro_its_kind() -> None:
    kinds = {each.__name__.lower() for each in subclasses(Part) if "tests" not in each.__module__}
    readings = {"correction", "regularization", "expansion", "variant", "supplied"}
    readings |= {"unclear", "gap", "addition", "deletion", "substitution"}
    macros = {name for name in RENDERER.press("en").macros if not name.startswith("_")}
    assert kinds - {"intervention"} | readings == macros - {"beside", "sign", "absent", "say"}


@pytest.mark.parametrize("macro", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_templates_print_safely(macro: Path) -> None:
    source = macro.read_text(encoding="utf-8")
    assert "|safe" not in source
    assert "autoescape" not in source
    assert not re.search(r"\sstyle=|<script(?! (?:defer )?src=)|<style|\son\w+=", source)


def test_no_macro_of_a_line_begins_or_ends_with_space_of_its_own() -> None:
    source = (TEMPLATES / "inline.html").read_text(encoding="utf-8")
    for name, body in re.findall(r"{% macro (\w+)\(.*?%}(.*?){%-? endmacro %}", source, re.DOTALL):
        assert body.startswith(("\n<", "{{", "\n{%")), name
        assert body.endswith((">", "}}", "%}", "\n")), name


def test_what_is_not_there_is_never_printed() -> None:
    environment = RENDERER.press("en").environment
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nobody }}").render()
    with pytest.raises(TypeError, match="None"):
        environment.from_string("{{ x }}").render(x=None)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("plain", "plain"),
        ("<a b='c' d=\"e\">&", "&lt;a b=&#39;c&#39; d=&#34;e&#34;&gt;&amp;"),
        (Markup("<b>&amp;</b>"), "<b>&amp;</b>"),
        (12, "12"),
    ],
)
def test_a_value_is_escaped_once_wherever_it_is_printed(value: object, said: str) -> None:
    environment = RENDERER.press("en").environment
    source = """{% macro said(x, times=1) %}{{ x }}{% endmacro %}
{% macro called() %}{{ caller() }}{% endmacro %}
{{ x }} {{ page.x }} {{ said(x, times=2) }} {{ said(*[x]) }} {% call called() %}{{ x }}{% endcall %}
"""
    page = environment.from_string(source).render(x=value, page=SimpleNamespace(x=value))
    assert page.strip() == " ".join([said] * 5)


def test_an_edition_replaces_ours_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "page.html").write_text(
        '{% extends "base.html" %}{% block main %}OWN{% endblock %}'
    )
    (tmp_path / "assets" / "edition.css").write_text("/* own */")
    (tmp_path / "assets" / "own.css").write_text("")
    renderer = Renderer([tmp_path, TEMPLATES])
    about = next(each for each in views.others(folio.edition(), "en") if each.frame.slug == "about")
    assert "OWN" in page(about, renderer).text_content()
    assets = dict(renderer.assets)
    assert list(assets) == sorted({*dict(RENDERER.assets), "assets/own.css"})
    assert assets["assets/edition.css"] == b"/* own */"


def test_what_belongs_together_is_published_as_one_without_remarks(tmp_path: Path) -> None:
    ours, own = tmp_path / "ours" / "assets", tmp_path / "own" / "assets"
    (ours / "all.css").mkdir(parents=True)
    (own / "all.css").mkdir(parents=True)
    (ours / "all.css" / "b.css").write_text("/* B,\n   two */\n\n@layer b {\n  p { /* in */ }\n}\n")
    (ours / "all.css" / "a.css").write_text("a {}\n")
    (own / "all.css" / "a.css").write_text("own {}\n")
    (own / "all.css" / "c.css").write_text("/*! kept */\n")
    (ours / "one.js").write_text("/* One. */\nlet one = '/* \\\n*/'; // two\n  /* in */\n  one;\n")
    (ours / "plain.svg").write_text("/* no remark */\n")
    assert Renderer([tmp_path / "own", tmp_path / "ours"]).assets == (
        ("assets/all.css", b"own{}@layer b{p{ /* in */ }}/*! kept */\n"),
        ("assets/one.js", b"let one = '/* \\\n*/';\none;\n"),
        ("assets/plain.svg", b"/* no remark */\n"),
    )


def test_templates_are_compiled_once_and_kept(tmp_path: Path) -> None:
    view = folio.view(folio.LETTER)
    first = Renderer([TEMPLATES], tmp_path / "cache").page(view)
    kept = sorted((tmp_path / "cache").iterdir())
    assert kept
    assert Renderer([TEMPLATES], tmp_path / "cache").page(view) == first
    assert sorted((tmp_path / "cache").iterdir()) == kept


def test_what_another_engine_has_compiled_is_compiled_again(tmp_path: Path) -> None:
    def kept(engine: str) -> dict[str, bytes]:
        Renderer([TEMPLATES], tmp_path, engine).page(folio.view(folio.LETTER))
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    first, other = kept("one"), kept("other")
    assert first.keys() == other.keys()
    assert all(first[name] != other[name] for name in first)


def test_templates_become_python_as_printing_writes_it() -> None:
    # Where this fails, Jinja's compiler has changed under `edition/render/printing.py`, which
    # overrides parts of it that are not public: without them pages are right, but slow.
    environment = RENDERER.press("en").environment
    source = "{% macro said(a) %}{{ a.b }}{{ a(1, c=2) }}{% endmacro %}"
    assert re.findall(
        r"^ +(environment.+)$", environment.compile(source, raw=True), re.MULTILINE
    ) == [
        "environment.finalize(getattr(l_1_a, 'b')),",
        "environment.finalize(l_1_a(1, c=2, )),",
    ]


def test_an_argument_may_have_a_name_that_python_reserves() -> None:
    source = '{% macro said(class) %}{{ class }}{% endmacro %}{{ said(class="a") }}'
    assert RENDERER.press("en").environment.from_string(source).render() == "a"


@pytest.mark.parametrize(
    "template",
    # not those whose numbers a script counts anew
    sorted(path for path in TEMPLATES.glob("*.html") if path.stem not in ("shifts", "search")),
    ids=lambda path: path.stem,
)
def test_digits_of_what_is_counted_are_grouped(template: Path) -> None:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(template.read_text(encoding="utf-8"))
    printed = [each for output in tree.find_all(nodes.Output) for each in output.nodes]
    said = [
        *(each for each in printed if getattr(each, "attr", "") in COUNTS),
        *(each.value for each in tree.find_all(nodes.Keyword) if each.key in ("n", *COUNTS)),
    ]
    assert not [each.lineno for each in said if getattr(each, "name", "") != "number"]


COUNTS = ("times", "letters", "total", "shown", "omitted", "mentioned", "unnamed", "unshown")


# --- messages ------------------------------------------------------------------------------------


def messages() -> dict[str, set[str]]:
    """What the templates say, by template."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    return {
        path.name: {
            message if isinstance(message, str) else str(message[0])
            for _, _, message in environment.extract_translations(path.read_text(encoding="utf-8"))
        }
        for path in sorted(TEMPLATES.glob("*.html"))
    }


# Names out of the sources, which a catalogue may translate.
NAMES = {
    "the editors of En regard",
    "the editors of Foreign Relations of the United States",
}


@pytest.mark.parametrize("lang", ["fr"])
def test_a_catalogue_answers_every_message_and_no_other(lang: str) -> None:
    data = (TEMPLATES / "messages" / f"{lang}.po").read_bytes()
    said = catalogue("", data).messages.keys()
    asked = set().union(*messages().values())
    assert (asked - said, said - asked) == (set(), NAMES)


@pytest.mark.parametrize("lang", ["fr"])
def test_a_message_stands_once_under_the_templates_that_ask_for_it(lang: str) -> None:
    text = (TEMPLATES / "messages" / f"{lang}.po").read_text(encoding="utf-8")
    stated = [
        (ast.literal_eval(message), comment)
        for comment, message in re.findall(r'^#: (.+html)\nmsgid (".+")$', text, re.MULTILINE)
    ]
    asked = {
        message: ", ".join(name for name, said in messages().items() if message in said)
        for message in set().union(*messages().values())
    }
    assert sorted(stated) == sorted(asked.items())


def po(folder: Path, **said: str) -> None:
    """A catalogue of French in a folder of templates."""
    (folder / "messages").mkdir(parents=True, exist_ok=True)
    lines = [f'msgid "{message}"\nmsgstr "{answer}"\n' for message, answer in said.items()]
    (folder / "messages" / "fr.po").write_text("\n".join(lines), encoding="utf-8")


def test_a_catalogue_that_was_kept_is_read_anew_when_it_or_the_engine_changes(
    tmp_path: Path,
) -> None:
    own, ours, cache = (tmp_path / name for name in ("own", "ours", "cache"))
    cache.mkdir()

    def said(engine: str = "") -> dict[str, str]:
        return dict(Catalogues((own, ours), cache, engine).of("fr").messages)

    po(ours, Cite="Citer", Note="Note")
    assert said() == said() == {"Cite": "Citer", "Note": "Note"}
    po(own, Cite="Référence")
    assert said() == {"Cite": "Référence", "Note": "Note"}
    po(ours, Cite="Citer", Note="Remarque")
    assert said() == {"Cite": "Référence", "Note": "Remarque"}
    (kept, _) = sorted(cache.iterdir())
    kept.write_bytes(b"not a record")
    assert said() == {"Cite": "Référence", "Note": "Remarque"}
    kept.write_bytes(kept.read_bytes().replace(b"R\xc3\xa9f", b"X\xc3\xa9f"))
    assert said()["Cite"] == "Xéférence"
    assert said("another")["Cite"] == "Référence"


def test_a_message_that_is_missing_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '{% extends "base.html" %}{% block main %}{{ _("Hello %(n)s", n=1) }}{% endblock %}'
    )
    renderer = Renderer([tmp_path, TEMPLATES])
    whole = folio.edition()
    for lang in ("en", "fr"):
        (about,) = [each for each in views.others(whole, lang) if each.frame.slug == "about"]
        assert "Hello 1" in page(about, renderer).text_content()
    assert renderer.findings == (
        Finding(
            Place("templates/messages/fr.po"),
            "message-missing",
            "“Hello %(n)s” is not translated (fr)",
            'Add msgid "Hello %(n)s" with its msgstr to templates/messages/fr.po.',
        ),
    )


def test_an_empty_or_doubtful_message_is_missing() -> None:
    data = b'msgid "a"\nmsgstr ""\n\n#, fuzzy\nmsgid "b"\nmsgstr "B"\n\nmsgid "c"\nmsgstr "C"\n'
    assert catalogue("x.po", data).messages == {"c": "C"}


# --- pages ---------------------------------------------------------------------------------------


def all_views(lang: str) -> list[views.View]:
    whole = folio.edition(folio.ALONE, folio.LETTER)
    overview = views.overview(whole)
    made: list[views.View] = [
        views.letter(letter, folio.sheet(letter), views.surroundings(card, overview), lang)
        for letter, card in zip((folio.ALONE, folio.LETTER), whole.cards, strict=True)
    ]
    return [*made, *views.others(whole, lang)]


def test_a_page_is_the_same_bytes_whoever_was_printed_before() -> None:
    forwards = [RENDERER.page(view) for lang in ("en", "fr") for view in all_views(lang)]
    again = Renderer([TEMPLATES])
    backwards = [again.page(view) for lang in ("fr", "en") for view in reversed(all_views(lang))]
    assert sorted(forwards) == sorted(backwards)


def test_the_text_of_a_letter_is_made_once_for_both_languages() -> None:
    sheet = folio.sheet(folio.LETTER)
    whole = folio.edition(folio.LETTER)
    around = views.surroundings(whole.cards[0], views.overview(whole))
    texts = []
    for lang in ("en", "fr"):
        root = page(views.letter(folio.LETTER, sheet, around, lang))
        cells = root.xpath("//*[@data-version][not(.//p[@class='absent'])]")
        texts.append([html.tostring(cell) for cell in cells])
    assert texts[0] == texts[1]


def test_where_a_text_speaks_the_language_of_the_page_it_is_made_for_each() -> None:
    doubtful = model.Reference("#x", "unverified", ("See there",))
    letter = msgspec.structs.replace(
        folio.ALONE,
        versions=(
            msgspec.structs.replace(
                folio.ALONE.versions[0],
                parts=(
                    model.Block("en-p1", "paragraph", (model.Segment("en-p1-s1", (doubtful,)),)),
                ),
            ),
        ),
    )
    sheet = folio.sheet(letter)
    whole = folio.edition(letter)
    around = views.surroundings(whole.cards[0], views.overview(whole))
    said = [
        page(views.letter(letter, sheet, around, lang)).xpath("string(//*[@id='en-p1'])")
        for lang in ("en", "fr")
    ]
    assert said == ["See there [not verified]", "See there [non vérifié]"]


def test_a_note_leads_to_its_mark_and_the_mark_to_the_note() -> None:
    root = page(folio.view(folio.LETTER))
    for note in root.xpath("//li[starts-with(@id, 'en-note-') or starts-with(@id, 'ed-')]"):
        marks = root.xpath("//a[@role='doc-noteref'][@href=$href]", href=f"#{note.get('id')}")
        backs = note.xpath(".//a[@role='doc-backlink']/@href")
        assert backs == [f"#{mark.get('id')}" for mark in marks]


def test_no_page_has_an_id_twice_or_a_link_into_itself_that_leads_nowhere() -> None:
    for view in (*all_views("en"), *all_views("fr")):
        root = page(view)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), view.frame.path
        inner = {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")}
        assert inner <= set(ids), view.frame.path


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "slug", ["letters/1961-08-26", "letters/1962-01-11", "index", "persons", "about"]
)
def test_pages_are_as_they_were(slug: str, lang: str, rewrite: bool) -> None:
    (view,) = [view for view in all_views(lang) if view.frame.slug == slug]
    made = RENDERER.page(view).decode()
    golden = GOLDEN / f"{slug.replace('/', '-')}.{lang}.html"
    if rewrite:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


# --- style sheets --------------------------------------------------------------------------------

SHEETS = {
    each.name: each.read_text("utf-8")
    for each in sorted(TEMPLATES.glob("assets/**/*.css"))
    if each.is_file()
}
CSS, TABLE = SHEETS["edition.css"], SHEETS["lines.css"]
OWN_FACES = ("literata.woff2", "literata-italic.woff2")


def test_every_rule_of_style_has_its_layer() -> None:
    assert CSS.startswith("@layer reset, base, layout, components, print;\n")
    for source in SHEETS.values():
        depth, outside = 0, ""
        for sign in re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL):
            depth += {"{": 1, "}": -1}.get(sign, 0)
            outside += sign if not depth else ""
        assert depth == 0
        assert re.fullmatch(r"(\s|}|@layer [\w, ]+;?)*", outside), outside


def test_styles_command_nothing_and_name_no_id() -> None:
    for source in SHEETS.values():
        assert "!important" not in source
        assert set(re.findall(r"url\(([^)]*)\)", source)) <= {f'"{name}"' for name in OWN_FACES}
        assert not re.search(r"#(?![0-9a-f]{3,6}\b)[\w-]", source)


def test_what_one_sheet_says_no_other_says_again() -> None:
    said = Counter(each for source in SHEETS.values() for each in set(declarations(source)))
    assert [each for each, sheets in said.items() if sheets > 1] == []


def declarations(sheet: str) -> Iterator[tuple[str, str]]:
    """What a sheet declares of what; before and behind elements, wherever these stand."""
    for found in re.finditer(r"([^{};]+)\{([^{}]+)\}", re.sub(r"(?s)/\*.*?\*/", "", sheet)):
        selector = found[1].split()[-1] if "::" in found[1] else " ".join(found[1].split())
        yield from ((selector, each.strip()) for each in found[2].split(";") if each.strip())


def test_the_style_sheet_has_a_class_for_every_line_that_a_row_can_have() -> None:
    for number in range(1, LINES + 1):
        assert f".r{number}{{--line:{number}}}" in TABLE
        assert f".s{number}{{--span:{number}}}" in TABLE
        assert re.search(rf"\) \.u{number}\b", TABLE)
