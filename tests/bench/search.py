"""Measures the search of a large edition in Chromium: bytes and milliseconds of queries.

`python -m tests.bench.search --letters 10000`: generates an edition of so many letters, puts its
index together (without the pages of the letters, which cost what `tests.bench.run` says), sets the
page of the search beside it, and asks from disk, in a window that has come to rest: a new one is
busy with itself for a second. Each query is asked twice, in pages that have loaded nothing of the
index before: by an address that has it (`search.html?q=…`), from the start of the navigation, and
in the page that is open, from the moment it is sent. Both are measured until the first hit, or the
word that there is none, can be read: it is in the page, with its fonts, and painted. Bytes are
those of all parts of the index that the page has loaded; the milliseconds of CPU are those of the
page opened by its address until all hits are there: what the clock has besides is waiting for the
browser, the disk and others at work. With `--folder` the edition and its pieces are kept and used
again.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlencode, urlsplit

from playwright.sync_api import sync_playwright

from edition import indexing, prepare, publish, validate
from edition.search import piece
from tests.bench import generate
from tests.command import ROOT, build

QUERIES = (
    *("voeux", "vœux", "l'Allemagne", "Allemagne", "Germany", "négocier", "negociation"),
    *("detente", '"force de dissuasion"', "Monieur", "Monsieur", "Krouchtchev"),
    *("Allemagne Germany", "force dissuasion", "Berlin négociation", "de la France"),
    *('"Monsieur le Président"', '"the United States"', "nuclear weapons Europe"),
)
MOST_BYTES = 300_000
MOST_TIME = 200
REST = 3000
"""Milliseconds after which a new window has come to rest."""
ANSWERED = "[data-status] p:not([data-looking])"


def main() -> int:
    """Measures, prints, and gives 1 if a budget is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=10_000, help="how many (default: 10000)")
    parser.add_argument("--jobs", type=int, default=2, help="processes that prepare letters")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = options.folder or Path(temporary) / "edition"
        if not (place / "letters").is_dir():
            generate.edition(place, options.letters)
        site = searchable(place, options.jobs)
        kept = [met(line) for line in asked(site)]
        print(f"others at work (load, this run included): {os.getloadavg()[0]:.1f}")
        return int(not all(kept))


def searchable(place: Path, jobs: int) -> Path:
    """A site with the index of an edition and the page of the search; says what the index cost."""
    names = sorted(path.name for path in (place / "letters").glob("*.xml"))
    start = time.process_time(), _children()
    with ProcessPoolExecutor(jobs) as workers:
        list(workers.map(partial(_prepared, place), names, chunksize=64))
    spent = _children() - start[1]
    print(f"letters prepared and cut into pieces: {spent / len(names) * 1000:.2f} ms CPU a letter")
    site = place / "found"
    shutil.rmtree(site, ignore_errors=True)
    start = time.process_time(), 0.0
    with publish.stage(site) as stage:
        sources = [indexing.Source(name, partial(_again, place, name)) for name in names]
        indexing.Index(place / ".search", stage, sources).put()
        stage.publish()
    spent = time.process_time() - start[0]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    files = [path.stat().st_size for path in (site / "search").rglob("*.js")]
    print(f"index put together: {spent / len(names) * 1000:.2f} ms CPU a letter, {memory:.0f} MB")
    print(f"index: {sum(files) / 1e6:.0f} MB in {len(files)} parts, the largest {max(files)} bytes")
    build("build", "--out", place / "page").check_returncode()
    for name in ("search.html", "assets"):
        source = place / "page" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, site / name)
    return site


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


_grammar: list[validate.Grammar] = []


def _prepared(place: Path, name: str) -> None:
    """Keeps the pieces of a letter, unless they are kept."""
    if not (place / ".search" / "search" / "pieces" / name).exists():
        indexing.keep(place / ".search", name, _again(place, name))


def _again(place: Path, name: str) -> indexing.Pieces:
    if not _grammar:
        schema = (ROOT / "schema" / "letter.rng").read_bytes()
        _grammar.append(validate.grammar("letter.rng", schema))
    data = (place / "letters" / name).read_bytes()
    prepared, _, _ = prepare.letter(f"letters/{name}", data, _grammar[0])
    assert prepared is not None
    return piece.of_letter(prepared)


class Line(NamedTuple):
    """A query, what is said of it, the hits shown, bytes; milliseconds until the first hit is
    painted, by an address and in the open page, and of CPU."""

    query: str
    said: str
    hits: int
    size: int
    opened: float
    sent: float
    cpu: float


def asked(site: Path) -> Iterator[Line]:
    """All queries, in one window."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page()
        page.add_init_script(FIRST)
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{site.resolve().as_uri()}/search.html")
        page.wait_for_timeout(REST)
        for query in (QUERIES[0], *QUERIES):  # the first warms the browser
            yield _asked(page, loaded, site, query)
        chromium.close()


def _asked(page: Any, loaded: list[str], site: Path, query: str) -> Line:
    address = f"{site.resolve().as_uri()}/search.html"
    page.goto("about:blank")
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    metrics.send("Performance.enable")
    loaded.clear()
    page.goto(f"{address}?{urlencode({'q': query})}")
    opened = _painted(page)
    told = metrics.send("Performance.getMetrics")["metrics"]
    cpu = next(each["value"] for each in told if each["name"] == "ThreadTime") * 1000
    metrics.detach()
    paths = {unquote(urlsplit(url).path) for url in loaded}
    parts = {Path(path) for path in paths if path.startswith(f"{site.resolve()}/search/")}
    size = sum(path.stat().st_size for path in parts if path.exists())
    said = " ".join(page.inner_text("[data-status]").split())
    hits = page.locator("[data-hits] > li").count()
    page.goto(address)
    page.fill("[name=q]", query)
    page.wait_for_timeout(REST / 10)
    page.press("[name=q]", "Enter")
    return Line(query, said, hits, size, opened, _painted(page), cpu)


def _painted(page: Any) -> float:
    """When the first hit of a query was painted, once all is said of it."""
    page.locator(ANSWERED).first.wait_for()
    return float(page.wait_for_function("window.painted").json_value())


FIRST = """
let asked = 0;
addEventListener('submit', () => { asked = performance.now(); }, true);
addEventListener('readystatechange', () => {
  const [list, status] = ['[data-hits]', '[data-status]'].map(each => document.querySelector(each));
  const told = new MutationObserver(async () => {
    if (!list.children.length && !status.querySelector('p:not([data-looking])')) return;
    told.disconnect();
    await document.fonts.ready;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.painted = performance.now() - asked; };
      port2.postMessage(null);
    });
  });
  for (const each of [list, status]) told.observe(each, {childList: true});
}, {once: true, capture: true});
"""


def met(line: Line) -> bool:
    """Prints a line; whether it keeps the budgets."""
    kept = line.size <= MOST_BYTES and max(line.opened, line.sent) <= MOST_TIME
    print(
        f"{line.query:<26} {line.hits:>3} hits {line.size / 1000:>5.0f} KB {line.opened:>5.0f} ms "
        f"opened ({line.cpu:.0f} ms CPU) {line.sent:>5.0f} ms sent  {line.said[:50]}"
        f"{'' if kept else '   NOT MET'}",
        flush=True,
    )
    return kept


if __name__ == "__main__":
    sys.exit(main())
