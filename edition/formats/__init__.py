"""What the edition gives to others beside its pages: the table of formats, one module each.

Comes after `spans`: a letter with its units and located spans becomes bytes (UTF-8, line feeds,
the same every time). Every format makes a piece of a letter, so that the files of the edition
are written as letters stream by, and pieces can be kept.
"""

from __future__ import annotations

from edition.formats import annotation, plain, readings, shifts, tmx, units
from edition.formats.format import Format, array, one, sheet, text
from edition.formats.given import Columns, Given, columns, columns_of

__all__ = ["BY_NAME", "DEFAULT", "FORMATS", "Columns", "Format", "Given", "columns", "columns_of"]

SHIFTS = {
    "en": "How the translation departs from the original: one row a shift or pattern, with the "
    "words on both sides, where they stand, and what is said of them.",
    "fr": "Comment la traduction s'écarte de l'original : une ligne par écart ou par série, avec "
    "les mots des deux côtés, leur place et ce qui en est dit.",
}
ANNOTATIONS = {
    "en": "The shifts as W3C Web Annotations (JSON-LD), each selected by quotation and position.",
    "fr": "Les écarts en annotations web du W3C (JSON-LD), chacun désigné par citation et par "
    "position.",
}
READINGS = {
    "en": "The readings: one row an intervention, with what stands, what is put beside it, by "
    "whom and on what ground.",
    "fr": "Les leçons : une ligne par intervention, avec ce qui est écrit, ce qui est proposé, "
    "par qui et sur quel fondement.",
}
MEMORY = {
    "en": "The aligned text as a translation memory (TMX 1.4b), transcribed text.",
    "fr": "Le texte aligné en mémoire de traduction (TMX 1.4b), texte transcrit.",
}
UNITS = {
    "en": "The aligned text: one row a unit, paragraphs and sentences, with the transcribed and "
    "the reading text of each version.",
    "fr": "Le texte aligné : une ligne par unité, alinéas et phrases, avec le texte transcrit et "
    "le texte de lecture de chaque version.",
}
TRANSCRIBED = {
    "en": "The transcribed text of a version, without notes, running labels and page breaks.",
    "fr": "Le texte transcrit d'une version, sans notes, mentions courantes ni changements de "
    "page.",
}
READING = {
    "en": "The reading text of a version: as transcribed, but certain corrections are made.",
    "fr": "Le texte de lecture d'une version : tel que transcrit, mais avec les corrections "
    "certaines.",
}

FORMATS = (
    sheet("shifts.csv", SHIFTS, shifts.header, shifts.csv, shifts.present, usual=True),
    sheet("shifts.tsv", SHIFTS, shifts.header, shifts.tsv, shifts.present),
    array("shifts.json", SHIFTS, shifts.json, shifts.present, usual=True),
    Format(
        "annotations.jsonld",
        "application/ld+json",
        ANNOTATIONS,
        one(annotation.collection),
        shifts.present,
        usual=True,
        whole=False,
    ),
    sheet("readings.csv", READINGS, readings.header, readings.csv, readings.present, usual=True),
    sheet("readings.tsv", READINGS, readings.header, readings.tsv, readings.present),
    array("readings.json", READINGS, readings.json, readings.present),
    Format(
        "units.tmx",
        "application/x-tmx+xml",
        MEMORY,
        one(tmx.units),
        tmx.present,
        opening=tmx.opening,
        closing=tmx.CLOSING,
        usual=True,
    ),
    sheet("units.tsv", UNITS, units.header, units.tsv),
    array("units.json", UNITS, units.json),
    text("transcribed.txt", TRANSCRIBED, plain.transcribed),
    text("reading.txt", READING, plain.reading),
)
BY_NAME = {each.name: each for each in FORMATS}
DEFAULT = tuple(each.name for each in FORMATS if each.usual)
"""What is made of each letter unless the settings name others: five files at most."""
