"""Writes an edition of N letters, each the letter of 11 January 1962 with other words.

`python -m tests.bench.generate DIR --letters N`. Structure, size, readings, notes, mentions and
links are those of the real letter, so that the generated ones stay valid with it; of its shifts
the first twelve stand, since no edition records a hundred of every letter; two printed
notes are added, and each letter names its neighbours. Frequent words stand; the others are
drawn for each letter from the sample's vocabulary and from words coined of their halves, by
Zipf's law and always of the same length, so that the two sides of a unit still fit. Each entry
of the registers has variants, drawn by the same law. A first release has been recorded of all
letters. The same N and seed give the same bytes.

Of letters that are not `commented` there are neither editors' notes nor shifts.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from tests.bench import ledgers
from tests.command import ROOT

LETTERS = ROOT / "letters"
SAMPLE = LETTERS / "1962-01-11.xml"
FIRST = date(1962, 1, 11)
REGISTERS = ("persons", "places", "organizations", "events", "documents")

FREQUENT = 4  # a word that stands so often in the sample stands in all letters
SHORT = 3  # and so does one of so many letters or fewer
COINED = 40  # coined words for each real one
SHIFTS = 12  # so many of the sample's shifts stand in every letter
LETTERS_A_VARIANT = 100  # the number of variants of an entry grows with that of letters

FIXED = {"date", "num", "idno", "biblScope"}  # what a machine reads is not changed
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
PRINTED_NOTES = (("en-p2-s2", "See the preceding letter."), ("en-p6-s1", "Not found."))
PRINTED_NOTE = (
    '<note xmlns="http://www.tei-c.org/ns/1.0" xml:id="en-note-{n}" n="{n}" place="bottom"'
    ' type="printed" resp="#editors">{text}</note>'
)
CONTEXT = '<ref type="{kind}" subtype="edition" target="{name}.xml">The letter of {name}</ref>'
SETTINGS = """title: {{en: "{n} letters", fr: "{n} lettres"}}
description: {{en: Made for the benchmark., fr: Faites pour le banc d'essai.}}
editors: the benchmark
publisher: the benchmark
licence: https://creativecommons.org/publicdomain/zero/1.0/
languages: [en, fr]
"""

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile("[ivxl]+").fullmatch  # volumes are told by numbers, which are held to be true
_ENTRY = re.compile(rf"register/({'|'.join(REGISTERS)})\.xml#([\w.-]+)")
_MATCH = re.compile(r"(?<=#match\()([\w-]+),'(.*?)'(?=[,)])")
_CONTEXT = re.compile(r'<ref type="prev" subtype="edition".*?</ref>')
_HOLE = re.compile("\ue000(.*?)\ue001")

Element = etree._Element
Entry = tuple[str, str]  # register, id
Fill = Callable[[str], str]


def edition(folder: Path, letters: int, seed: int = 1, commented: bool = True) -> None:
    """Writes an edition of so many letters into a folder that is new."""
    sample = Sample(seed, commented)
    (folder / "letters" / "register").mkdir(parents=True)
    (folder / "letters" / "edition.yaml").write_text(SETTINGS.format(n=letters), "utf-8")
    mentioned: set[tuple[Entry, int]] = set()
    for number in range(letters):
        text, entries = sample.written(number, letters)
        (folder / "letters" / f"{name(number)}.xml").write_text(text, "utf-8")
        mentioned |= entries
    for path in sorted((LETTERS / "register").glob("*.xml")):
        text = register(path, mentioned, sample.words, seed)
        (folder / "letters" / "register" / path.name).write_text(text, "utf-8")
    ledgers.release(folder)


def name(number: int) -> str:
    """The name of a letter: its date."""
    return (FIRST + timedelta(number)).isoformat()


# --- texts with holes --------------------------------------------------------------------------


def hole(*key: str) -> str:
    """A place to be filled in anew for each letter."""
    return f"\ue000{'|'.join(key)}\ue001"


class Template:
    """A text with holes, taken apart once."""

    def __init__(self, text: str) -> None:
        self.parts = _HOLE.split(text)
        self.holes = self.parts[1::2]

    def filled(self, fill: Fill) -> str:
        """The text with each hole filled."""
        parts = self.parts.copy()
        parts[1::2] = map(fill, self.holes)
        return "".join(parts)


# --- words -------------------------------------------------------------------------------------


class Kind(NamedTuple):
    """The words of one length: those to be drawn anew, those that stand, all, their weights."""

    drawn: list[str]
    standing: set[str]
    words: list[str]
    weights: list[float]


class Words:
    """The words of one language: those that stand in every letter, those that are drawn."""

    def __init__(self, texts: Iterable[str], fixed: set[str], lots: random.Random) -> None:
        counts = Counter(word.lower() for text in texts for word in _WORD.findall(text))
        often = {word for word, times in counts.items() if times >= FREQUENT}
        short = {word for word in counts if len(word) <= SHORT or _ROMAN(word)}
        self.standing = fixed | often | short
        self.drawn = frozenset(counts) - self.standing
        self.kinds = tuple(
            self._kind(counts, length, lots)
            for length in sorted({len(word) for word in self.drawn})
        )

    def _kind(self, counts: Counter[str], length: int, lots: random.Random) -> Kind:
        real = sorted((w for w in counts if len(w) == length), key=lambda w: (-counts[w], w))
        words = real + coined(sorted(real), lots)
        weights = accumulate(1 / (rank + 2.7) for rank in range(len(words)))
        standing = self.standing.intersection(words)
        return Kind(sorted(self.drawn.intersection(real)), standing, words, list(weights))

    def draw(self, lots: random.Random) -> dict[str, str]:
        """For each word that does not stand, another of its length, and none twice."""
        found: dict[str, str] = {}
        for kind in self.kinds:
            used = set(kind.standing)
            others = iter(lots.choices(kind.words, cum_weights=kind.weights, k=2 * len(kind.drawn)))
            for word in kind.drawn:
                other = next(others, "") or lots.choice(kind.words)
                while other in used:
                    other = next(others, "") or lots.choice(kind.words)
                used.add(other)
                found[word] = other
        return found

    def with_holes(self, text: str, lang: str) -> str:
        """A text with a hole for each word that does not stand."""
        return _WORD.sub(
            lambda m: hole("word", lang, m[0]) if m[0].lower() in self.drawn else m[0], text
        )


def coined(real: list[str], lots: random.Random) -> list[str]:
    """Words made of the first half of one and the second of another."""
    halves = [(word[: len(word) // 2], word[len(word) // 2 :]) for word in real]
    pairs = {one[0] + other[1] for one, other in product(halves, halves)} - set(real)
    return lots.sample(sorted(pairs), min(len(pairs), COINED * len(real)))


def cased(word: str, like: str) -> str:
    """A word with the capitals of another: none, the first, or all."""
    if like.islower():
        return word
    return word.upper() if like.isupper() and len(like) > 1 else word.capitalize()


def strings(tops: Iterable[Element], lang: str) -> Iterator[tuple[Element, str]]:
    """Every string of a language that may change: an element, and `text` or `tail`."""
    for each in (each for top in tops for each in top.iter("{*}*")):
        for owner, part in ((each, "text"), (each.getparent(), "tail")):
            if getattr(each, part) and language(owner) == lang and not is_fixed(owner):
                yield each, part


def language(element: Element) -> str:
    """The language of an element's own text."""
    return str(element.xpath("string(ancestor-or-self::*[@xml:lang][1]/@xml:lang)"))


def is_fixed(element: Element) -> bool:
    """Whether an element is something that a machine reads."""
    return any(etree.QName(each).localname in FIXED for each in (element, *element.iterancestors()))


# --- letters -----------------------------------------------------------------------------------


class Sample:
    """The real letter, taken apart into what stays and what changes."""

    def __init__(self, seed: int, commented: bool) -> None:
        self.seed = seed
        root = etree.parse(SAMPLE).getroot()
        add_printed_notes(root)
        drop_shifts(root, SHIFTS if commented else 0)
        if not commented:
            drop_comment(root)
        tops = root.xpath("//*[local-name() = 'body' or local-name() = 'listAnnotation']")
        lots = random.Random(f"{seed} words")
        self.words = {lang: words_of(root, tops, lang, lots) for lang in MONTHS}
        for lang, words in self.words.items():
            for each, part in list(strings(tops, lang)):
                setattr(each, part, words.with_holes(getattr(each, part), lang))
        for each in root.xpath("//*[contains(@target, '#match(')]"):
            each.set("target", _MATCH.sub(self._quoted, each.get("target")))
        self.quoted = tuple(quoted(root))
        text = _CONTEXT.sub(hole("context"), etree.tostring(root, encoding="unicode"))
        self.entries: tuple[Entry, ...] = tuple(sorted(set(_ENTRY.findall(text))))
        self.letter = Template(with_other_holes(text))

    def _quoted(self, match: re.Match[str]) -> str:
        lang = match[1].partition("-")[0]
        return f"{match[1]},'{self.words[lang].with_holes(match[2], lang)}'"

    def written(self, number: int, letters: int) -> tuple[str, set[tuple[Entry, int]]]:
        """A letter, and the variants of entries that it mentions."""
        for trial in range(100):
            lots = random.Random(f"{self.seed} {number} {trial}")
            words = {lang: each.draw(lots) for lang, each in self.words.items()}
            variants = {entry: variant(letters, lots) for entry in self.entries}
            fill = filling(words, variants, number, letters)
            if all(each.holds(fill) for each in self.quoted):
                return PROLOGUE + self.letter.filled(fill) + "\n", set(variants.items())
        raise ValueError(f"no words for letter {number} keep its quotations apart")


PROLOGUE = "".join(SAMPLE.read_text("utf-8").partition("?>\n<TEI")[:1]) + "?>\n"


def drop_shifts(root: Element, number: int) -> None:
    """Leaves the first shifts only: no edition records a hundred of every letter."""
    shifts = root.xpath("//*[local-name() = 'annotation']")
    for each in shifts[number:]:
        each.getparent().remove(each)
    pointed = " ".join(each.get("target") for each in shifts[:number]).split()
    for anchor in root.xpath("//*[local-name() = 'anchor'][@type = 'shift']"):
        if f"#{anchor.get(XML_ID)}" not in pointed:
            before = anchor.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + (anchor.tail or "")
            else:
                anchor.getparent().text = (anchor.getparent().text or "") + (anchor.tail or "")
            anchor.tail = None
            anchor.getparent().remove(anchor)


def drop_comment(root: Element) -> None:
    """Leaves out the lists of editors' notes and shifts, and the taxonomies that only these use."""
    of_shifts = ("shift-types", "weights", "causes", "flags")
    for each in root.xpath("//*[local-name() = 'listAnnotation' or local-name() = 'taxonomy']"):
        if etree.QName(each).localname == "listAnnotation" or each.get(XML_ID) in of_shifts:
            each.getparent().remove(each)


def add_printed_notes(root: Element) -> None:
    """Gives the translation notes at the end of two sentences."""
    for n, (where, text) in enumerate(PRINTED_NOTES, 1):
        note = etree.fromstring(PRINTED_NOTE.format(n=n, text=text))
        root.xpath("//*[@xml:id=$id]", id=where)[0].append(note)


def words_of(root: Element, tops: list[Element], lang: str, lots: random.Random) -> Words:
    """The words of a language in what changes; those of dates and numbers stand."""
    texts = (getattr(each, part) for each, part in strings(tops, lang))
    read = ("".join(each.itertext()).lower() for tag in FIXED for each in root.iter(f"{{*}}{tag}"))
    return Words(texts, {word for text in read for word in _WORD.findall(text)}, lots)


class Quoted:
    """An element, and the words in it that notes and shifts point to."""

    def __init__(self, element: str, quotations: Iterable[str]) -> None:
        self.element = Template(element)
        self.quotations = tuple(map(Template, quotations))
        self.times = self._times(lambda key: key.rpartition("|")[2])

    def _times(self, fill: Fill) -> tuple[int, ...]:
        whole = self.element.filled(fill)
        return tuple(whole.count(quotation.filled(fill)) for quotation in self.quotations)

    def holds(self, fill: Fill) -> bool:
        """Whether all of them stand there as often as in the sample."""
        return self._times(fill) == self.times


def quoted(root: Element) -> Iterator[Quoted]:
    """All elements that are quoted, with their quotations."""
    found: dict[str, set[str]] = {}
    for target in root.xpath("//@target[contains(., '#match(')]"):
        for where, quotation in _MATCH.findall(target):
            words = unquote(re.sub(r"\\(.)", r"\1", quotation))
            found.setdefault(where, set()).add(words)
    for where, quotations in found.items():
        (element,) = root.xpath("//*[@xml:id=$id]", id=where)
        yield Quoted(" ".join("".join(element.itertext()).split()), sorted(quotations))


def with_other_holes(text: str) -> str:
    """Holes for the date, the neighbours and the entries of registers."""
    text = _ENTRY.sub(lambda match: hole("entry", match[1], match[2]), text)
    text = text.replace(' source="1961-08-26.xml#en-signed"', "")  # no neighbour has its words
    text = text.replace("1961-08-26.xml#en-signed", hole("neighbour") + ".xml#fr-signed")
    text = text.replace(FIRST.isoformat(), hole("date", "iso"))
    text = text.replace("11 January 1962", hole("date", "en", "{day} {month} {year}"))
    text = text.replace("January 11, 1962", hole("date", "en", "{month} {day}, {year}"))
    return re.sub("11 [Jj]anvier 1962", hole("date", "fr", "{day} {month} {year}"), text)


def variant(letters: int, lots: random.Random) -> int:
    """Which variant of an entry a letter mentions: 0 is the real one, and the most frequent."""
    ranks = range(1 + letters // LETTERS_A_VARIANT)
    return lots.choices(ranks, [1 / (rank + 1) for rank in ranks])[0]


def filling(
    words: dict[str, dict[str, str]], variants: dict[Entry, int], number: int, letters: int
) -> Fill:
    """What fills the holes of a letter."""
    known: dict[str, str] = {}

    def fill(key: str) -> str:
        if key not in known:
            known[key] = made(*key.split("|"))
        return known[key]

    def made(kind: str, *of: str) -> str:
        if kind == "word":
            return cased(words[of[0]][of[1].lower()], of[1])
        if kind == "entry":
            return f"register/{of[0]}.xml#{varied(of[1], variants[of[0], of[1]])}"
        if kind == "date":
            return dated(number, *of)
        if kind == "neighbour":
            return name(number - 1 if number else min(1, letters - 1))
        around = (("prev", number - 1), ("next", number + 1))
        return "".join(
            CONTEXT.format(kind=side, name=name(other))
            for side, other in around
            if 0 <= other < letters
        )

    return fill


def dated(number: int, lang: str, form: str = "") -> str:
    """The date of a letter, as a machine or a reader of a language reads it."""
    day = FIRST + timedelta(number)
    if lang == "iso":
        return day.isoformat()
    return form.format(day=day.day, month=MONTHS[lang].split()[day.month - 1], year=day.year)


# --- registers ---------------------------------------------------------------------------------


def register(
    path: Path, mentioned: set[tuple[Entry, int]], words: dict[str, Words], seed: int
) -> str:
    """A register with the entries that are mentioned, and those that these name."""
    root = etree.parse(path).getroot()
    if path.stem in REGISTERS:
        (list_,) = root.xpath("*[local-name() = 'standOff']/*")
        entries = {entry.get(XML_ID): entry for entry in list_}
        wanted = {(entry, number) for (kind, entry), number in mentioned if kind == path.stem}
        for entry, _ in list(wanted):
            wanted |= {(host[1:], 0) for host in entries[entry].xpath(".//@target")}
        for entry in entries.values():
            list_.remove(entry)
        list_.extend(entry_variant(entries[e], v, words, seed) for e, v in sorted(wanted))
    return etree.tostring(root.getroottree(), encoding="unicode") + "\n"


def entry_variant(entry: Element, number: int, words: dict[str, Words], seed: int) -> Element:
    """An entry, or another that differs in its id and its words."""
    if number == 0:
        return entry
    other = deepcopy(entry)
    other.tail = None
    other.set(XML_ID, varied(entry.get(XML_ID), number))
    if sort := other.get("sortKey"):
        other.set("sortKey", varied(sort, number))
    for lang, known in words.items():
        drawn = known.draw(random.Random(f"{seed} {other.get(XML_ID)} {lang}"))
        for each, part in list(strings([other], lang)):
            setattr(each, part, replaced(getattr(each, part), drawn))
    return other


def replaced(text: str, drawn: dict[str, str]) -> str:
    """A text with the words that were drawn."""
    return _WORD.sub(lambda m: cased(drawn.get(m[0].lower(), m[0].lower()), m[0]), text)


def varied(entry: str, number: int) -> str:
    """The id of a variant."""
    return f"{entry}-{number}" if number else entry


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    edition(options.folder, options.letters, options.seed)
