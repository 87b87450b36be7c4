"""The ledger, on values: what is lost, changed or reused is found, and what is declared is kept."""

from __future__ import annotations

import re

import pytest

from edition import ledger
from edition.ledger import Ground, Line, Unfit, Wish
from edition.ledger.compare import Difference
from edition.ledger.lines import order, sealed
from edition.model import fingerprint_of

FILE = "letters/anchors/a.tsv"
PARTS = {
    "p1": ("fr-p1", "en-p1"),
    "p1-s1": ("fr-p1-s1", "en-p1-s1"),
    "fr-p1": ("fr-p1-s1",),
    "en-p1": ("en-p1-s1",),
}
WORDS = {
    "fr-p1-s1": "Bonjour à tous.",
    "en-p1-s1": "Hello to everybody.",
    "fr-p1": "Bonjour à tous.",
    "en-p1": "Hello to everybody.",
    "p1-s1": "Bonjour à tous.\nHello to everybody.",
    "p1": "Bonjour à tous.\nHello to everybody.",
    ".": "Bonjour à tous.\nHello to everybody.",
    "ed-1": "A greeting.\nUn salut.",
    "fr-page-1": "",
}


def today(**changed: str | None) -> dict[str, str]:
    """Addresses with fingerprints, some with other words, some without (None)."""
    words = WORDS | {name.replace("_", "-"): text for name, text in changed.items()}
    return {name: fingerprint_of(text) if text else "" for name, text in words.items()
            if text is not None}  # fmt: skip


def first(stands: dict[str, str] | None = None) -> tuple[Line, ...]:
    """The lines of a first release."""
    return ledger.released((), {}, stands or today(), {}, {}, no, "1.0.0")


def no(line: Line, fingerprint: str) -> bool:
    return False


def book(lines: tuple[Line, ...], *releases: str) -> ledger.Book:
    made, _, findings = ledger.book(FILE, lines, releases or ("1.0.0", "1.1.0", "1.2.0"))
    assert findings == ()
    return made


# --- lines -------------------------------------------------------------------------------------

LINES = (
    Line("p2", "1.0.0", "live", "0" * 16, at=2),
    Line("p2", "1.1.0", "changed", "1" * 16, reason="a slip", was="One\ttwo\nthree \\ n", at=3),
    Line("p10", "1.0.0", "live", "2" * 16, at=4),
    Line("p10", "1.1.0", "split", to=("p10a", "p11"), at=5),
    Line("p10a", "next", "withdrawn", reason="not in the source", at=6),
)


def test_lines_come_back_as_they_were_written_and_are_sorted_as_people_count() -> None:
    data = ledger.written(reversed(LINES))
    table, findings = ledger.table(FILE, data)
    assert findings == ()
    assert table.lines == LINES
    assert data.decode().splitlines() == [
        "address\trelease\tfate\tfingerprint\tto\treason\twas",
        f"p2\t1.0.0\tlive\t{'0' * 16}",
        f"p2\t1.1.0\tchanged\t{'1' * 16}\t\ta slip\tOne\\ttwo\\nthree \\\\ n",
        f"p10\t1.0.0\tlive\t{'2' * 16}",
        "p10\t1.1.0\tsplit\t\tp10a p11",
        "p10a\tnext\twithdrawn\t\t\tnot in the source",
        f"#\t1.1.0\tsealed\t{table.seal}",
    ]


@pytest.mark.parametrize(
    "change",
    [
        ("1.0.0\tlive\t2", "1.0.0\tlive\t3"),
        ("One", "Two"),
        ("a slip", "a slap"),
        ("p10\t1.0.0\tlive\t2222222222222222\n", ""),
        ("p10a p11", "p11 p10a"),
        ("sealed\t", "sealed\tf"),
        ("#\t1.1.0", "#\t0.1.0"),
        ("\tsealed", "\tsigned"),
        ("#\t1.1.0", "#\t1.0.0\tsealed\t0\n#\t1.1.0"),
    ],
)
def test_a_changed_line_of_a_release_breaks_the_seal(change: tuple[str, str]) -> None:
    text = ledger.written(LINES).decode()
    assert change[0] in text
    _, findings = ledger.table(FILE, text.replace(*change).encode())
    assert [each.code for each in findings] in (["ledger-altered"], ["ledger-line"])


def test_what_is_declared_is_not_sealed() -> None:
    assert sealed(LINES) == sealed(LINES[:-1])
    assert sorted(LINES, key=order) == list(LINES)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("p1\t1.0\tlive", "names “1.0” as a release"),
        ("p1\t1.0.0\tgone", "names “gone” as a fate"),
        ("p1\t1.0.0\tlive\txyz", "names “xyz” as a fingerprint"),
        ("p1\t1.0.0", "has 2 cells"),
        ("p 1\t1.0.0\tlive", "has no address, but “p 1”"),
        ("p1\tnext\tmoved", "says moved, and not to which one address"),
        ("p1\tnext\tsplit\t\tp1a", "says split, and not into which addresses"),
        ("p1\tnext\twithdrawn", "says withdrawn, and not why"),
    ],
)
def test_a_line_that_cannot_be_read_is_found(row: str, fault: str) -> None:
    _, findings = ledger.table(FILE, f"address\trelease\tfate\n{row}\n".encode())
    assert [each.message for each in findings] == [f"a line of the ledger {fault}"]


