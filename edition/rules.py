"""The list of rules: what is asked of an edition, why, and by whom.

The functions that check a rule stand in the step where it can first be known and name the
rule by its code; severity, reason and source stand here only. `schema/README.md` is made
from this list, and a test holds list, code, documentation and fixtures together.
"""

from __future__ import annotations

from msgspec import Struct

from edition.finding import Severity


class Rule(Struct, frozen=True):
    """A rule: its code (a word, never reused), weight, what holds, why, who says so."""

    code: str
    severity: Severity
    holds: str
    reason: str
    source: str
    remedy: str


ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

FOLDER = (
    Rule(
        "settings-missing",
        ERROR,
        "An edition has settings.",
        "Title, editors and languages cannot be guessed.",
        "house",
        "Write letters/edition.yaml.",
    ),
    Rule(
        "letters-missing",
        ERROR,
        "An edition has letters.",
        "A site without letters is a mistake of the folder.",
        "house",
        "Put one TEI file a letter into letters/.",
    ),
    Rule(
        "file-link",
        ERROR,
        "Sources lie inside the folder of the edition.",
        "What a link leads to is not kept with the edition and may not be ours to publish.",
        "house",
        "Copy the file into the folder.",
    ),
    Rule(
        "file-kind",
        ERROR,
        "What is named like a source is a file.",
        "A folder cannot be read as a letter.",
        "house",
        "Rename it, or move it elsewhere.",
    ),
    Rule(
        "file-name",
        ERROR,
        "File names are addresses on every system.",
        "A letter's file name is its address for good.",
        "house; RFC 3986 §2.3",
        "Use letters a–z, digits, dash, dot and underscore.",
    ),
)

ADDRESSES = (
    Rule(
        "id-address",
        ERROR,
        "What readers cite has an id of the pattern of addresses.",
        "Readers and the ledger rely on the pattern.",
        "house: letters/README.md, addresses",
        "Name it by version, kind and number: fr-p5, fr-p5-s2, en-note-4.",
    ),
    Rule(
        "version-id",
        ERROR,
        "The id of a version is a short word that is no address.",
        "It begins the addresses of all its parts.",
        "house: letters/README.md, addresses",
        "Take a short word in small letters: fr, en, de2.",
    ),
    Rule(
        "id-case",
        ERROR,
        "No two ids differ in capitals only.",
        "Some systems take both for the same.",
        "house",
        "Rename one.",
    ),
    Rule(
        "pointer-unresolved",
        ERROR,
        "A pointer inside a file arrives.",
        "A statement about nothing is a mistake.",
        "TEI P5 §17.4",
        "Add what it points to, or mend the id.",
    ),
    Rule(
        "pointer-malformed",
        ERROR,
        "A pointer is #id or #match(id,'words').",
        "Other schemes cannot be followed.",
        "TEI P5 §17.2.4",
        "Write white space as %20 and a backslash before . ? * ( ).",
    ),
    Rule(
        "pointer-kind",
        ERROR,
        "A hand points to a handNote, a class to a category, a responsibility to a name.",
        "Who wrote and who says so must be readable.",
        "TEI P5 att.written, att.global.analytic, att.global.responsibility",
        "Point to the right element of the header.",
    ),
    Rule(
        "subtype-alone",
        ERROR,
        "@subtype stands only beside @type.",
        "A kind of nothing says nothing.",
        "TEI P5 att.typed (Schematron)",
        "Add @type.",
    ),
    Rule(
        "element-unread",
        ERROR,
        "Every element is one that the edition understands.",
        "Nothing is dropped or flattened in silence.",
        "house",
        "Encode it with an element of the list in letters/README.md.",
    ),
)

HEADER = (
    Rule(
        "language-undeclared",
        ERROR,
        "Every language of a file stands in langUsage.",
        "The page names the languages in words.",
        "TEI P5 §2.4.2",
        "Add a <language> with @ident.",
    ),
    Rule(
        "version-undeclared",
        ERROR,
        "Each version states its rights, its source and its practice.",
        "They differ from version to version; silence would be a guess.",
        "TEI P5 §16.3 (@decls)",
        "Point from text/@decls to the statements of the header.",
    ),
    Rule(
        "version-role",
        ERROR,
        "A letter has one original, or says that it is not available.",
        "Readers must know what is translated.",
        "house",
        "Mend text/@type, or state the missing original in notesStmt.",
    ),
    Rule(
        "correspondence-incomplete",
        ERROR,
        "The header says who wrote to whom, and when.",
        "Lists, citations and the order of the letters depend on it.",
        "TEI P5 §2.4.6",
        "Complete correspDesc; what is unknown is said in words.",
    ),
    Rule(
        "sent-after-received",
        ERROR,
        "A letter is sent before it arrives.",
        "One of the dates is wrong.",
        "TEI P5 §2.4.6",
        "Mend one of the dates.",
    ),
)

