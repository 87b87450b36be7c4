"""The search, in Chromium: from disk and from a server, in both languages, without other places."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from edition import indexing, publish
from edition.search.words import WHOLE, folded, skeleton, words
from tests.browser.test_pages import LOOKS, RULES, WIDE
from tests.command import ROOT
from tests.small import letter
from tests.test_search import pieces

pytestmark = pytest.mark.browser

ANSWERED = "[data-status] p:not([data-looking])"
HITS = """[...document.querySelectorAll('[data-hits] > li')].map(hit => ({
  href: hit.querySelector('a').getAttribute('href'),
  marked: [...hit.querySelectorAll('mark')].map(mark => mark.textContent),
  sides: [...hit.querySelectorAll('.sides > p')].map(side => [side.lang, side.textContent])}))"""
LETTER = "letters/1962-01-11.html"
# What is asked, of what language; where it is found first, what is marked there.
ASKED = {
    "voeux": (f"{LETTER}#fr-p9-s1", ["vœux"]),
    "vœux": (f"{LETTER}#fr-p9-s1", ["vœux"]),
    "Allemagne": (f"{LETTER}#fr-p5-s1", ["Allemagne"]),
    "l'Allemagne": (f"{LETTER}#fr-p5-s1", ["Allemagne"]),
    "L’ALLEMAGNE": (f"{LETTER}#fr-p5-s1", ["Allemagne"]),
    "Germany": (f"{LETTER}#en-p5-s1", ["Germany"]),
    "Monieur": (f"{LETTER}#fr-p9-s1", ["Monieur"]),
    "Allemagne Germany": (f"{LETTER}#fr-p5-s1", ["Allemagne", "Germany"]),
    '"à travers l\'Allemagne"': (f"{LETTER}#fr-p5-s6", ["à", "travers", "Allemagne"]),
}


def answer(window: Any, query: str, page: str = "search.html", **more: str) -> tuple[str, Any]:
    """What is said of a query, and what is found."""
    opened = window.open(f"{page}?{urlencode({'q': query} | more)}")
    return told(opened)


def told(page: Any) -> tuple[str, Any]:
    """What is said and found in a page that has answered."""
    page.locator(ANSWERED).first.wait_for()
    return " ".join(page.inner_text("[data-status]").split()), page.evaluate(HITS)


def more(window: Any) -> tuple[str, Any]:
    """The same, when more has been asked for."""
    window.page.click("[data-more]")
    return told(window.page)


@pytest.mark.parametrize("query", ASKED)
def test_a_query_is_answered_in_both_languages_from_disk(
    visit: Any, site: Path, query: str
) -> None:
    where, marked = ASKED[query]
    with visit(f"{site.as_uri()}/") as window:
        said, hits = answer(window, query)
        assert said == "One place." or re.fullmatch(r"\d+ places\.", said)
        assert (hits[0]["href"], hits[0]["marked"]) == (where, marked)
        assert {lang for lang, _ in hits[0]["sides"]} == {"en", "fr"}
        assert window.page.evaluate("window.violations") == []
        assert window.troubles == []


@pytest.mark.parametrize("query", ["Allemagne", '"force de dissuasion"'])
def test_a_query_is_answered_below_any_path_and_in_the_french_interface(
    visit: Any, server: str, query: str
) -> None:
    with visit(f"{server}some/where/") as window:
        english, french = (
            [(hit["href"], hit["marked"]) for hit in answer(window, query, page)[1]]
            for page in ("search.html", "fr/search.html")
        )
        assert english == french
        assert len(english) > 3
        assert window.troubles == []


def test_a_compound_is_marked_as_a_whole(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        for query in ("Etats-Unis", "etatsunis"):
            _, hits = answer(window, query, kind="text")
            assert {mark for hit in hits for mark in hit["marked"]} == {"Etats-Unis"}, query
        _, hits = answer(window, "Etats Unis", kind="text")
        assert {mark for hit in hits for mark in hit["marked"]} >= {"Etats", "Unis"}


def test_inflected_forms_are_found_by_their_stem(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        said, hits = answer(window, "négocier")
        assert {mark.lower() for hit in hits for mark in hit["marked"]} >= {
            "négociation",
            "négociations",
        }
        assert answer(window, "negociation") == (said, hits)


def test_what_stands_and_what_is_read_are_both_found(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        _, stands = answer(window, "Monieur")
        _, read = answer(window, "Monsieur", language="fr", kind="text")
        (found,) = [hit for hit in read if hit["href"] == stands[0]["href"]]
        assert "Monieur" in found["marked"]


APART = "Nothing was found: these words do not stand side by side. Search for each of them."


def test_a_phrase_is_found_as_it_is_typed_and_no_other(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        _, exact = answer(window, '"force de dissuasion"')
        assert exact
        assert all(
            "force de dissuasion" in " ".join(text for _, text in hit["sides"]).lower()
            for hit in exact
        )
        assert answer(window, '"dissuasion de force"') == (APART, [])


def test_what_is_misspelt_is_offered_as_it_is_spelt(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        _, hits = answer(window, "Krouchtchev")
        assert hits == []
        offered = window.page.locator("[data-slot=near] a").all_inner_texts()
        assert offered[:2] == ["khrouchtchev", "khrushchev"]
        window.page.locator("[data-slot=near] a").first.click()
        window.page.wait_for_url("**?q=khrouchtchev")
        window.page.locator(ANSWERED).first.wait_for()
        assert "Khrouchtchev" in window.page.evaluate(HITS)[0]["marked"]


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("search.html", "Germany zzzz", r"zzzz does not occur and was left out\. \d+ places\."),
        (
            "search.html",
            "negociates",
            r"negociates does not occur; other forms .*\. \d+ places\.",
        ),
        ("search.html", "cat", r"cat does not occur\."),
        ("search.html", "Acheson", r"acheson does not occur\."),
        (
            "fr/search.html",
            "Allemagne Krouchtchev",
            r".*krouchtchev.* a été laissé de côté\. Formes proches : khrouchtchev.*\d+ lieux\.",
        ),
        ("fr/search.html", "Germany ma", r"Aucun lieu n’a tous les mots\. Lieux .* : \d+\."),
    ],
)
def test_what_is_said_of_words_that_do_not_occur_agrees_with_what_is_found(
    visit: Any, site: Path, page: str, query: str, said: str
) -> None:
    with visit(f"{site.as_uri()}/") as window:
        assert re.fullmatch(said, answer(window, query, page)[0])


ELSEWHERE = "does not occur in the language that is chosen, but in another"
EXCLUDED = "Nothing was found within the filters that are set. Search without them."


@pytest.mark.parametrize(
    ("query", "filters", "said", "near"),
    [
        ("guerre", {"language": "en"}, f"guerre {ELSEWHERE}.", None),
        ("sentiments", {"language": "en"}, f"sentiments {ELSEWHERE}.", "statements"),
        ("guerre Berlin", {"language": "en"}, f"guerre {ELSEWHERE}, and was left out.", None),
        ("Monieur", {"kind": "note"}, EXCLUDED, "monsieur"),
        ("Berlin", {"letter": "1961-01-01"}, EXCLUDED, None),
    ],
)
def test_where_filters_leave_nothing_they_are_blamed_and_what_is_near_is_offered(
    visit: Any, site: Path, query: str, filters: dict[str, str], said: str, near: str | None
) -> None:
    with visit(f"{site.as_uri()}/") as window:
        assert answer(window, query, **filters)[0].startswith(said)
        page = window.page
        offered = page.locator("[data-slot=near] a").all_inner_texts()
        assert (offered or [None])[0] == near
        if said == EXCLUDED:
            page.get_by_role("link", name="Search without them").click()
            page.wait_for_function("() => location.search.indexOf('&') < 0")
            page.locator("[data-hits] > li").first.wait_for()
            assert page.input_value("[name=q]") == query


def test_words_that_do_not_stand_side_by_side_are_offered_one_by_one(
    visit: Any, site: Path
) -> None:
    with visit(f"{site.as_uri()}/") as window:
        assert answer(window, '"force dissuasion"')[0] == APART
        window.page.get_by_role("link", name="Search for each of them").click()
        window.page.locator("[data-hits] > li").first.wait_for()
        assert window.page.input_value("[name=q]") == "force dissuasion"


def test_a_hit_in_a_register_is_called_by_the_name_of_its_entry(visit: Any, site: Path) -> None:
    titles = """[...document.querySelectorAll('[data-hits] > li')].map(hit =>
      [hit.querySelector('a').textContent, hit.querySelector('[data-place]').textContent])"""
    with visit(f"{site.as_uri()}/") as window:
        for page, first in (
            ("search.html", ["John F. Kennedy", "Persons"]),
            ("fr/search.html", ["John F. Kennedy", "Personnes"]),
        ):
            answer(window, "Kennedy", page, kind="entry")
            assert first in window.page.evaluate(titles)


def test_a_hit_in_a_register_says_its_name_once_and_no_full_stop_twice(
    visit: Any, site: Path
) -> None:
    with visit(f"{site.as_uri()}/") as window:
        for page in ("search.html", "fr/search.html"):
            _, hits = answer(window, "Kennedy", page, kind="entry")
            titles = window.page.locator("[data-hits] .at a").all_inner_texts()
            assert window.page.locator("[data-hits] .at mark").first.inner_text() == "Kennedy"
            for title, hit in zip(titles, hits, strict=True):
                assert hit["sides"]
                assert not [text for _, text in hit["sides"] if text.startswith(title)]
                assert not [text for _, text in hit["sides"] if ".." in text or " . " in text]


# At which widths of the first French side a line begins with a high mark, or ends with «.
TORN = """() => {
  const side = document.querySelector('[data-hits] [lang=fr]');
  const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
  const signs = [];
  for (let node; (node = walker.nextNode());) {
    for (let at = 0; at < node.data.length; at += 1) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      if (node.data[at] !== ' ') signs.push([node.data[at], range]);
    }
  }
  const pairs = signs.slice(1).map((each, i) => [signs[i], each])
    .filter(([[one], [two]]) => one === '«' || ';:!?»'.includes(two));
  const line = ([, range]) => Math.round(range.getBoundingClientRect().top / 9);
  return [...Array(450).keys()].map((i) => i + 150).filter((width) => {
    side.style.width = `${width}px`;
    return pairs.some(([one, two]) => Math.abs(line(one) - line(two)) > 1);
  });
}"""


def test_french_is_spaced_as_on_its_pages_and_its_characters_stay(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        _, hits = answer(window, "Khrouchtchev", language="fr", kind="note")
        thin = window.page.locator("[data-hits] [lang=fr] .thin").all_text_contents()
        assert " ;" in thin
        assert "\u202f" not in "".join(text for hit in hits for _, text in hit["sides"])
        assert window.page.evaluate(TORN) == []
        assert window.page.locator("[data-hits] [lang=en] .thin").count() == 0


def test_places_are_called_as_their_pages_show_them(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        answer(window, "deterrence")
        said = set(window.page.locator("[data-hits] [data-place]").all_inner_texts())
    assert {"7.2", "≠\u00a087"} <= said
    assert not any(each.startswith(("p", "shift")) for each in said)


def test_places_without_a_number_and_notes_are_called_in_words(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        for page, query, kind, name in (
            ("search.html", "Gaulle", "text", "signature"),
            ("search.html", "Rusk", "note", "note 4"),
            ("search.html", "letterhead", "note", "editors’ note 1"),
            ("fr/search.html", "transcription", "note", "note des éditeurs 1"),
            ("fr/search.html", "Paris", "text", "lieu et date"),
        ):
            answer(window, query, page, kind=kind)
            said = window.page.locator("[data-hits] [data-place]").all_inner_texts()
            assert name in said, (query, said)


def test_a_search_keeps_to_a_letter_a_language_and_a_kind(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        _, hits = answer(window, "Berlin", letter="1961-08-26", kind="text", language="en")
        assert hits
        assert all(hit["href"].startswith("letters/1961-08-26.html#en-p") for hit in hits)
        _, notes = answer(window, "Berlin", kind="note")
        assert notes
        assert all("#ed-" in hit["href"] or "note" in hit["href"] for hit in notes)
        assert window.page.input_value("[name=kind]") == "note"


def test_a_filter_acts_at_once_and_keeps_the_focus(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        _, every = answer(window, "Berlin")
        window.page.focus("[name=kind]")
        window.page.select_option("[name=kind]", "note")
        window.page.wait_for_function(f"() => !{HITS}.some(hit => hit.href.includes('#en-p'))")
        said, notes = told(window.page)
        assert window.page.evaluate("document.activeElement.name") == "kind"
        assert "kind=note" in window.page.url
        assert notes != every
        assert (said, notes) == answer(window, "Berlin", kind="note")
        assert window.troubles == []


def test_going_back_undoes_a_filter_in_the_form_and_in_the_answer(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        every = answer(window, "Berlin")
        window.page.select_option("[name=kind]", "note")
        window.page.wait_for_function(f"() => !{HITS}.some(hit => hit.href.includes('#en-p'))")
        window.page.go_back()
        window.page.wait_for_function(f"() => {HITS}.some(hit => hit.href.includes('#en-p'))")
        window.page.wait_for_function(f"() => {HITS}.length === {len(every[1])}")
        assert window.page.input_value("[name=kind]") == ""
        assert window.page.input_value("[name=q]") == "Berlin"
        assert told(window.page) == every


def test_what_is_asked_in_the_open_page_is_answered_there(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        germany = answer(window, "Germany")
        page = window.page
        page.evaluate("window.isSame = true")
        page.fill("[name=q]", "vœux")
        page.press("[name=q]", "Enter")
        page.wait_for_function(f"() => {HITS}[0]?.marked[0] === 'vœux'")
        assert page.evaluate("[window.isSame, document.activeElement.name]") == [True, "q"]
        assert page.url.partition("?")[2].startswith("q=v%C5%93ux")
        page.go_back()
        page.wait_for_function(f"() => {HITS}[0]?.marked[0] === 'Germany'")
        page.wait_for_function(f"() => {HITS}.length === {len(germany[1])}")
        assert (told(page), page.input_value("[name=q]")) == (germany, "Germany")
        assert window.troubles == []


def test_going_back_to_where_nothing_was_asked_leaves_nothing_of_an_answer(
    visit: Any, site: Path
) -> None:
    with visit(f"{site.as_uri()}/") as window:
        page = window.open("search.html")
        page.fill("[name=q]", "vœux")
        page.press("[name=q]", "Enter")
        assert told(page)[1]
        page.go_back()
        page.wait_for_function(f"() => !{HITS}.length")
        assert page.inner_text("[data-status]") == ""


def test_a_filter_asks_for_nothing_before_there_are_words(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        page = window.open("search.html")
        page.select_option("[name=kind]", "note")
        assert page.url.endswith("search.html")
        assert page.inner_text("[data-status]") == ""


def test_a_hit_leads_to_the_sentence(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport={"width": 1440, "height": 900}) as window:
        answer(window, "deterrence", kind="text")
        link = window.page.locator("[data-hits] a").first
        target = (link.get_attribute("href") or "").partition("#")[2]
        link.click()
        assert window.page.locator(f"#{target}").evaluate(
            "each => each === document.querySelector(':target')"
        )
        box = window.page.locator(f"#{target}").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 900


def test_every_page_leads_to_the_search_with_what_is_typed(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        page = window.open(f"fr/{LETTER}")
        page.fill(".seek input", "vœux")
        page.press(".seek input", "Enter")
        page.wait_for_url("**/fr/search.html?*")
        page.locator(ANSWERED).first.wait_for()
        assert page.url.startswith(f"{site.as_uri()}/fr/search.html?q=v")
        assert page.input_value("[name=q]") == "vœux"
        assert page.evaluate(HITS)[0]["href"].startswith(LETTER)
        assert page.evaluate("window.violations") == []


def test_what_is_found_is_never_read_as_html(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        said, _ = answer(window, "<img src=x onerror=window.planted=1>")
        assert "img" in said
        assert window.page.locator("main img").count() == 0
        assert window.page.evaluate("window.planted") is None


def test_more_than_ten_hits_come_when_they_are_asked_for(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        said, hits = answer(window, "Germany")
        assert len(hits) == 10
        window.page.click("[data-more]")
        window.page.locator("[data-hits] > li").nth(10).wait_for()
        hits = window.page.evaluate(HITS)
        assert said == f"{len(hits)} places."
        assert not window.page.is_visible("[data-more]")


@pytest.fixture(scope="module")
def many(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the search with an index of 39 letters, each of 900 sentences in which the
    same words stand, the first of twice as many, in two pieces; in the last letter they stand in
    another order, and one sentence is long."""
    usual, last = (
        pieces(letter("1961-01-01", [[(text, "Yes.")] for text in texts]))
        for texts in (
            ["Le bon chef."] * 898 + ["Le rare chef.", "Chef, un rare chef."],
            ["Le chef, bon."] * 900 + ["Des chefs prudents ont parlé sans rien dire de plus."],
        )
    )
    every = [usual * 2, *[usual] * 37, last]
    return searched(site, tmp_path_factory.mktemp("many"), every)