@pytest.mark.parametrize(
    "lines",
    [
        (Line("p1", "1.0.0", "withdrawn", reason="x"),),
        (Line("p1", "1.0.0", "live"), Line("p1", "1.1.0", "live")),
        (Line("p1", "1.0.0", "live"), Line("p1", "1.0.0", "changed", "1" * 16)),
        (Line("p1", "1.0.0", "live"), Line("p1", "9.0.0", "changed", "1" * 16)),
        (Line("p1", "next", "live"),),
        (Line("p1", "1.0.0", "live"), *[Line("p1", "next", "withdrawn", reason="x")] * 2),
        (
            Line("p1", "1.0.0", "live"),
            Line("p1", "1.1.0", "withdrawn", reason="x"),
            Line("p1", "1.2.0", "changed", "1" * 16),
        ),
        (Line("p1", "1.0.0", "live", "0" * 16), Line("p1", "1.1.0", "changed", "1" * 16, was="x")),
    ],
)
def test_a_history_that_cannot_be_is_found(lines: tuple[Line, ...]) -> None:
    _, _, findings = ledger.book(FILE, lines, ("1.0.0", "1.1.0", "1.2.0"))
    assert {each.code for each in findings} == {"ledger-history"}


# --- what stands against what was released -----------------------------------------------------


def differences(stands: dict[str, str], *declared: Line) -> tuple[Difference, ...]:
    return ledger.differences(book((*first(), *declared)), stands, lambda: PARTS)


def test_nothing_differs_while_all_stands_and_what_is_new_is_no_difference() -> None:
    assert differences(today()) == ()
    assert differences(today(ed_2="Another note.")) == ()


def test_a_changed_sentence_is_found_once_and_not_with_all_that_holds_it() -> None:
    stands = today(fr_p1_s1="Bonjour !", fr_p1="Bonjour !", p1_s1="x", p1="x", **{".": "x"})
    assert differences(stands) == (Difference("changed", "fr-p1-s1"),)


def test_a_sentence_that_comes_into_a_paragraph_changes_the_paragraph() -> None:
    stands = today(fr_p1="Bonjour à tous. Bien.", p1="x", fr_p1_s2="Bien.", **{".": "x"})
    assert differences(stands) == (Difference("changed", "fr-p1"),)


def test_what_is_lost_is_told_with_all_that_belongs_to_it() -> None:
    stands = today(**dict.fromkeys(["fr_p1", "en_p1", "fr_p1_s1", "en_p1_s1", "p1", "p1_s1"]))
    (found,) = differences(stands | {".": "x"})
    assert (found.kind, found.address) == ("lost", "p1")
    assert set(found.with_it) == {"fr-p1", "en-p1", "fr-p1-s1", "en-p1-s1", "p1-s1"}


def test_a_text_that_has_another_name_now_is_proposed() -> None:
    stands = today(ed_1=None, ed_1a=WORDS["ed-1"])
    assert differences(stands) == (Difference("lost", "ed-1", near="ed-1a"),)


def test_an_address_that_has_come_to_the_text_of_another_is_reused() -> None:
    swapped = today(fr_p1_s1=WORDS["ed-1"], ed_1=WORDS["fr-p1-s1"], fr_p1="x", p1_s1="x", p1="y")
    assert {(each.kind, each.address) for each in differences(swapped | {".": "z"})} == {
        ("reused", "fr-p1-s1"),
        ("reused", "ed-1"),
    }


def test_an_address_that_was_withdrawn_is_not_given_to_another_text() -> None:
    gone = Line("ed-1", "1.1.0", "withdrawn", reason="x")
    assert differences(today(ed_1="Another."), gone) == (Difference("reused", "ed-1"),)
    assert differences(today(), gone) == ()  # the same text may come back
    assert differences(today(ed_1=None), gone) == ()


def test_what_is_declared_must_be_so() -> None:
    changed = Line("ed-1", "next", "changed")
    moved = Line("ed-1", "next", "moved", to=("ed-1a",))
    assert differences(today(), changed) == (Difference("idle", "ed-1"),)
    assert differences(today(), moved) == (Difference("idle", "ed-1"),)
    assert differences(today(ed_1="Other."), changed) == ()
    assert differences(today(ed_1=None), moved) == ()


# --- releases ----------------------------------------------------------------------------------


