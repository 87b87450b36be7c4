"""Histories by chance: after every release each address that was ever released leads to the right
place, or says what became of it; and nothing that was released goes, changes or is altered unseen.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from edition import ledger
from edition.ledger import Ground, Line
from edition.model import fingerprint_of
from tests.histories import Edition, Letter, Wish, edit, histories, parts, source, words
from tests.pages import pages
from tests.small import SETTINGS, run, write


class Kept:
    """The ledgers of an edition as values, kept as the commands keep them in files."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.lines: dict[str, tuple[Line, ...]] = {}
        self.texts: dict[str, dict[str, str]] = {}
        self.releases: list[str] = []

    def book(self, name: str) -> ledger.Book:
        made, _, findings = ledger.book(name, self.lines.get(name, ()), self.releases)
        assert findings == ()
        return made

    def letter(self, name: str) -> Letter:
        return self.edition.letters.get(name) or Letter([], {})

    def today(self, name: str) -> dict[str, str] | None:
        if name not in self.edition.letters:
            return None
        return {each: fingerprint_of(text) if text else ""
                for each, text in words(self.edition.letters[name]).items()}  # fmt: skip

    def differences(self) -> list[tuple[str, str]]:
        """What differs and is not declared: letter, address."""
        return [
            (name, each.address)
            for name in self.lines
            for each in ledger.differences(
                self.book(name), self.today(name), lambda name=name: parts(self.letter(name))
            )
        ]

    def declare(self, wish: Wish) -> None:
        """What the command declares."""
        address, fate, to = wish
        page, anchor = ledger.place(address)
        name = page.removeprefix("letters/").removesuffix(".html")
        others = {
            ledger.full(f"letters/{other}.html", each): text
            for other in self.edition.letters
            for each, text in (self.today(other) or {}).items()
            if other != name
        }
        ground = Ground(page, self.book(name), self.today(name), parts(self.letter(name)),
                        others, self.texts.get(name, {}))  # fmt: skip
        asked = ledger.Wish(anchor, fate, to, "It is so.")
        self.lines[name] += ledger.declared(asked, ground)

    def release(self) -> None:
        """What the command records."""
        version = f"1.{len(self.releases)}.0"
        for name in [*self.lines, *(n for n in self.edition.letters if n not in self.lines)]:
            book = self.book(name)
            self.lines[name] = ledger.released(
                *(self.lines.get(name, ()), book, self.today(name), parts(self.letter(name))),
                *(self.texts.get(name, {}), lambda *_: False, version),
            )
            if name in self.edition.letters:
                self.texts[name] = {
                    each: text for each, text in words(self.edition.letters[name]).items()
                    if text and each != "." and not re.match("p[0-9]", each)
                }  # fmt: skip
        self.releases.append(version)
        self.edition.touched.clear()

    def fates(self) -> dict[str, Line]:
        books = ((f"letters/{name}.html", ledger.gone(self.book(name))) for name in self.lines)
        return ledger.fates(books)


@settings(max_examples=200, suppress_health_check=list(HealthCheck),
          phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink])  # fmt: skip
@given(history=histories())
def test_every_address_ever_released_leads_to_its_text_or_says_what_became_of_it(
    history: list[list[tuple[str, int]]],
) -> None:
    edition = Edition()
    edition.letter(), edition.letter()
    kept = Kept(edition)
    kept.release()
    cited: dict[str, int] = {}  # every address that a sentence or note ever had
    for edits in history:
        cited |= {address: number for number, address in edition.numbers().items()}
        for what, lot in edits:
            before = kept.differences()
            wishes = edit(edition, what, lot)
            assert bool(kept.differences()) == bool(wishes), (what, before)
            for wish in wishes:
                kept.declare(wish)
            assert kept.differences() == [], (what, wishes)
        kept.release()
        assert kept.differences() == []
        right_places(kept, cited)