def searched(site: Path, folder: Path, every: Sequence[indexing.Pieces]) -> Path:
    """The page of the search with an index of some letters."""
    sources = [indexing.Source(f"{n}", partial(tuple, each)) for n, each in enumerate(every)]
    with publish.stage(folder / "site") as stage:
        indexing.Index(folder / "cache", stage, sources).put()
        stage.publish()
    shutil.copy(site / "search.html", folder / "site")
    shutil.copytree(site / "assets", folder / "site" / "assets")
    return folder / "site"


def test_a_phrase_of_words_that_stand_everywhere_is_found_or_it_is_said_what_was_searched(
    visit: Any, many: Path
) -> None:
    with visit(f"{many.as_uri()}/") as window:
        said, hits = answer(window, '"le bon chef"')
        assert said == "At least 1,978 places."
        assert hits[0]["marked"] == ["Le", "bon", "chef"]
        said, hits = answer(window, '"le chef"')
        assert said == (
            "Nothing was found among what has been looked through; “More” leads further."
            " Only the first 11 of 39 letters have been looked through entirely."
        )
        assert hits == []
        while not hits:
            said, hits = more(window)
        assert said == "900 places."
        assert window.troubles == []


def test_words_that_are_presumed_to_stand_in_a_phrase_are_looked_for_in_its_text(
    visit: Any, many: Path
) -> None:
    with visit(f"{many.as_uri()}/") as window:
        said, hits = answer(window, '"le rare chef"')
        assert said == "At least 10 places."
        assert {tuple(hit["marked"]) for hit in hits} == {("Le", "rare", "chef")}
        while window.page.is_visible("[data-more]"):
            said, hits = more(window)
        assert (said, len(hits)) == ("39 places.", 39)


