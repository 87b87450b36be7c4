"""Measures what building an edition costs, against a floor measured in the same run.

`python -m tests.bench.run --letters 1000` prints a table: what, how much, the budget, whether it
is met; `--large` adds the lines that need ten times as many letters. The floor is the least
that any build of these letters must do: parse and validate each with lxml, fill one small
template with its sentences, and write the bytes that the build writes, each letter its share.

A letter that nobody has commented on yet (its text, alignment, printed notes, readings and
entities) is measured apart, on its way from source to page, and in a whole build.

A build runs as a user runs it, in a process of its own, with its modules compiled as after a
first run; its CPU time includes its workers', its memory is that of its largest process. Of what
takes less than a second, the best of three counts; of the floor, the median of five.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment
from lxml import etree

from edition import fonts
from tests.bench import generate, ledgers, way
from tests.command import ROOT, environment

FLOOR_LETTERS = 200
PAGES = {
    "letters/1962-01-11.html": "the 1962 page",
    "fr/letters/1962-01-11.html": "the same in French",
}
ADDRESS = "fr-p2-s2"
EDITED = f'<s xml:id="{ADDRESS}">'
TEMPLATE = """<!doctype html><title>{{ title }}</title><table>
{% for id, text in sentences %}<tr id="{{ id }}"><td>{{ text }}</td></tr>
{% endfor %}</table>"""


class Line(NamedTuple):
    """A line of the table."""

    what: str
    measured: str
    budget: str
    met: bool | None


class Cost(NamedTuple):
    """What a command cost: seconds by the clock, seconds of CPU, MB of its largest process."""

    wall: float
    cpu: float
    memory: float


def main() -> int:
    """Measures, prints, and gives 1 if a budget is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--jobs", type=int, default=2, help="processes of a parallel build")
    parser.add_argument("--large", action="store_true", help="ten times as many letters, too")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        lines = []
        for line in measured(Path(folder), options.letters, options.jobs, options.large):
            print(row(line), flush=True)
            lines.append(line)
    return int(any(line.met is False for line in lines))


def row(line: Line) -> str:
    """A line as it is printed."""
    verdict = {True: "met", False: "NOT MET", None: ""}[line.met]
    return f"{line.what:<46} {line.measured:>24}   {line.budget:<26} {verdict}".rstrip()


def measured(folder: Path, letters: int, jobs: int, large: bool) -> Iterator[Line]:
    """All lines, in the order of their measuring."""
    yield Line("what", "measured", "budget", None)
    yield from of_the_edition(folder / "two")
    place = made(folder / "many", letters)
    full = build(place, 1)
    floor = statistics.median(least(place) for _ in range(5))
    size = statistics.mean(path.stat().st_size for path in (place / "letters").glob("*.xml"))
    yield Line("size of a letter", f"{size / 1000:.0f} KB", "", None)
    yield Line("floor, a letter", f"{floor * 1000:.2f} ms", "", None)
    yield times("full build, CPU a letter", full.cpu / letters, floor, 6)
    fresh(place)
    parallel = build(place, jobs)
    yield times(f"the same, clock, {jobs} processes", parallel.wall / letters, floor, 4)
    changed = min(build(place, jobs, edit=number).wall for number in range(3))
    yield below("one letter changed", changed, "s", 0.6)
    still = min(build(place, jobs).wall for _ in range(3))
    yield below("nothing changed", still, "s", 0.35)
    yield Line("memory of a process", f"{parallel.memory:.0f} MB", "", None)
    busy = os.getloadavg()[0]
    yield Line("others at work (load, this run included)", f"{busy:.1f}", "", None)
    shutil.rmtree(place)
    yield from without_comment(folder / "plain", letters)
    if large:
        yield from of_many(folder / "more", letters, jobs, parallel)


