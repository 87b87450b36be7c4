"""The places of a letter as citations point to them: “para. 5.2”, “n. 4”, “shift 12”.

A fingerprint goes with each, so that what was cited can be held against what stands there later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from edition.model import Letter, Unit, Value

NUMBERED = re.compile(r"(p|i|l|c|ps)(\d+[a-z]?)(?:-s(\d+[a-z]?))?")
KINDS = {
    "en": {"i": "item", "l": "line", "c": "cell", "ps": "PS"},
    "fr": {"i": "point", "l": "vers", "c": "cellule", "ps": "PS"},
}
WORDS = {
    "en": {
        "dateline": "dateline", "salute": "salutation", "address": "address", "closer": "closing",
        "signed": "signature", "shift": "shift", "reading": "reading", "editorial": "ed. note",
        "translation": "trans. note",
    },
    "fr": {
        "dateline": "lieu et date", "salute": "appel", "address": "adresse",
        "closer": "formule finale", "signed": "signature", "shift": "écart", "reading": "leçon",
        "editorial": "note éd.", "translation": "note trad.",
    },
}  # fmt: skip


LABELS = {
    "en": {"paragraph": "para.", "note": "n."},
    "fr": {"paragraph": "paragr.", "note": "n."},
}
SPELLED = {
    "en": {
        "paragraph": "paragraph", "sentence": "sentence", "ps": "postscript", "note": "note",
        "editorial": "editors’ note", "translation": "note of the translation",
    },
    "fr": {
        "paragraph": "alinéa", "sentence": "phrase", "ps": "post-scriptum", "note": "note",
        "editorial": "note des éditeurs", "translation": "note de la traduction",
    },
}  # fmt: skip


class Place(Value, frozen=True):
    """A place: its id, what it is (as a label of CSL where that has one, else a word of ours or
    a kind of block), its number; whether it is of one version, and its fingerprint.
    """

    id: str
    kind: str
    number: str
    version: str
    fingerprint: str

    def words(self, lang: str) -> str:
        """The place in words of a language, unless CSL has a label for it."""
        lang = lang if lang in WORDS else "en"
        name = WORDS[lang].get(self.kind) or KINDS[lang].get(self.kind, self.kind)
        return f"{name} {self.number}" if self.number else name

    def named(self, lang: str) -> str:
        """The place in words of a language: “para. 5.2”, “shift 12”."""
        label = LABELS.get(lang, LABELS["en"]).get(self.kind)
        return f"{label} {self.number}" if label else self.words(lang)

    def spelled(self, lang: str) -> str:
        """The place in whole words of a language: “paragraph 5, sentence 2”."""
        lang = lang if lang in SPELLED else "en"
        names = WORDS[lang] | KINDS[lang] | SPELLED[lang]
        whole, _, sentence = self.number.partition(".")
        name = f"{names.get(self.kind, self.kind)} {whole}".rstrip(" ")
        return f"{name}, {names['sentence']} {sentence}" if sentence else name


def places(
    letter: Letter, units: Iterable[Unit], fingerprints: Mapping[str, str]
) -> Iterator[Place]:
    """The citable places of a letter, in the order of its page: units, each with the texts of its
    versions, notes, readings, shifts. `fingerprints` is what its card has of them."""
    for unit in units:
        kind, number = place(unit.id)
        yield Place(unit.id, kind, number, "", fingerprints[unit.id])
        for side in unit.sides:
            for name in side.members:
                yield Place(name, kind, number, side.version, fingerprints[name])
    for note in letter.notes:
        kind = "note" if note.of_source else note.series
        yield Place(note.id, kind, note.n or _last(note.id), "", fingerprints[note.id])
    for name, fingerprint in fingerprints.items():
        if name.startswith("reading-"):
            yield Place(name, "reading", _last(name), "", fingerprint)
    for shift in letter.shifts:
        yield Place(shift.id, "shift", _last(shift.id), "", fingerprints[shift.id])


def place(unit: str) -> tuple[str, str]:
    """What a unit's id says of its place: kind and number (“paragraph”, “5.2”)."""
    numbered = NUMBERED.fullmatch(unit)
    if not numbered:
        return re.sub(r"-?\d+[a-z]?$", "", unit.partition("-s")[0]), ""
    kind = "paragraph" if numbered[1] == "p" else numbered[1]
    return kind, ".".join(part for part in numbered.group(2, 3) if part)


def _last(anchor: str) -> str:
    return anchor.rpartition("-")[2]