def test_a_word_that_is_presumed_is_met_in_all_its_forms(visit: Any, many: Path) -> None:
    with visit(f"{many.as_uri()}/") as window:
        said, hits = answer(window, "prudents chef")
        assert (said, [hit["marked"] for hit in hits]) == ("One place.", [["chefs", "prudents"]])


def test_no_more_places_are_told_than_there_are(visit: Any, many: Path) -> None:
    with visit(f"{many.as_uri()}/") as window:
        assert answer(window, '"chefs"')[0].startswith("Nothing was found among what has been")
        assert answer(window, "chef")[0] == "At least 1,982 places."
        said, hits = answer(window, "prudents un chef")
        assert len(hits) == 10
        assert said == "No place has all the words. Places that have some: at least 10."


def test_more_that_is_asked_for_twice_at_once_comes_once(visit: Any, many: Path) -> None:
    twice = "const more = document.querySelector('[data-more]'); more.click(); more.click();"
    with visit(f"{many.as_uri()}/") as window:
        answer(window, "chef")
        _, hits = more(window)
        answer(window, "chef")
        window.page.evaluate(f"() => {{ {twice} }}")
        assert told(window.page)[1] == hits
        assert len(hits) == 20


def test_no_query_loads_more_than_it_may(visit: Any, many: Path) -> None:
    with visit(f"{many.as_uri()}/") as window:
        loaded: list[str] = []
        window.page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
        for query in ('"le chef"', "le chef", "bon chef rare", "chef", "cheff rar beau"):
            loaded.clear()
            answer(window, query)
            parts = {Path(path) for path in loaded if "/search/" in path}
            assert len(parts) > 1, query
            assert sum(path.stat().st_size for path in parts) < 300_000, query


