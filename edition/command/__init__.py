"""The command line: words in, exit codes out; the place where steps meet the terminal.

Exit 0 done, 1 findings of severity error, 2 wrong usage or the machine refused.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import re
import shlex
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from edition.clerk import journal
from edition.command.asked import asked
from edition.finding import Findings, Severity, counted
from edition.folder import HOME, Folder, folder
from edition.publish import Refused, told

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from edition.press import Outcome
    from edition.unchanged import Done


STARTED = "python build.py"
"""How commands begin in hints."""


def main(arguments: Sequence[str], started: str = STARTED) -> int:
    """Runs a command and gives its exit code; without one, `build`.

    Commands in hints begin as this one was `started`.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Letters are large trees without cycles: there is nothing to be found in them, not even at the
    # end, when Python looks through all there is.
    gc.disable()
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its code, not an exception.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = asked(arguments)
    options.started = started
    try:
        with told("a source"):
            return COMMANDS[options.command](options)
    except Refused as refusal:
        print(f"refused: {refusal.message}", file=sys.stderr)
        if refusal.hint:
            print(f"    hint: {_repeatable(refusal.hint, options)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted: the site is as it was.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _opened(options: Namespace) -> tuple[Folder, Findings]:
    if not options.edition.is_dir():
        raise Refused(
            f"{options.edition} is not a folder", "Name the folder that has letters/ in it."
        )
    journal.resume(options.edition)
    return folder(options.edition)


def _build(options: Namespace) -> int:
    from edition import unchanged

    start = time.monotonic()
    opened, faults = _opened(options)
    out = options.out or opened.root / "site"
    state = unchanged.state(opened, options.base, time.time_ns())
    last = None if faults else unchanged.done(opened, out, state)
    if last is not None:
        _print_findings(options, opened, last.findings)
        _say(options, f"{_made(last)}; nothing has changed", start)
        return 0
    outcome = _pressed(options, opened, faults, out)
    _print_findings(options, opened, outcome.findings)
    if outcome.published:
        numbers = (outcome.letters, outcome.pages, outcome.findings)
        unchanged.remember(opened, out, state, *numbers)
    _print_outcome(options, outcome, out, start)
    return 0 if outcome.published else 1


def _pressed(options: Namespace, opened: Folder, faults: Findings, out: Path) -> Outcome:
    from edition import press

    if options.base:
        _check_base(options.base)
    with _Progress(options) as progress:
        return press.build(opened, out, faults, options.base, options.jobs, progress.said)


def _check_base(address: str) -> None:
    from edition import prose

    if not prose.absolute(address):
        hint = "Write it whole, such as https://edition.example/."
        raise Refused(f"“{address}” is not an absolute address", hint)


def _check(options: Namespace) -> int:
    from edition import press, report

    start = time.monotonic()
    opened, faults = _opened(options)
    with _Progress(options) as progress:
        outcome = press.checked(opened, faults, options.jobs, progress.said)
    _print_findings(options, opened, outcome.findings)
    letters = counted(outcome.letters, "letter")
    _say(options, f"{letters}: {report.summary(outcome.findings)}", start)
    return 1 if report.errors(outcome.findings) else 0


def _release(options: Namespace) -> int:
    from edition import report
    from edition.clerk import release

    start = time.monotonic()
    opened, faults = _opened(options)
    day = options.date or date.today().isoformat()
    asked = release.Asked(options.version, day, tuple(_notes(options.note)))
    with _Progress(options) as progress:
        done = release.release(opened, faults, asked, options.jobs, progress.said)
    _print_findings(options, opened, done.findings)
    for line in done.said:
        _say(options, line)
    if done.said:
        _say(options, "recorded; build the site to publish it", start)
        return 0
    _say(options, f"not released: {report.summary(done.findings)}", start)
    return 1


def _notes(given: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The notes on a release by language; what names none is English."""
    for each in given:
        named = re.match(r"([a-z]{2,3}): *", each)
        yield (named[1], each[named.end() :]) if named else ("en", each)


def _declare(options: Namespace) -> int:
    from edition import report
    from edition.clerk import declare
    from edition.ledger import Wish, full

    opened, faults = _opened(options)
    wish = Wish(options.address, options.fate, tuple(options.to), "\n".join(options.reason))
    with _Progress(options) as progress:
        done = declare.declare(opened, faults, options.address, wish, options.jobs, progress.said)
    _print_findings(options, opened, done.findings)
    if not done.lines:
        _say(options, f"not declared: {report.summary(done.findings)}")
        return 1
    for line in done.lines:
        to = f" to {' '.join(line.to)}" if line.to else ""
        _say(options, f"{full(done.page, line.address)}: {line.fate}{to}")
    _say(options, f"declared in {done.file}; the next release records it")
    return 0


def _verify(options: Namespace) -> int:
    from edition.clerk import verify

    opened, _ = _opened(options)
    citations = list(options.citations)
    if options.file:
        citations += _listed(options.file)
    if not citations:
        raise Refused("nothing is cited", "Give permalinks or citations, or --file FILE.")
    verdicts = verify.verify(opened, citations)
    shown = verify.as_json(verdicts) if options.format == "json" else verify.text(verdicts)
    sys.stdout.write(shown)
    return verify.code(verdicts)


def _listed(file: Path) -> list[str]:
    """The citations of a file, one a line."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise Refused(f"{file} is not UTF-8", "Save it as UTF-8, a citation a line.") from error
    return [line for line in lines if line.strip()]


def _print_outcome(options: Namespace, outcome: Outcome, out: Path, start: float) -> None:
    from edition import report

    if outcome.edited and outcome.published:
        _say(options, f"edited by hand, now in {out}.rescued: {', '.join(outcome.edited)}")
    anew = f" ({outcome.rendered} made anew)" if outcome.pages else ""
    _say(options, f"{_made(outcome)}{anew}; {report.summary(outcome.findings)}", start)
    kept = f"; {out} is as it was" if out.exists() else ""
    _say(options, f"published in {out}" if outcome.published else f"not published{kept}")


def _made(of: Outcome | Done) -> str:
    """How many letters and pages there are."""
    pages = counted(of.pages, "page") if of.pages else "no site"
    return f"{counted(of.letters, 'letter')}, {pages}"


def _say(options: Namespace, words: str, start: float = 0.0) -> None:
    """A line of the summary, with the seconds since the start, where text is asked for."""
    if not options.quiet and options.format == "text":
        print(f"{words}; {time.monotonic() - start:.2f} s" if start else words)


def _print_findings(options: Namespace, opened: Folder, findings: Findings) -> None:
    """The findings, in the form that was asked for."""
    if not findings and options.format == "text":
        return
    from edition import report

    if options.quiet:
        findings = tuple(each for each in findings if report.severity(each) is not Severity.NOTICE)
    sources: dict[str, bytes] = {}
    for name in {finding.where.file for finding in findings}:
        kind, _, rest = name.partition("/")
        with suppress(OSError):
            if name in opened.files:
                sources[name] = opened.read(name)
            elif kind in ("schema", "templates"):
                sources[name] = opened.own(kind, rest)[1]
    exact = tuple(
        replace(each, hint=_repeatable(each.hint, options))
        for each in report.placed(findings, sources)
    )
    if options.format == "json":
        sys.stdout.write(report.as_json(exact))
    elif options.format == "sarif":
        sys.stdout.write(report.as_sarif(exact))
    else:
        sys.stdout.write(report.text(exact, sources))


def _repeatable(hint: str, options: Namespace) -> str:
    """A hint whose commands begin as this one did, and name the edition for which it was given."""
    named = f" --edition {shlex.quote(str(options.edition))}" if options.edition != HOME else ""
    command = re.compile(rf"`{re.escape(STARTED)}( [^`]+)")
    return command.sub(lambda found: f"`{options.started}{found[1]}{named}", hint)


COMMANDS = {
    "build": _build,
    "check": _check,
    "release": _release,
    "declare": _declare,
    "verify": _verify,
}


class _Progress:
    """A line that tells how far a long build is; nothing where nobody watches."""

    def __init__(self, options: Namespace) -> None:
        self.shown = sys.stderr.isatty() and not options.quiet
        self.bar: Progress | None = None
        self.task: TaskID | None = None
        self.step = ""

    def __enter__(self) -> _Progress:
        return self

    def said(self, step: str, done: int, total: int) -> None:
        """Tells that a step has done so many of so many."""
        if not self.shown:
            return
        if self.bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.bar.start()
        if self.task is None or step != self.step:
            self.step, self.task = step, self.bar.add_task(step, total=total)
        self.bar.update(self.task, completed=done)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