def of_the_edition(place: Path) -> Iterator[Line]:
    """What concerns the two letters of this edition: first with all that its settings ask for,
    then with what the budget counts.
    """
    place.mkdir()
    shutil.copytree(ROOT / "letters", place / "letters")
    whole = from_cold(place)
    settings = place / "letters" / "edition.yaml"
    settings.write_text(_OPTED.sub("", settings.read_text("utf-8")), "utf-8")
    yield below("the 2-letter edition from cold", from_cold(place), "s", 1.5)
    yield below("the same with all that it asks for", whole, "s", None)
    yield below("cutting its type, kept for all builds", cutting(place), "s", None)
    for page, what in PAGES.items():
        size, faces = weight(place / "site", page)
        yield below(f"{what}: HTML, CSS, JS, gzip", size / 1000, "KB", 60)
    yield below("its fonts", faces / 1000, "KB", 120)
    hosts = sum(len(elsewhere(path.read_text())) for path in (place / "site").rglob("*.html"))
    yield Line("requests to other hosts", str(hosts), "0", hosts == 0)


_OPTED = re.compile(r"^(?:exports|dts):.*\n(?:[ \t].*\n)*", re.MULTILINE)
"""Settings that ask for what the budget does not count; the pages of citations and of versions are
promised by a release."""


def from_cold(place: Path) -> float:
    """Seconds of a build from nothing; its type has been cut before the best of them."""
    costs = []
    for _ in range(3):
        fresh(place)
        costs.append(build(place, 1).wall)
    return min(costs)


def cutting(place: Path) -> float:
    """Seconds of CPU that the faces cost when they are cut to the characters of an edition."""
    sheets = sorted((ROOT / "templates" / "assets").glob("*.css"))
    texts = [path.read_bytes() for path in sorted((place / "letters").rglob("*.*"))]
    characters = fonts.wanted(map(fonts.characters, texts))
    start = time.process_time()
    for face in fonts.asked(sheet.read_bytes() for sheet in sheets if sheet.is_file()):
        fonts.cut(face, characters)
    return time.process_time() - start


def without_comment(place: Path, letters: int) -> Iterator[Line]:
    """What a letter costs of which its editors have said nothing yet."""
    made(place, letters, commented=False)
    yield below("a letter without comment, source to page", way.seconds(place) * 1000, "ms", 15)
    cost = build(place, 1)
    yield below("the same, all that a build makes of it", cost.cpu / letters * 1000, "ms", None)
    shutil.rmtree(place)


def of_many(place: Path, fewer: int, jobs: int, before: Cost) -> Iterator[Line]:
    """What only shows with ten times as many letters."""
    letters = 10 * fewer
    made(place, letters)
    cost = build(place, jobs)
    growth = (cost.cpu / letters) / (before.cpu / fewer) - 1
    yield Line(
        f"CPU a letter, {letters} to {fewer}", f"{growth:+.0%}", "within 20 %", abs(growth) <= 0.2
    )
    yield below(f"memory of a process, {letters} letters", cost.memory, "MB", 400)
    yield below(f"one letter of {letters} changed", build(place, jobs, edit=0).wall, "s", None)
    yield below(f"nothing of {letters} changed", build(place, jobs).wall, "s", None)


# --- measuring ---------------------------------------------------------------------------------


def made(place: Path, letters: int, commented: bool = True) -> Path:
    """A generated edition."""
    start = time.monotonic()
    generate.edition(place, letters, commented=commented)
    print(f"{letters} letters generated in {time.monotonic() - start:.0f} s", file=sys.stderr)
    return place


def fresh(place: Path) -> None:
    """Takes away what a build has left."""
    for name in ("site", ".cache"):
        shutil.rmtree(place / name, ignore_errors=True)


