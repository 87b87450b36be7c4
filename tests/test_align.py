"""What answers what: coverage is proved, whatever the links say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from edition.align import units
from edition.model import Anchor, Block, Group, Letter, Link, Missing, Segment, Version, When


def paragraph(version: str, number: int, sentences: int) -> Block:
    name = f"{version}-p{number}"
    segments = tuple(Segment(f"{name}-s{n}", (f"{name} {n}.",)) for n in range(1, sentences + 1))
    return Block(name, "paragraph", segments)


def version(name: str, sentences: list[int], role: str = "translation") -> Version:
    blocks = tuple(paragraph(name, n, count) for n, count in enumerate(sentences, 1))
    return Version(name, name, role, "", blocks)


def letter(sentences: list[int], names: tuple[str, ...] = ("fr", "en")) -> Letter:
    """A letter whose versions answer each other block by block, sentence by sentence."""
    versions = tuple(version(name, sentences) for name in names)
    blocks = tuple(
        Link(f"p{n}", tuple(f"{name}-p{n}" for name in names), "block")
        for n in range(1, len(sentences) + 1)
    )
    segments = tuple(
        Link(f"p{n}-s{m}", tuple(f"{name}-p{n}-s{m}" for name in names), "segment")
        for n, count in enumerate(sentences, 1)
        for m in range(1, count + 1)
    )
    return Letter("x", "letters/x.xml", (), When(), versions, links=(*blocks, *segments))


def codes(made: Letter) -> list[str]:
    return [finding.code for finding in units(made)[1]]


def without(made: Letter, link: str) -> Letter:
    return replace(made, links=tuple(each for each in made.links if each.id != link))


def linked(made: Letter, name: str, *targets: str, crossing: bool = False) -> Letter:
    """The letter with other targets for a link."""
    return replace(
        made,
        links=tuple(
            replace(each, targets=targets, crossing=crossing) if each.id == name else each
            for each in made.links
        ),
    )


def test_versions_that_answer_each_other_sentence_by_sentence_are_covered() -> None:
    made, findings = units(letter([2, 3]))
    assert findings == ()
    assert [unit.id for unit in made] == ["p1", "p2", *(f"p1-s{n}" for n in (1, 2)),
                                          *(f"p2-s{n}" for n in (1, 2, 3))]  # fmt: skip


def test_a_segment_unit_knows_the_block_unit_that_holds_it() -> None:
    made, _ = units(letter([1, 2]))
    assert {unit.id: unit.parent for unit in made if unit.level == "segment"} == {
        "p1-s1": "p1",
        "p2-s1": "p2",
        "p2-s2": "p2",
    }


def test_three_versions_are_covered_like_two() -> None:
    made, findings = units(letter([2], ("la", "fr", "en")))
    assert findings == ()
    assert [side.version for side in made[0].sides] == ["la", "fr", "en"]


def test_a_sentence_without_a_link_is_named() -> None:
    findings = units(without(letter([2]), "p1-s2"))[1]
    assert [(f.code, f.message.partition(" in no")[0]) for f in findings] == [
        ("unit-missing", "segments “fr-p1-s2” + “en-p1-s2” stand")
    ]
    assert '<link xml:id="p1-s2" target="#fr-p1-s2 #en-p1-s2"/>' in findings[0].hint


def test_a_link_to_nobody_counts_for_who_is_meant() -> None:
    assert codes(linked(letter([2]), "p1-s2", "fr-p1-s2", "en-p1-s22")) == ["link-unresolved"]


def test_a_link_to_the_next_sentence_is_one_finding_that_names_the_one_left_out() -> None:
    (found,) = units(linked(letter([3]), "p1-s2", "fr-p1-s2", "en-p1-s3"))[1]
    assert found.code == "unit-twice"
    assert found.hint.startswith("“en-p1-s2” stands in none: is it meant in “p1-s2”?")


def test_a_sentence_in_two_units_is_named_once() -> None:
    made = letter([2])
    twice = replace(made, links=(*made.links, Link("p1-s9", ("fr-p1-s2", "en-p1-s2"), "segment")))
    assert codes(twice) == ["unit-twice", "unit-id"]


def test_several_sentences_answer_one_through_a_group() -> None:
    made = letter([2])
    en = replace(made.versions[1], parts=(paragraph("en", 1, 1),))
    grouped = replace(
        without(linked(made, "p1-s1", "fr-p1-g1", "en-p1-s1"), "p1-s2"),
        versions=(made.versions[0], en),
        groups=(Group("fr-p1-g1", ("fr-p1-s1", "fr-p1-s2")),),
    )
    found, findings = units(grouped)
    assert findings == ()
    assert found[1].sides[0].members == ("fr-p1-s1", "fr-p1-s2")


def test_a_group_that_nobody_points_to_is_named() -> None:
    made = replace(letter([2]), groups=(Group("fr-p1-g1", ("fr-p1-s1", "fr-p1-s2")),))
    assert codes(made) == ["group-unused"]


def test_a_side_that_is_lacking_is_anchored_with_a_reason() -> None:
    made = letter([1, 1])
    anchor = Anchor("en-absent-1", "absent", "omitted")
    en = replace(made.versions[1], parts=(made.versions[1].parts[0], anchor))
    links = tuple(each for each in made.links if not each.id.startswith("p2-s"))
    lacking = linked(
        replace(made, versions=(version("fr", [1, 0]), en), links=links),
        "p2", "fr-p2", "en-absent-1",
    )  # fmt: skip
    found, findings = units(lacking)
    assert findings == ()
    assert (found[1].sides[1].members, found[1].sides[1].absent) == ((), "omitted")


def test_a_lacking_side_without_a_reason_is_named() -> None:
    made = letter([1, 0])
    en = replace(made.versions[1], parts=(made.versions[1].parts[0], Anchor("en-a", "absent", "")))
    lacking = linked(replace(made, versions=(made.versions[0], en)), "p2", "fr-p2", "en-a")
    assert codes(lacking) == ["absence-unexplained"]


def test_a_missing_original_is_one_side_of_every_unit() -> None:
    made = letter([1], ("en",))
    links = tuple(replace(each, targets=("original", *each.targets)) for each in made.links)
    alone = replace(made, missing=(Missing("original", "original", ()),), links=links)
    found, findings = units(alone)
    assert findings == ()
    assert [(side.version, side.absent) for side in found[0].sides] == [
        ("original", "not-available"),
        ("en", ""),
    ]


def test_exchanged_sentences_are_an_undeclared_crossing() -> None:
    made = letter([2])
    crossed = linked(linked(made, "p1-s1", "fr-p1-s1", "en-p1-s2"), "p1-s2", "fr-p1-s2", "en-p1-s1")
    assert codes(crossed) == ["crossing-undeclared"]


def test_a_crossing_may_be_declared() -> None:
    made = linked(letter([2]), "p1-s1", "fr-p1-s1", "en-p1-s2")
    assert codes(linked(made, "p1-s2", "fr-p1-s2", "en-p1-s1", crossing=True)) == []


def test_a_target_that_does_not_exist_is_named_with_the_nearest() -> None:
    finding = units(linked(letter([2]), "p1-s2", "fr-p1-s2", "en-p1-s22"))[1][0]
    assert (finding.code, "en-p1-s22" in finding.message, "en-p1-s2" in finding.hint) == (
        "link-unresolved",
        True,
        True,
    )


def test_a_link_of_sentences_may_not_point_to_a_paragraph() -> None:
    assert "link-level" in codes(linked(letter([2]), "p1-s2", "fr-p1-s2", "en-p1"))


def test_a_link_with_one_target_answers_nothing() -> None:
    assert codes(linked(letter([1]), "p1-s1", "fr-p1-s1")) == ["link-sides", "unit-missing"]


def test_the_sides_stand_in_the_order_of_the_versions() -> None:
    assert codes(linked(letter([1]), "p1-s1", "en-p1-s1", "fr-p1-s1")) == ["link-sides"]


def test_sentences_that_answer_each_other_stand_in_answering_paragraphs() -> None:
    made = letter([1, 1])
    astride = linked(
        linked(made, "p1-s1", "fr-p1-s1", "en-p2-s1", crossing=True),
        "p2-s1", "fr-p2-s1", "en-p1-s1", crossing=True,
    )  # fmt: skip
    assert codes(astride) == ["unit-astride", "unit-astride"]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6), st.data())
def test_whatever_is_taken_out_of_an_alignment_is_missed(
    sentences: list[int], data: st.DataObject
) -> None:
    made = letter(sentences)
    gone = data.draw(st.sampled_from(made.links))
    findings = units(without(made, gone.id))[1]
    assert {finding.code for finding in findings} == {"unit-missing"}
    assert all(any(target in f.message for f in findings) for target in gone.targets)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.data())
def test_every_sentence_stands_in_exactly_one_unit_or_a_finding_says_so(
    sentences: list[int], data: st.DataObject
) -> None:
    made = letter(sentences)
    names = [target for link in made.links if link.level == "segment" for target in link.targets]
    drawn = data.draw(st.permutations(names))
    links = tuple(
        replace(link, targets=(drawn[2 * n], drawn[2 * n + 1]))
        for n, link in enumerate(each for each in made.links if each.level == "segment")
    )
    shuffled = replace(made, links=(*(e for e in made.links if e.level == "block"), *links))
    found, findings = units(shuffled)
    held = [m for unit in found if unit.level == "segment" for s in unit.sides for m in s.members]
    assert sorted(held) == sorted(names)
    assert findings or drawn == names