TEXT = (
    Rule(
        "text-outside-segment",
        ERROR,
        "Where a block is divided into sentences, all its words are in one.",
        "Words outside would not be aligned, searched or cited.",
        "house",
        "Take the words into the <s> that they belong to.",
    ),
    Rule(
        "reading-unnumbered",
        ERROR,
        "Every intervention has an address.",
        "What editors did to the text can be cited.",
        "house: letters/README.md, addresses",
        'Give it xml:id="reading-<n>".',
    ),
    Rule(
        "reading-order",
        WARNING,
        "Readings are numbered in the order of the text.",
        "Readers look them up by number.",
        "house",
        "Number them in order before the first release; later insert with a letter.",
    ),
    Rule(
        "page-id",
        ERROR,
        "A page's address carries its number.",
        "A page is cited by its number.",
        "house: letters/README.md, addresses",
        "Name it <version>-page-<n>.",
    ),
    Rule(
        "page-order",
        ERROR,
        "The pages of a version ascend.",
        "A page out of order is misnumbered or misplaced.",
        "TEI P5 §3.11.3",
        "Give each page its printed number, or the next one.",
    ),
    Rule(
        "spacing-mixed",
        WARNING,
        "A French version sets a space before one high punctuation mark always or never.",
        "A lone exception is more often the transcriber's than the source's.",
        "house",
        "Keep what the source has; else mend the transcription.",
    ),
)

NOTES = (
    Rule(
        "note-twice",
        ERROR,
        "Each printed note has one mark, and each mark one note.",
        "A second note of one number cannot be cited.",
        "house",
        "Keep the number as printed.",
    ),
    Rule(
        "note-id",
        ERROR,
        "The address of a printed note carries its printed number.",
        "Readers cite the number that they see.",
        "house: letters/README.md, addresses",
        "Name it <version>-note-<n>.",
    ),
    Rule(
        "note-order",
        ERROR,
        "Printed notes stand in the order of their numbers.",
        "A note out of order is misnumbered or misplaced.",
        "house",
        "Put each note at its mark, or mend its number.",
    ),
    Rule(
        "note-empty",
        ERROR,
        "A note says something.",
        "An empty note is a forgotten one.",
        "house",
        "Write the note, or take it out.",
    ),
    Rule(
        "editors-note",
        ERROR,
        "An editors' note is numbered in order, signed, and about something.",
        "A note without object or author cannot be judged.",
        "house",
        "Give it n, xml:id, resp and target.",
    ),
    Rule(
        "ibid-unresolved",
        ERROR,
        "An “ibid.” says what it repeats.",
        "Shown alone, in a preview or an export, it would say nothing.",
        "house",
        'Wrap it: <bibl corresp="#…">ibid.</bibl>.',
    ),
)

DATES = (
    Rule(
        "date-impossible",
        ERROR,
        "A date is a day of the calendar.",
        "The order of the letters and the citations depend on it.",
        "W3C XML Schema Part 2 §3.2.9; TEI P5 att.datable.w3c",
        "Write YYYY, YYYY-MM or YYYY-MM-DD.",
    ),
    Rule(
        "date-order",
        ERROR,
        "A span of time begins before it ends.",
        "One of the bounds is wrong.",
        "TEI P5 att.datable.w3c",
        "Exchange or mend the bounds.",
    ),
    Rule(
        "date-disagrees",
        ERROR,
        "A corrected date is the one that @when states.",
        "Both readings stay in the text; one is meant.",
        "house",
        "State the corrected date in @when.",
    ),
    Rule(
        "file-number",
        ERROR,
        "A decimal file number ends in the date that the note states.",
        "Central Files of the Department of State code the day: 8-2661 is 26 August 1961.",
        "Department of State, Central Decimal File",
        "Compare both with the source.",
    ),
)