def build(place: Path, jobs: int, edit: int | None = None) -> Cost:
    """Builds an edition, after a word was added to one of its letters, by number, and declared."""
    if edit is not None:
        letter = sorted((place / "letters").glob("*.xml"))[edit]
        text = letter.read_text("utf-8")
        letter.write_text(text.replace(EDITED, f"{EDITED}Enfin, ", 1), "utf-8")
        ledgers.declare(place, letter.stem, ADDRESS)
        assert EDITED in text
    out = ["--edition", str(place), "--out", str(place / "site"), "--jobs", str(jobs)]
    words = [sys.executable, str(ROOT / "build.py"), "build", *out, "--quiet"]
    around = environment() | {"PYTHONPYCACHEPREFIX": str(place.parent / "compiled")}
    del around["PYTHONDONTWRITEBYTECODE"]
    start = time.monotonic()
    child = os.posix_spawn(words[0], words, around)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    if status:
        raise SystemExit(f"the build failed: {' '.join(words)}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def least(place: Path) -> float:
    """Seconds of CPU that a letter costs at the least, in one process."""
    sources = sorted((place / "letters").glob("*.xml"))
    read = sum(map(reading(), sources[:FLOOR_LETTERS])) / len(sources[:FLOOR_LETTERS])
    target = place / "floor"
    target.mkdir()
    outputs = (path for path in (place / "site").rglob("*") if path.is_file())
    written = sum(writing(path, target / str(number)) for number, path in enumerate(outputs))
    shutil.rmtree(target)
    return read + written / len(sources)


def reading() -> Callable[[Path], float]:
    """What gives the seconds that a letter takes to be parsed, validated and set."""
    grammar = etree.RelaxNG(etree.parse(ROOT / "schema" / "letter.rng"))
    template = Environment(autoescape=True).from_string(TEMPLATE)

    def seconds(source: Path) -> float:
        start = time.process_time()
        root = etree.fromstring(source.read_bytes())
        assert grammar.validate(root)
        sentences = [
            (each.get("{http://www.w3.org/XML/1998/namespace}id"), "".join(each.itertext()))
            for each in root.iter("{http://www.tei-c.org/ns/1.0}s")
        ]
        template.render(title=source.stem, sentences=sentences)
        return time.process_time() - start

    return seconds


def writing(source: Path, target: Path) -> float:
    """The seconds that it takes to write the bytes of a file."""
    content = source.read_bytes()
    start = time.process_time()
    target.write_bytes(content)
    return time.process_time() - start


def times(what: str, seconds: float, floor: float, budget: int) -> Line:
    """A line about a cost that is compared with the floor."""
    ratio = seconds / floor
    shown = f"{seconds * 1000:.2f} ms = {ratio:.1f} × floor"
    return Line(what, shown, f"≤ {budget} × floor", ratio <= budget)


def below(what: str, value: float, unit: str, budget: float | None) -> Line:
    """A line about what must not be more than its budget."""
    if budget is None:
        return Line(what, f"{value:.2f} {unit}", "", None)
    digits = 2 if unit == "s" else 0
    return Line(what, f"{value:.{digits}f} {unit}", f"≤ {budget:g} {unit}", value <= budget)


# --- the page ----------------------------------------------------------------------------------

_USED = re.compile(r'<(?:link rel="stylesheet"|script)(?= )[^>]*? (?:href|src)="([^"]+)"')
_FETCHED = re.compile(
    r'(?:<link rel="(?:stylesheet|icon|preload)"[^>]* href|\ssrc)="(https?:[^"]+)"'
)
_FONT = re.compile(r'url\("?([^")]+\.woff2)"?\)')


def weight(site: Path, page: str) -> tuple[int, int]:
    """Bytes of a page with its style sheets and scripts, compressed; bytes of its fonts."""
    html = (site / page).read_text("utf-8")
    used = [(site / page).parent / path for path in _USED.findall(html)]
    faces = {
        (path.parent / font).resolve()
        for path in used
        if path.suffix == ".css"
        for font in _FONT.findall(path.read_text("utf-8"))
    }
    total = packed(html.encode()) + sum(packed(path.read_bytes()) for path in used)
    return total, sum(path.stat().st_size for path in faces)


def packed(content: bytes) -> int:
    """Bytes as they travel."""
    return len(gzip.compress(content, 9, mtime=0))


def elsewhere(html: str) -> list[str]:
    """What a page fetches from other hosts."""
    return _FETCHED.findall(html)


if __name__ == "__main__":
    sys.exit(main())