def test_a_release_records_what_is_declared_and_what_follows_from_it() -> None:
    declared = Line("fr-p1-s1", "next", "changed", reason="a slip")
    stands = today(
        fr_p1_s1="Bonjour !", fr_p1="Bonjour !", p1_s1="x", p1="x", ed_2="New.", **{".": "x"}
    )
    before = (*first(), declared)
    after = ledger.released(before, book(before), stands, PARTS, WORDS, no, "1.1.0")
    new = {each.address: each for each in after if each.release == "1.1.0"}
    was, now = WORDS["fr-p1-s1"], fingerprint_of("Bonjour !")
    assert new.pop("fr-p1-s1") == Line(
        "fr-p1-s1", "1.1.0", "changed", now, reason="a slip", was=was
    )
    assert new.pop("ed-2") == Line("ed-2", "1.1.0", "live", fingerprint_of("New."))
    assert {name: (line.fate, line.to, line.was) for name, line in new.items()} == dict.fromkeys(
        ("fr-p1", "p1", "p1-s1", "."), ("changed", ("fr-p1-s1",), "")
    )
    assert ledger.differences(book(after), stands, lambda: PARTS) == ()


def test_a_release_that_changes_nothing_adds_nothing() -> None:
    before = first()
    assert ledger.released(before, book(before), today(), PARTS, WORDS, no, "1.1.0") == before


# --- declarations ------------------------------------------------------------------------------


def declared(
    stands: dict[str, str] | None, address: str, fate: str, *to: str, reason: str = ""
) -> dict[str, tuple[str, tuple[str, ...]]]:
    ground = Ground("letters/a.html", book(first()), stands, PARTS, {}, WORDS)
    lines = ledger.declared(Wish(address, fate, to, reason), ground)
    assert all(line.release == "next" and line.reason == reason for line in lines)
    return {line.address: (line.fate, line.to) for line in lines}


P1 = ("p1", "fr-p1", "en-p1", "p1-s1", "fr-p1-s1", "en-p1-s1")
LOST = dict.fromkeys([name.replace("-", "_") for name in P1])


def test_a_paragraph_takes_its_versions_and_sentences_along() -> None:
    moved = {name.replace("p1", "p1a").replace("-", "_"): WORDS[name] for name in P1}
    assert declared(today(**LOST, **moved), "p1", "moved", "p1a") == {
        name: ("moved", (name.replace("p1", "p1a"),)) for name in P1
    }


def test_what_is_withdrawn_is_withdrawn_with_all_that_it_holds() -> None:
    stands = today(**LOST)
    found = declared(stands, "p1", "withdrawn", reason="not in the source")
    assert found == dict.fromkeys(P1, ("withdrawn", ()))


def test_sentences_of_a_merged_paragraph_go_where_their_text_is() -> None:
    stands = today(**LOST, p2="x", fr_p2="y", en_p2="z", fr_p2_s4=WORDS["fr-p1-s1"])
    assert declared(stands, "p1", "merged", "p2") == {
        "p1": ("merged", ("p2",)),
        "fr-p1": ("merged", ("fr-p2",)),
        "en-p1": ("merged", ("en-p2",)),
        "fr-p1-s1": ("moved", ("fr-p2-s4",)),
        "en-p1-s1": ("merged", ("en-p2",)),
        "p1-s1": ("merged", ("p2",)),
    }


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (("p9", "changed"), "“letters/a.html#p9” was never released"),
        (("ed-1", "changed"), "“letters/a.html#ed-1” has the text that was released"),
        (("ed-1", "moved", "p1"), "“letters/a.html#ed-1” still stands"),
        (("p1", "moved", "p7"), "“letters/a.html#p7” is not an address of the edition"),
        (("p1", "split", "ed-1"), "split, but not into several"),
        (("p1", "withdrawn"), "withdrawn, but not why"),
        ((".", "changed"), "no text of letters/a.html has changed"),
    ],
)
def test_what_cannot_be_is_not_declared(wish: tuple[str, ...], message: str) -> None:
    stands = today(**({} if wish[0] in ("ed-1", ".") else LOST))
    with pytest.raises(Unfit, match=re.escape(message)):
        declared(stands, *wish)


# --- where addresses lead ----------------------------------------------------------------------


def test_fates_lead_on_from_letter_to_letter_to_what_stands() -> None:
    fates = ledger.fates(
        (
            ("letters/a.html", (Line("p1", "1.1.0", "moved", to=("letters/b.html#p3",)),)),
            (
                "letters/b.html",
                (
                    Line("p3", "1.2.0", "split", to=("p3", "p4")),
                    Line("p4", "next", "withdrawn", reason="x"),
                ),
            ),
        )
    )
    way = ledger.way("letters/a.html#p1", fates)
    assert way.ends == ("letters/b.html#p3",)
    assert [name.rpartition("#")[2] for name, _ in way.lines] == ["p1", "p3", "p4"]
    assert not way.circle


def test_circles_and_fates_that_lead_nowhere_are_found() -> None:
    fates = ledger.fates(
        (
            (
                "letters/a.html",
                (
                    Line("p1", "1.1.0", "moved", to=("p2",), at=2),
                    Line("p2", "next", "merged", to=("p1",), at=3),
                    Line("p3", "next", "moved", to=("p9",), at=4),
                ),
            ),
        )
    )
    found = ledger.astray(fates, lambda _: FILE, lambda address: False)
    assert [(each.code, each.where.line) for each in found] == [
        ("fate-circle", 2),
        ("fate-circle", 3),
        ("fate-target", 4),
    ]
