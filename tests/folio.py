"""Letters made by hand and by chance, for the tests of views and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from edition import model, views
from edition.card import card
from edition.model import (
    Alternative,
    Anchor,
    Block,
    Content,
    Date,
    Edition,
    Entry,
    Foreign,
    Forme,
    Group,
    Hand,
    Highlight,
    Inline,
    Letter,
    Link,
    Mention,
    Missing,
    Name,
    Note,
    NoteMark,
    Page,
    PageBreak,
    Paragraph,
    Quotation,
    Reading,
    Reference,
    Register,
    Segment,
    Settings,
    Side,
    Span,
    Statement,
    Term,
    Unit,
    Version,
    When,
)
from edition.spans import Located, located

SETTINGS = Settings(
    {"en": "Letters", "fr": "Lettres"},
    {"en": "Some letters.", "fr": "Des lettres."},
    "the editors",
    "the editors",
    "https://creativecommons.org/licenses/by/4.0/",
    ("en", "fr"),
)


def said(words: str, lang: str = "en") -> tuple[Paragraph, ...]:
    return (Paragraph(lang, (words,)),)


# --- a letter of two versions --------------------------------------------------------------------

MARKED = Mention("person", "persons", "jean", ("Jean",))
FRENCH = (
    PageBreak("fr-page-1", "1", inferred=True),
    Forme("fr-letterhead", "letterhead", "", ("LE GENERAL",)),
    Block("fr-dateline", "dateline", ("Paris, le ", Date(When("1962-01-11"), ("11 Janvier",)))),
    Block("fr-salute", "salute", (Hand("jd", "medium", ("Cher ami,",)),)),
    Block(
        "fr-p1",
        "paragraph",
        (
            Segment("fr-p1-s1", (MARKED, " écrit à ", Mention("person", "", "", ("elle",)), ".")),
            " ",
            Segment(
                "fr-p1-s2",
                (
                    "Il ",
                    PageBreak("fr-page-2", "2"),
                    Forme("fr-label-1", "header", "label", ("SUITE",)),
                    "la ",
                    Reading(
                        "reading-1",
                        "correction",
                        ("vit",),
                        (Alternative(("voit",), ("editors",), "high", ("fr-source",)),),
                        "agent-undetermined",
                    ),
                    " ",
                    Quotation(('"ici"',)),
                    ".",
                ),
            ),
        ),
    ),
    Block("fr-signed", "signed", (Mention("person", "persons", "jean", ("J. D.",)),)),
)
ENGLISH = (
    Block("en-dateline", "dateline", ("Paris, January 11",)),
    Block("en-salute", "salute", ("Dear friend,",)),
    Block(
        "en-p1",
        "paragraph",
        (
            Segment("en-p1-s1", (MARKED, " writes to her.")),
            NoteMark("en-note-1"),
            " ",
            Segment("en-p1-s2", ("He sees her ", Foreign("fr", ("ici",)), ".")),
        ),
    ),
    Anchor("en-absent-1", "absent", "not-in-source"),
)
LINKS = tuple(
    Link(name, targets, level)
    for level, name, targets in (
        ("block", "dateline", ("fr-dateline", "en-dateline")),
        ("block", "salute", ("fr-salute", "en-salute")),
        ("block", "p1", ("fr-p1", "en-p1")),
        ("block", "signed", ("fr-signed", "en-absent-1")),
        ("segment", "p1-s1", ("fr-p1-s1", "en-p1-s1")),
        ("segment", "p1-s2", ("fr-p1-s2", "en-p1-s2")),
    )
)
STATEMENTS = (
    Statement("editors", "responsibility", "the editors", "", said("text")),
    Statement("fr-source", "source", "", "", said("A copy.") + said("Une copie.", "fr")),
    Statement("jd", "hand", "ink", "", said("By hand.") + said("De sa main.", "fr")),
)
LETTER = Letter(
    id="1962-01-11",
    file="letters/1962-01-11.xml",
    title=said("Jean to Marie") + said("Jean à Marie", "fr"),
    date=When("1962-01-11"),
    versions=(
        Version("fr", "fr", "original", "", FRENCH, ("fr-source",)),
        Version("en", "en", "translation", "fr", ENGLISH),
    ),
    notes=(
        Note("en-note-1", "1", "printed", "en", said("See below.")),
        Note(
            "ed-1",
            "1",
            "editorial",
            "",
            said("Jean's sister.") + said("La sœur de Jean : peut-être ?", "fr"),
            ("editors",),
            (
                Span("fr-p1-s1", "écrit à elle"),
                Span("en-p1-s1", "writes to her"),
                Span("reading-1"),
                Span("en-absent-1"),
            ),
        ),
    ),
    links=LINKS,
    actions=(
        model.Action(
            "sent",
            "",
            (model.Party("Jean", "persons", "jean"),),
            (model.Party("Paris", "places", "paris"),),
            When("1962-01-11"),
        ),
    ),
    statements=STATEMENTS,
    categories=(
        model.Category(
            "agent-undetermined",
            "agents",
            said("undetermined") + said("indéterminé", "fr"),
            (),
        ),
    ),
)
LEADING = {
    LETTER.id: (
        model.Point("register/persons.xml#jean", "ref", 1),
        model.Point("register/places.xml#paris", "ref", 2),
    )
}
ALONE = Letter(
    id="1961-08-26",
    file="letters/1961-08-26.xml",
    title=said("Jean to Marie, a year before"),
    date=When(not_before="1961-08-24", not_after="1961-08-26"),
    versions=(
        Version(
            "en",
            "en",
            "translation",
            "original",
            (
                Forme("en-head", "heading", "", ("1. A letter",)),
                Block(
                    "en-p1",
                    "paragraph",
                    (
                        Segment(
                            "en-p1-s1",
                            (
                                "August ",
                                Reading(
                                    "reading-1",
                                    "correction",
                                    ("25",),
                                    (Alternative(("24",), ("editors",), "low"),),
                                ),
                                ".",
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    missing=(Missing("original", "original", said("It is not here.")),),
    links=(
        Link("p1", ("original", "en-p1"), "block"),
        Link("p1-s1", ("original", "en-p1-s1"), "segment"),
    ),
)


def units(letter: Letter) -> tuple[Unit, ...]:
    """The units of a sound letter, as `align` makes them; kept apart from it on purpose."""
    groups = {group.id: group.members for group in letter.groups}
    bearers = {
        name: (version.id, parent, reason)
        for version in letter.versions
        for name, parent, reason in _bearers(version)
    }
    blocks: dict[str, str] = {}
    made = []
    for level in ("block", "segment"):
        for link in letter.links:
            if link.level != level:
                continue
            sides = []
            parent = ""
            for target in link.targets:
                members = groups.get(target, (target,))
                version, block, reason = bearers.get(members[0], (target, "", "not-available"))
                sides.append(Side(version, () if reason else members, reason))
                if level == "segment" and not reason:
                    parent = parent or blocks[block]
                if level == "block":
                    blocks |= dict.fromkeys(members, link.id)
            made.append(Unit(link.id, level, tuple(sides), parent, link.crossing))
    return tuple(made)


def _bearers(version: Version) -> Iterator[tuple[str, str, str]]:
    """Whatever a link may name: id, block, and the reason of an absence."""
    for part in version.parts:
        yield part.id, "", part.reason if isinstance(part, Anchor) else ""
        for node in getattr(part, "content", ()):
            if isinstance(node, Segment):
                yield node.id, part.id, ""
            elif isinstance(node, Anchor):
                yield node.id, part.id, node.reason


# --- an edition ----------------------------------------------------------------------------------

PERSONS = Register(
    "persons",
    "letters/register/persons.xml",
    said("Persons") + said("Personnes", "fr"),
    (
        Entry("zoe", "persons", (Name("en", "Zoe", "main"), Name("fr", "Zoé", "main"))),
        Entry(
            "jean",
            "persons",
            (Name("en", "John", "main"), Name("fr", "Jean", "main"), Name("fr", "J. D.")),
            said("He wrote.") + said("Il écrivit.", "fr"),
            (("birth", When("1890")),),
            (("wikidata", "Q2042"),),
        ),
    ),
)
PLACES = Register(
    "places",
    "letters/register/places.xml",
    said("Places"),
    (Entry("paris", "places", (Name("en", "Paris", "main"),)),),
)
PAGES = (
    Page("about", "en", "About", 1, '<p><a href="index.html">x</a></p>', (), ("index.html",)),
    Page("about", "fr", "À propos", 1, "<p>x</p>", (), ()),
)


def edition(*letters: Letter, settings: Settings = SETTINGS) -> Edition:
    """An edition of some letters with its registers and pages."""
    cards = tuple(
        card(each, units(each), model.texts(each), points=LEADING.get(each.id, ()))
        for each in letters
    )
    return Edition(settings, cards, (PERSONS, PLACES), PAGES)


def places(letter: Letter) -> tuple[Located, ...]:
    """Where the spans of a letter lie."""
    return located(letter, model.texts(letter))[0]


def sheet(letter: Letter) -> views.Sheet:
    return views.sheet(letter, units(letter), places(letter))


def view(letter: Letter, lang: str = "en", *others: Letter) -> views.LetterView:
    """The page of a letter in an edition."""
    whole = edition(letter, *others)
    around = views.surroundings(whole.cards[0], views.overview(whole))
    return views.letter(letter, sheet(letter), around, lang)


# --- by chance -----------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("abcé '<&>\"-\u00a0«"), min_size=1, max_size=8)
IDS = st.integers(1, 999).map(lambda number: f"x{number}")


def _wrappers(inner: st.SearchStrategy[Content]) -> st.SearchStrategy[Inline]:
    """Whatever may stand around other words in a line."""
    return st.one_of(
        st.builds(Mention, st.just("person"), st.just("persons"), IDS | st.just(""), inner),
        st.builds(Term, IDS, inner),
        st.builds(Date, st.builds(When, st.just("1962-01-11")), inner),
        st.builds(Quotation, inner),
        st.builds(Foreign, st.just("la"), inner),
        st.builds(Highlight, st.sampled_from(("italic", "other")), inner),
        st.builds(Hand, st.just("cdg"), st.just("high"), inner),
        st.builds(
            Reference,
            st.sampled_from(("#x", "https://x.example/?a=1&b=2", "register/documents.xml#d", "?")),
            st.sampled_from(("", "unverified")),
            inner,
        ),
        st.builds(
            Reading,
            IDS,
            st.sampled_from(("correction", "unclear", "addition", "variant")),
            inner,
            st.tuples(st.builds(Alternative, inner)),
        ),
    )


POINTS: st.SearchStrategy[Any] = st.one_of(
    st.builds(NoteMark, IDS),
    st.builds(PageBreak, IDS, st.just("3")),
    st.just(model.LineBreak()),
    st.builds(Forme, IDS, st.just("header"), st.just("label"), st.just(("LABEL",))),
    st.builds(Reading, IDS, st.just("gap"), st.just(())),
    st.builds(
        Reading,
        IDS,
        st.just("supplied"),
        st.just(()),
        st.tuples(st.builds(Alternative, st.just(("word",)))),
    ),
)


def _contents(nodes: st.SearchStrategy[Any]) -> st.SearchStrategy[Content]:
    return st.lists(nodes, max_size=4).map(tuple)


CONTENTS: st.SearchStrategy[Content] = st.recursive(
    _contents(WORDS | POINTS),
    lambda inner: _contents(WORDS | POINTS | _wrappers(inner)),
    max_leaves=12,
)


@st.composite
def letters(draw: st.DrawFn) -> Letter:
    """Letters whose alignment is as tangled as can be: n:m, absences, crossings, at both levels."""
    blocks: dict[str, list[Block]] = {"fr": [], "en": []}
    links: list[Link] = []
    groups: list[Group] = []
    absent = 0
    number = {"fr": 0, "en": 0}
    for unit in range(1, draw(st.integers(1, 4)) + 1):
        sides: dict[str, list[Block]] = {}
        for version in ("fr", "en"):
            sides[version] = []
            for _ in range(draw(st.integers(1, 2))):
                number[version] += 1
                name = f"{version}-p{number[version]}"
                content: list[Any] = []
                for sentence in range(1, draw(st.integers(1, 3)) + 1):
                    words = f"{version} {number[version]} {sentence}."
                    content += [Segment(f"{name}-s{sentence}", (words,)), " "]
                sides[version].append(Block(name, "paragraph", tuple(content[:-1])))
            blocks[version] += sides[version]
        targets = []
        for version in ("fr", "en"):
            names = tuple(block.id for block in sides[version])
            targets.append(_target(f"{version}-p{unit}-g", names, groups))
        links.append(Link(f"p{unit}", tuple(targets), "block"))
        queues = {
            version: draw(
                st.permutations(
                    [
                        node.id
                        for block in sides[version]
                        for node in block.content
                        if isinstance(node, Segment)
                    ]
                )
            )
            for version in ("fr", "en")
        }
        count = 0
        while queues["fr"] or queues["en"]:
            count += 1
            targets = []
            taken = {v: draw(st.integers(0, min(2, len(queues[v])))) for v in ("fr", "en")}
            if not any(taken.values()):
                taken = {v: min(1, len(queues[v])) for v in ("fr", "en")}
            for version in ("fr", "en"):
                names, queues[version] = (
                    tuple(queues[version][: taken[version]]),
                    queues[version][taken[version] :],
                )
                if names:
                    group = f"{version}-p{unit}-g{count}"
                    targets.append(_target(group, names, groups))
                    continue
                absent += 1
                anchor = Anchor(f"{version}-absent-{absent}", "absent", "not-in-source")
                at = draw(st.integers(0, len(sides[version]) - 1))
                block = sides[version][at]
                place = draw(st.integers(0, len(block.content)))
                grown = (*block.content[:place], anchor, *block.content[place:])
                new = Block(block.id, block.kind, grown)
                blocks[version][blocks[version].index(block)] = new
                sides[version][at] = new
                targets.append(anchor.id)
            links.append(Link(f"p{unit}-s{count}", tuple(targets), "segment", crossing=True))
    order = draw(st.permutations(blocks["en"]))
    return Letter(
        id="x",
        file="letters/x.xml",
        title=said("X"),
        date=When("1962"),
        versions=(
            Version("fr", "fr", "original", "", tuple(blocks["fr"])),
            Version("en", "en", "translation", "fr", tuple(order)),
        ),
        links=tuple(links),
        groups=tuple(groups),
    )


def _target(group: str, names: tuple[str, ...], groups: list[Group]) -> str:
    if len(names) == 1:
        return names[0]
    groups.append(Group(group, names))
    return group
