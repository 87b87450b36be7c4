"""Rules of correspDesc: who sent, who received, in which order."""

from __future__ import annotations

from collections.abc import Iterator

from edition import moment
from edition.finding import Finding
from edition.tei.names import ID
from edition.tei.rules.dates import ELSEWHERE
from edition.tei.tree import Element, Tree


def sender_and_receiver(tree: Tree) -> Iterator[Finding]:
    """correspondence-incomplete: a letter was sent by somebody to somebody, at some time."""
    described = tree.first("correspDesc")
    if described is None:
        header = tree.first("profileDesc")
        yield tree.finding(
            header or tree.root,
            "correspondence-incomplete",
            "the header does not say who wrote to whom",
            "Add <correspDesc> with a correspAction of type sent and one of type received.",
        )
        return
    for kind in ("sent", "received"):
        actions = [each for each in tree.all("correspAction") if each.get("type") == kind]
        if not actions:
            yield tree.finding(
                described,
                "correspondence-incomplete",
                f"no action of type “{kind}”",
                f'Add <correspAction type="{kind}">; where somebody is unknown, say so in words.',
            )
    for action in tree.all("correspAction"):
        if action.get("type") == "sent" and action.child("date") is None:
            yield tree.finding(
                action,
                "correspondence-incomplete",
                "the letter was sent, and no date is given",
                "Add <date> with @when, or with @notBefore and @notAfter.",
            )


def sent_before_received(tree: Tree) -> Iterator[Finding]:
    """sent-after-received: a letter is sent before it is transmitted and received."""
    sent = [_earliest(each) for each in tree.all("correspAction") if each.get("type") == "sent"]
    if not sent or not sent[0]:
        return
    for action in tree.all("correspAction"):
        latest = _latest(action)
        if action.get("type") != "sent" and latest and moment.is_before(latest, sent[0]):
            yield tree.finding(
                action,
                "sent-after-received",
                f"the letter was {action.get('type')} on {latest}, and sent on {sent[0]}",
                "Mend one of the two dates.",
            )


def sent_as_dated(tree: Tree) -> Iterator[Finding]:
    """dateline-disagrees: a letter was sent on the day of its dateline."""
    lines = list(tree.all("dateline"))
    for action in tree.all("correspAction") if lines else ():
        sent = action.child("date")
        if action.get("type") != "sent" or sent is None or sent.get("evidence") in ELSEWHERE:
            continue
        early, late = _earliest(action), _latest(action)
        dated = [
            (line, moment.day(date.get("when")))
            for line in lines
            for date in line.all("date")
            if date.get("when")
        ]
        if dated and not any(moment.lies_in(day, early, late) for _, day in dated):
            line, day = dated[0]
            said = early if early == late else f"{early}/{late}"
            yield tree.finding(
                sent,
                "dateline-disagrees",
                f"the letter was sent on “{said}”; “{line.get(ID)}” is of “{day}”",
                "Mend the one that is misread; where it was sent on another day than it says, "
                '@evidence="external" on the date of the header says so.',
                "when" if sent.get("when") else "notBefore",
            )


def _earliest(action: Element) -> str:
    date = action.child("date")
    return moment.day(date.get("when") or date.get("notBefore")) if date else ""


def _latest(action: Element) -> str:
    date = action.child("date")
    return moment.day(date.get("when") or date.get("notAfter")) if date else ""


RULES = (sender_and_receiver, sent_before_received, sent_as_dated)
