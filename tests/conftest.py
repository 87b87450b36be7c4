"""What all tests share: no network, the built site, and the tools that judge it.

A test that needs a tool which is not installed is skipped by the tool's name; with
EN_REGARD_NO_SKIP=1 a skip is a failure.
"""

from __future__ import annotations

import functools
import os
import re
import runpy
import shutil
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.command import OFFLINE, ROOT, build

runpy.run_path(str(OFFLINE / "sitecustomize.py"))

# Timing belongs into the benchmark; a run of CI is the same every time.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the golden files anew")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--rewrite"))


# --- no skip where all tools are promised ------------------------------------------------------


def unskipped(report: Any) -> Any:
    """A report whose skip has become a failure, where skips are forbidden."""
    if os.environ.get("EN_REGARD_NO_SKIP") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"no skip is allowed here: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Any:
    return unskipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Any:
    return unskipped((yield))


# --- the site ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition, built once."""
    out = tmp_path_factory.mktemp("edition") / "site"
    done = build("build", "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


# --- the tools ---------------------------------------------------------------------------------


def found(*names: str) -> str:
    """The first of these programs that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.skip(f"{names[0]} is not installed")


def package(path: str) -> Path:
    """A file of an npm package, from here or from where EN_REGARD_NODE_MODULES says."""
    for folder in (os.environ.get("EN_REGARD_NODE_MODULES"), ROOT / "node_modules"):
        if folder and (file := Path(folder) / path).is_file():
            return file
    pytest.skip(f"{path.split('/')[0]} is not installed")


@pytest.fixture(scope="session")
def java() -> str:
    return found("java")


@pytest.fixture(scope="session")
def vnu(java: str) -> list[str]:
    """The command that runs the Nu HTML checker."""
    return [java, "-jar", str(package("vnu-jar/build/dist/vnu.jar"))]


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    return package("axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium."""
    executable = found("chromium", "chromium-browser", "google-chrome", "chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Chromium's own sandbox refuses to run as root, which containers usually are.
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


# --- a web server ------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    """The standard library's server of files, without its log."""

    def log_message(self, *_: object) -> None:
        pass


class Halting(Quiet):
    """Sends a page row by row, with a pause after each, as over a slow line."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """What comes after the header of an answer."""
        for part in re.split(rb'(?=<div class="row)', source.read()):
            outputfile.write(part)
            outputfile.flush()
            time.sleep(0.05)


@pytest.fixture
def halting(site: Path) -> Iterator[str]:
    """The address of a web server that sends the site's pages bit by bit."""
    handler = functools.partial(Halting, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture(scope="session")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a web server that has the site at its root and again below `some/where/`."""
    top = tmp_path_factory.mktemp("server") / "top"
    shutil.copytree(site, top)
    shutil.copytree(site, top / "some" / "where")
    handler = functools.partial(Quiet, directory=str(top))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
