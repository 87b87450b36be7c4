"""Scripts keep to their place: small, one behaviour each, as the policy and a disk allow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command import ROOT

TEMPLATES = ROOT / "templates"
SCRIPTS = sorted(each for each in TEMPLATES.glob("assets/**/*.js") if each.is_file())
PAGES = "".join(each.read_text("utf-8") for each in sorted(TEMPLATES.glob("*.html")))
# What a disk refuses, what the policy forbids, what would let words become code.
REFUSED = (
    r"\b(import|export|fetch|XMLHttpRequest|eval|Function|innerHTML|outerHTML|document\.write)\b"
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_one_small_behaviour_that_says_what_it_does(script: Path) -> None:
    source = script.read_text("utf-8")
    assert source.startswith("/* ")
    assert len(source.splitlines()) < 80
    code = re.sub(r"/\*.*?\*/|//.*", "", source, flags=re.DOTALL)
    assert not re.search(REFUSED, code)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_used_and_listed(script: Path) -> None:
    readme = (TEMPLATES / "README.md").read_text("utf-8")
    folder, name = script.relative_to(TEMPLATES).parent.as_posix(), script.name
    published = folder if folder.endswith(".js") else f"{folder}/{name}"
    assert f"{{{{ frame.root }}}}{published}" in PAGES
    assert f"| `{name}` |" in readme or f"`{folder}/`" in readme


def test_every_place_that_a_script_looks_for_is_in_a_template() -> None:
    for script in SCRIPTS:
        source = script.read_text("utf-8")
        for name in re.findall(r"\[(data-[a-z-]+)", source):
            assert re.search(rf"\b{name}\b", PAGES), (script.name, name)