def test_in_an_edition_without_words_nothing_is_asked_for_and_nothing_found(
    visit: Any, site: Path, tmp_path: Path
) -> None:
    with visit(f"{searched(site, tmp_path, []).as_uri()}/") as window:
        assert answer(window, "chef")[0] == "chef does not occur."
        assert window.troubles == []


def test_a_page_without_the_form_is_left_as_it_is(visit: Any, many: Path) -> None:
    page = (many / "search.html").read_text("utf-8")
    (many / "bare.html").write_text(page.replace(" data-search>", ">"), "utf-8")
    with visit(f"{many.as_uri()}/") as window:
        opened = window.open("bare.html?q=rare")
        opened.wait_for_load_state("networkidle")
        assert opened.inner_text("[data-status]") == ""
        assert window.troubles == []


def test_the_page_cuts_and_folds_as_the_build_does(visit: Any, site: Path) -> None:
    texts = [
        *(path.read_text("utf-8") for path in sorted((ROOT / "letters").glob("*.xml"))),
        "L’Œuvre d'Æsop ß Straße ŁÓDŹ c'est-à-dire qu’aujourd'hui O'Brien's 1ᵉʳ ½ n° 3e x_y don't",
        "L'U.R.S.S., l’O.T.A.N.-Paris, U.S.A. U.S. et a.m.; xy.z.u.v A.B.C.D1 É.U.A. R.F.A.",
        "12 500 hommes, 1,250,000 men, 12\u202f500\u00a0000, 1961, 500; 1961 500; 12500, 3,50 x1 2",
        "Берлин й; Βερολίνο ά; 柏林市 です; עִבְרִית; e\u0301te\u0301 États‑Unis -tiret- l' d’",
    ]
    with visit(f"{site.as_uri()}/") as window:
        page = window.open("search.html")
        for text in texts:
            cut = page.evaluate("text => seek.words(text).map(word => word.forms)", text)
            assert cut == [[folded(each) for each in word.split(WHOLE)] for word in words(text)]
        forms = sorted({form for text in texts for each in words(text) for form in [folded(each)]})
        heard = page.evaluate("forms => forms.map(seek.skeleton)", forms)
        assert heard == [skeleton(form) for form in forms]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_has_nothing_to_say_of_what_is_found(
    visit: Any, axe: str, site: Path, look: str
) -> None:
    with visit(f"{site.as_uri()}/", **{"viewport": WIDE} | LOOKS[look]) as window:
        for query in ("Allemagne", "Krouchtchev"):
            answer(window, query)
            window.page.evaluate(axe)
            result = window.page.evaluate(
                "rules => axe.run(document, {runOnly: {type: 'tag', values: rules},"
                " resultTypes: ['violations']})",
                RULES,
            )
            assert [each["id"] for each in result["violations"]] == []


def test_without_script_the_concordance_leads_to_every_place(
    visit: Any, site: Path, server: str
) -> None:
    with visit(server, java_script_enabled=False) as window:
        page = window.open("search.html")
        page.get_by_role("link", name="concordance").click()
        entry = page.locator("dt:text-is('deterrence') + dd")
        assert "1962-01-11: 7.2" in entry.inner_text()
        entry.locator("a").first.click()
        assert page.url.endswith("letters/1962-01-11.html#p7-s2")
        assert page.locator("#p7-s2").is_visible()
        assert "deterrence" in page.locator("#en-p7-s2").inner_text()