def right_places(kept: Kept, cited: dict[str, int]) -> None:
    """Each address leads to where its text is now; what is withdrawn leads nowhere."""
    standing = {
        ledger.full(f"letters/{name}.html", each)
        for name in kept.edition.letters
        for each in words(kept.edition.letters[name])
    }
    fates, now = kept.fates(), kept.edition.numbers()
    for name, lines in kept.lines.items():
        for line in lines:
            address = ledger.full(f"letters/{name}.html", line.address)
            way = ledger.way(address, fates)
            assert not way.circle
            assert set(way.ends) <= standing, address
            assert way.ends or way.lines[-1][1].fate == "withdrawn", address
            if address in cited:
                wanted = (now[cited[address]],) if cited[address] in now else ()
                assert way.ends == wanted, address


@settings(max_examples=150)
@given(history=histories(most=2), place=st.integers(0, 10**6), sign=st.sampled_from("0a\t\n#.x"))
def test_a_ledger_that_was_altered_is_found(
    history: list[list[tuple[str, int]]], place: int, sign: str
) -> None:
    """One character of a ledger becomes another, wherever in its lines."""
    edition = Edition()
    edition.letter()
    kept = Kept(edition)
    kept.release()
    for edits in history:
        for what, lot in edits:
            for wish in edit(edition, what, lot):
                kept.declare(wish)
        kept.release()
    name = sorted(kept.lines)[place % len(kept.lines)]
    text = ledger.written(kept.lines[name]).decode()
    start = text.index("\n") + 1
    at = start + place % (len(text) - start - 1)
    altered = text[:at] + sign + text[at + 1 :]
    before, _ = ledger.table(name, text.encode())
    table, findings = ledger.table(name, altered.encode())
    if altered != text and not findings:  # the seal of all ledgers is left
        assert ledger.seal([(name, table.seal)]) != ledger.seal([(name, before.seal)])


@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(history=histories(most=3, edits=3))
def test_in_a_built_site_every_address_ever_released_stands_in_every_language(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[tuple[str, int]]]
) -> None:
    """The same by the commands: editing, declaring, releasing, building."""
    root = tmp_path_factory.mktemp("history")
    edition = Edition()
    edition.letter(), edition.letter()
    write(root, {"letters/edition.yaml": SETTINGS})
    encode(root, edition)
    done(root, "release", "1.0.0", "--date", "1999-01-01")
    cited: dict[str, int] = {}
    for number, edits in enumerate(history, 1):
        cited |= {address: each for each, address in edition.numbers().items()}
        edition.touched.clear()
        for what, lot in edits:
            wishes = edit(edition, what, lot)
            encode(root, edition)
            for address, fate, to in wishes:
                done(root, "declare", address, fate, *to, "--reason", "It is so.")
        done(root, "release", f"1.{number}.0", "--date", "1999-01-01")
        done(root, "build")
        now = edition.numbers()
        shown = {page.name: page for page in pages(root / "site")}
        for address, each in cited.items():
            path, _, anchor = address.partition("#")
            for name in (path, f"fr/{path}"):
                assert anchor in shown[name].ids, address
                (element,) = shown[name].root.xpath("//*[@id=$id]", id=anchor)
                if each in now and now[each] != address:
                    hrefs = " ".join(element.xpath(".//a/@href"))
                    assert now[each].rpartition("/")[2] in hrefs or (
                        f"#{now[each].partition('#')[2]}" in hrefs
                    )
                elif each not in now:
                    assert "It is so." in element.text_content()


def encode(root: Path, edition: Edition) -> None:
    """Writes the letters of an edition, and takes away those that it has not."""
    files = {f"letters/{name}.xml": source(letter) for name, letter in edition.letters.items()}
    there = {f"letters/{path.name}" for path in (root / "letters").glob("*.xml")}
    write(root, {**files, **dict.fromkeys(there - files.keys())})


def done(root: Path, *words: str) -> None:
    said = run(root, *words)
    assert said.code == 0, (words, said.out, said.err)