ALIGNMENT = (
    Rule(
        "unit-missing",
        ERROR,
        "Every block and segment stands in a unit.",
        "What answers what is the edition's argument.",
        "TEI P5 §17.3",
        "Add a link; point to an absent anchor where the other side has nothing.",
    ),
    Rule(
        "unit-twice",
        ERROR,
        "No block or segment stands in two units of its level.",
        "It would be shown twice.",
        "TEI P5 §17.3",
        "Leave it in one; group several with <ptr>.",
    ),
    Rule(
        "unit-astride",
        ERROR,
        "Segments that answer each other stand in blocks that answer each other.",
        "Rows of sentences stand inside rows of paragraphs.",
        "house",
        "Join the block units, or divide the unit.",
    ),
    Rule(
        "link-unresolved",
        ERROR,
        "A link points to what is there.",
        "A unit with nothing on a side says nothing.",
        "TEI P5 §17.1",
        "Mend the id.",
    ),
    Rule(
        "link-level",
        ERROR,
        "Links of one level join parts of that level.",
        "A sentence does not answer a paragraph.",
        "house",
        "Point to the right level.",
    ),
    Rule(
        "link-targets",
        ERROR,
        "A link has two targets or more.",
        "One thing alone answers nothing.",
        "TEI P5 link (Schematron)",
        "Add the other side.",
    ),
    Rule(
        "link-sides",
        ERROR,
        "A link names one target for each version, in the order of @domains.",
        "A lacking side is a statement, not a gap.",
        "TEI P5 att.pointing.group",
        "Name each version once; anchor what is absent.",
    ),
    Rule(
        "absence-unexplained",
        ERROR,
        "A side that is lacking says why.",
        "Omitted, lost and untranslated are different things.",
        "house",
        "Give the anchor type=absent and a subtype.",
    ),
    Rule(
        "crossing-undeclared",
        ERROR,
        "Units follow the order of every version, or declare that they cross.",
        "An unintended swap looks the same as a crossing.",
        "house",
        "Put links and text in one order, or write type=crossing.",
    ),
    Rule(
        "group-unused",
        ERROR,
        "A group stands in a unit.",
        "Otherwise its members answer nothing.",
        "TEI P5 §17.3",
        "Point to it from a link, or delete it.",
    ),
    Rule(
        "group-mixed",
        ERROR,
        "A group joins parts of one version and one level.",
        "It is one side of a unit.",
        "TEI P5 §17.3",
        "Divide the group.",
    ),
    Rule(
        "pair-length",
        WARNING,
        "Sentences that answer each other are of like length.",
        "A pair that is too unequal often hides a missing or misplaced sentence.",
        "Gale and Church, A Program for Aligning Sentences in Bilingual Corpora (1993)",
        "Look whether words are missing, or the sides do not answer each other.",
    ),
    Rule(
        "pair-swapped",
        WARNING,
        "Neighbouring sentences fit better as they stand than exchanged.",
        "Two sentences that changed places keep all words and all links.",
        "Gale and Church, A Program for Aligning Sentences in Bilingual Corpora (1993)",
        "Look whether two sentences of one version have changed places.",
    ),
    Rule(
        "parity-entity",
        ERROR,
        "Who and what one side of a sentence names, the other names too, or a shift says why not.",
        "A name that is lost or won in translation is the edition's matter, not an accident.",
        "house",
        "Mark the words that answer it (a pronoun too: <rs>), or record a shift.",
    ),
    Rule(
        "parity-date",
        ERROR,
        "A date on one side of a sentence stands on the other, or a shift says why not.",
        "A lost or altered date changes what is said.",
        "house",
        "Mark the date on both sides, or record a shift.",
    ),
    Rule(
        "parity-number",
        ERROR,
        "A number on one side of a sentence stands on the other, or a shift says why not.",
        "A lost or altered number changes what is said.",
        "house",
        "Mark the number on both sides with @value, or record a shift.",
    ),
    Rule(
        "number-unmarked",
        WARNING,
        "Figures in an aligned text are marked as a number or a date.",
        "What is not marked cannot be compared.",
        "house",
        "Write <num value=…> or <date when=…>.",
    ),
    Rule(
        "quotation-absent",
        ERROR,
        "The words that a note or shift points to stand in the text.",
        "The quotation is the address: a changed text must be noticed.",
        "TEI P5 §17.2.4 (match)",
        "Quote the words as transcribed.",
    ),
    Rule(
        "quotation-repeated",
        ERROR,
        "A quotation stands once in its segment, or says which one is meant.",
        "Two places cannot share one mark.",
        "TEI P5 §17.2.4 (match)",
        "Quote more words, or add the index.",
    ),
    Rule(
        "shift-incomplete",
        ERROR,
        "A shift has type, weight, explanation and author.",
        "A judgement without ground or author cannot be judged.",
        "house",
        "Complete the annotation.",
    ),
    Rule(
        "pattern-instance",
        ERROR,
        "A pattern gathers shifts of its letter.",
        "Its instances are its ground.",
        "house",
        "Point to ids of shifts.",
    ),
)

