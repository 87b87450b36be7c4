"""An edition of small letters that is edited by chance, with the truth of what became of each text.

Every sentence and note is told apart for good by a number; an edit says what an editor would
declare, in the words of the command. What is known of the numbers is kept apart from the ledger,
so that the ledger can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from tests.small import HEADER, LINKS, VERSION

Wish = tuple[str, str, tuple[str, ...]]
"""An address, its fate, where it goes."""


@dataclass
class Sentence:
    """A sentence: its number for good, its name within the paragraph, its words."""

    number: int
    name: str
    words: str


@dataclass
class Paragraph:
    """A paragraph by its name (p1, p1a), with its sentences."""

    name: str
    sentences: list[Sentence]


@dataclass
class Letter:
    """A letter: its paragraphs, its notes by name."""

    paragraphs: list[Paragraph]
    notes: dict[str, Sentence]


@dataclass
class Edition:
    """Letters by name; how many of everything there has been; what has been touched lately."""

    letters: dict[str, Letter] = field(default_factory=dict)
    serial: Iterator[int] = field(default_factory=count)
    touched: set[str] = field(default_factory=set)

    def sentence(self, name: str) -> Sentence:
        """A new sentence; its words are its own."""
        number = next(self.serial)
        own = "".join("abcdefghij"[int(digit)] for digit in str(number))
        return Sentence(number, name, f"Mot{own} dit ceci une fois.")

    def paragraph(self, length: int) -> Paragraph:
        """A new paragraph under a name that never was."""
        name = f"p{next(self.serial)}"
        return Paragraph(name, [self.sentence(f"s{place}") for place in range(1, length + 1)])

    def letter(self) -> str:
        """A new letter, by its name."""
        name = f"l{next(self.serial)}"
        note = self.sentence(f"ed-{next(self.serial)}")
        self.letters[name] = Letter([self.paragraph(2), self.paragraph(1)], {note.name: note})
        self.touched.add(name)
        return name

    def numbers(self) -> dict[int, str]:
        """Where each sentence and note stands, by its number."""
        found = {}
        for name, letter in self.letters.items():
            page = f"letters/{name}.html"
            for paragraph in letter.paragraphs:
                for each in paragraph.sentences:
                    found[each.number] = f"{page}#fr-{paragraph.name}-{each.name}"
            found |= {note.number: f"{page}#{note.name}" for note in letter.notes.values()}
        return found


# --- edits -------------------------------------------------------------------------------------

EDITS = (
    *("add paragraph", "add note", "add letter", "add sentence", "swap", "reword", "reword note"),
    *("delete paragraph", "delete sentence", "delete note", "delete letter"),
    *("split", "merge", "renumber", "rename"),
)


@st.composite
def histories(draw: st.DrawFn, most: int = 4, edits: int = 4) -> list[list[tuple[str, int]]]:
    """Edits of several releases: names of edits, and numbers by which places are chosen."""
    edit = st.tuples(st.sampled_from(EDITS), st.integers(0, 999))
    return draw(st.lists(st.lists(edit, min_size=1, max_size=edits), min_size=1, max_size=most))


def edit(edition: Edition, what: str, lot: int) -> list[Wish]:
    """Makes an edit, where it can be made; what an editor declares of it.

    No paragraph, note or letter is edited twice between two releases.
    """
    if what == "add letter":
        edition.letter()
        return []
    free = [name for name in edition.letters if name not in edition.touched]
    if not free:
        return []
    name = free[lot % len(free)]
    letter, page = edition.letters[name], f"letters/{name}.html"
    if what in ("rename", "delete letter"):
        return _whole(edition, what, name, page)
    if what.endswith("note"):
        return _note(edition, what, letter, page, lot)
    return _paragraph(edition, what, letter, page, lot)


def _whole(edition: Edition, what: str, name: str, page: str) -> list[Wish]:
    marked = [each for each in edition.touched if each.startswith(f"{page}#")]
    if marked or len(edition.letters) < 2:
        return []
    letter = edition.letters.pop(name)
    if what == "delete letter":
        return [(page, "withdrawn", ())]
    new = f"l{next(edition.serial)}"
    edition.letters[new] = letter
    edition.touched.add(new)
    return [(page, "moved", (f"letters/{new}.html",))]


def _note(edition: Edition, what: str, letter: Letter, page: str, lot: int) -> list[Wish]:
    if what == "add note":
        note = edition.sentence(f"ed-{next(edition.serial)}")
        letter.notes[note.name] = note
        edition.touched.add(f"{page}#{note.name}")
        return []
    free = [each for each in letter.notes if f"{page}#{each}" not in edition.touched]
    if not free:
        return []
    name = free[lot % len(free)]
    edition.touched.add(f"{page}#{name}")
    if what == "delete note":
        del letter.notes[name]
        return [(f"{page}#{name}", "withdrawn", ())]
    letter.notes[name].words += " Et davantage."
    return [(f"{page}#{name}", "changed", ())]


def _paragraph(edition: Edition, what: str, letter: Letter, page: str, lot: int) -> list[Wish]:
    paragraphs = letter.paragraphs
    if what == "add paragraph":
        new = edition.paragraph(2)
        paragraphs.insert(lot % (len(paragraphs) + 1), new)
        edition.touched.add(f"{page}#{new.name}")
        return []
    free = [place for place, each in enumerate(paragraphs)
            if f"{page}#{each.name}" not in edition.touched]  # fmt: skip
    if not free:
        return []
    at = free[lot % len(free)]
    paragraph = paragraphs[at]
    address = f"{page}#{paragraph.name}"
    sentences = paragraph.sentences
    match what:
        case "swap" if len(paragraphs) > 1:
            paragraphs.append(paragraphs.pop(at))
            return []
        case "reword":
            edition.touched.add(address)
            each = sentences[lot % len(sentences)]
            each.words += " Et davantage."
            sides = (f"{page}#{side}-{paragraph.name}-{each.name}" for side in ("fr", "en"))
            return [(side, "changed", ()) for side in sides]
        case "add sentence":
            edition.touched.add(address)
            sentences.append(edition.sentence(f"s{next(edition.serial)}"))
            return [(f"{page}#{side}-{paragraph.name}", "changed", ()) for side in ("fr", "en")]
        case "delete sentence" if len(sentences) > 1:
            edition.touched.add(address)
            gone = sentences.pop(lot % len(sentences))
            return [(f"{address}-{gone.name}", "withdrawn", ())]
        case "delete paragraph" if len(paragraphs) > 1:
            paragraphs.pop(at)
            return [(address, "withdrawn", ())]
        case "renumber":
            paragraph.name = f"p{next(edition.serial)}"
            edition.touched.add(f"{page}#{paragraph.name}")
            return [(address, "moved", (paragraph.name,))]
        case "split" if len(sentences) > 1:
            new = Paragraph(f"p{next(edition.serial)}", sentences[1:])
            del sentences[1:]
            _rename(edition, new.sentences)
            paragraphs.insert(at + 1, new)
            edition.touched |= {address, f"{page}#{new.name}"}
            return [(address, "split", (paragraph.name, new.name))]
        case "merge" if len(free) > 1:
            other = paragraphs[free[(lot + 1) % len(free)]]
            _rename(edition, sentences)
            other.sentences.extend(sentences)
            paragraphs.pop(at)
            edition.touched.add(f"{page}#{other.name}")
            return [(address, "merged", (other.name,))]
    return []


def _rename(edition: Edition, sentences: list[Sentence]) -> None:
    for each in sentences:
        each.name = f"s{next(edition.serial)}"


# --- letters as they are encoded -----------------------------------------------------------------


def source(letter: Letter) -> str:
    """A letter in TEI."""
    names = [paragraph.name for paragraph in letter.paragraphs]
    units = [f"{p.name}-{each.name}" for p in letter.paragraphs for each in p.sentences]
    notes = "".join(
        f'<note xml:id="{note.name}" n="{note.name[3:]}" type="editorial" resp="#editors" '
        f'target="#fr-{names[0]}"><p xml:lang="en">{note.words}</p></note>\n'
        for note in letter.notes.values()
    )
    return (
        HEADER.format(day="1961-01-01")
        + VERSION.format(id="fr", role="original", paragraphs=_side("fr", letter))
        + VERSION.format(id="en", role="translation", paragraphs=_side("en", letter))
        + "</group></text>\n<standOff>\n"
        + LINKS.format(level="blocks", links="".join(map(_link, names)))
        + LINKS.format(level="segments", links="".join(map(_link, units)))
        + (f'<listAnnotation type="notes">\n{notes}</listAnnotation>\n' if notes else "")
        + "</standOff>\n</TEI>\n"
    )


def _side(version: str, letter: Letter) -> str:
    return "\n".join(
        f'<p xml:id="{version}-{p.name}">'
        + " ".join(
            f'<s xml:id="{version}-{p.name}-{each.name}">{said(version, each)}</s>'
            for each in p.sentences
        )
        + "</p>"
        for p in letter.paragraphs
    )


def said(version: str, sentence: Sentence) -> str:
    """The words of a sentence in a version."""
    return sentence.words if version == "fr" else sentence.words.replace("dit", "says")


def _link(unit: str) -> str:
    return f'<link xml:id="{unit}" target="#fr-{unit} #en-{unit}"/>'


def words(letter: Letter) -> dict[str, str]:
    """The words at the addresses of a letter's page, as far as they have any."""
    found: dict[str, str] = {}
    for p in letter.paragraphs:
        whole = {}
        for version in ("fr", "en"):
            for each in p.sentences:
                found[f"{version}-{p.name}-{each.name}"] = said(version, each)
            whole[version] = " ".join(said(version, each) for each in p.sentences)
            found[f"{version}-{p.name}"] = whole[version]
        found[p.name] = "\n".join(whole.values())
        for each in p.sentences:
            found[f"{p.name}-{each.name}"] = "\n".join(said(v, each) for v in ("fr", "en"))
    found |= {note.name: note.words for note in letter.notes.values()}
    texts = [found[f"{v}-{p.name}"] for v in ("fr", "en") for p in letter.paragraphs]
    return found | {".": "\n".join(texts), "fr": "", "en": ""}


def parts(letter: Letter) -> dict[str, tuple[str, ...]]:
    """What is made of other texts."""
    made: dict[str, tuple[str, ...]] = {}
    for p in letter.paragraphs:
        made[p.name] = (f"fr-{p.name}", f"en-{p.name}")
        for version in ("fr", "en"):
            made[f"{version}-{p.name}"] = tuple(
                f"{version}-{p.name}-{each.name}" for each in p.sentences
            )
        for each in p.sentences:
            unit = f"{p.name}-{each.name}"
            made[unit] = (f"fr-{unit}", f"en-{unit}")
    return made