EDITION = (
    Rule(
        "entity-unknown",
        ERROR,
        "Who and what is mentioned stands in a register.",
        "Registers answer for every name.",
        "TEI P5 §13.3",
        "Add an entry, or mend @ref.",
    ),
    Rule(
        "term-unknown",
        ERROR,
        "A term stands in the register of terms.",
        "The table of terms is computed from them.",
        "house",
        "Add an entry, or mend @ref.",
    ),
    Rule(
        "entry-unused",
        WARNING,
        "An entry of a register is mentioned somewhere.",
        "An entry without mention is often a misspelt id.",
        "house",
        "Mark the mention, or take the entry out.",
    ),
    Rule(
        "reference-unresolved",
        ERROR,
        "A reference to a letter or register of the edition arrives.",
        "Readers follow it.",
        "TEI P5 §3.7",
        "Mend the file name or the address.",
    ),
    Rule(
        "context-unmirrored",
        ERROR,
        "What one letter calls next calls it previous.",
        "A chain that holds one way only is a mistake on one side.",
        "TEI P5 correspContext",
        "Add the answer to the other letter's correspContext.",
    ),
    Rule(
        "letter-twice",
        ERROR,
        "No two letters differ in capitals only.",
        "They would have one address.",
        "house",
        "Rename one.",
    ),
)

SITE = (
    Rule(
        "output-name",
        ERROR,
        "Every path of the site is safe on every system.",
        "The site is copied to systems that we do not know.",
        "house; RFC 3986 §2.3",
        "Use ASCII letters, digits, dot, dash and underscore; begin with a letter or digit.",
    ),
    Rule(
        "output-unique",
        ERROR,
        "No two files of the site have one path, capitals apart.",
        "The second would silently replace the first.",
        "house",
        "Rename one of the letters or pages.",
    ),
    Rule(
        "link-resolves",
        ERROR,
        "Every link within the site leads to a file that is there.",
        "A reader must never arrive nowhere.",
        "Endings Principles 3.1",
        "Link to a page of the site, by its file name.",
    ),
    Rule(
        "fragment-resolves",
        ERROR,
        "Every link to a place in a page leads to an id of that page.",
        "A citation that lands at the top of a page is lost.",
        "HTML Living Standard §7.4.2.3.3",
        "Link to an id that the page has.",
    ),
    Rule(
        "link-relative",
        ERROR,
        "Links within the site are relative and stay in it.",
        "The site works from a disk, from an archive, below any address.",
        "Endings Principles 4.4",
        "Write the link relative to the page: ../about.html.",
    ),
    Rule(
        "link-scheme",
        ERROR,
        "Links out of the site begin with http:, https: or mailto:.",
        "Other schemes run programs or mean something else elsewhere.",
        "house; RFC 3986 §3.1",
        "Write the whole address, or a relative one.",
    ),
    Rule(
        "self-contained",
        ERROR,
        "A page is made of nothing that another host serves.",
        "What is elsewhere disappears, and tells others who reads.",
        "Endings Principles 4.3",
        "Take the file into templates/assets/.",
    ),
    Rule(
        "page-quotes",
        ERROR,
        "Attributes of ids and addresses stand in double quotes.",
        "Otherwise they are not checked.",
        "house",
        'Write name="value" in the template.',
    ),
    Rule(
        "page-id-unique",
        ERROR,
        "Every id of a page is its own, capitals apart.",
        "A link to it must lead to one place.",
        "HTML Living Standard §3.2.6",
        "Rename one of them.",
    ),
    Rule(
        "page-language",
        ERROR,
        "Every page says its language.",
        "Readers who listen hear it in the right voice.",
        "WCAG 2.2, 3.1.1",
        "Give <html> the attribute lang in the template.",
    ),
    Rule(
        "page-title",
        ERROR,
        "Every page has one title.",
        "It names the page in windows, histories and citations.",
        "WCAG 2.2, 2.4.2",
        "Give the page one <title> in the template.",
    ),
    Rule(
        "page-heading",
        ERROR,
        "Every page has one heading of the first rank.",
        "It says what the page is, and where it begins.",
        "house; WCAG 2.2, 2.4.6",
        "Write one <h1> in the template; headings of prose begin with ##.",
    ),
    Rule(
        "page-policy",
        ERROR,
        "Every page forbids what it does not contain.",
        "Whatever slipped through the build does not run.",
        "W3C Content Security Policy Level 3",
        "Keep the <meta> of the policy in the template, without unsafe-inline.",
    ),
    Rule(
        "page-inline",
        ERROR,
        "No page carries style or script of its own.",
        "The policy forbids it, so it would not work.",
        "W3C Content Security Policy Level 3",
        "Take it into a file of templates/assets/.",
    ),
)

RULES: tuple[Rule, ...] = (
    *FOLDER,
    *ADDRESSES,
    *HEADER,
    *TEXT,
    *NOTES,
    *DATES,
    *ALIGNMENT,
    *EDITION,
    *SITE,
)

BY_CODE = {rule.code: rule for rule in RULES}
