"""The command line: what it answers, where it says it, and what it leaves alone."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, build, checkout, environment, files
from tests.small import edition, run

LETTER = "letters/1962-01-11.xml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project that a test may spoil."""
    return checkout(tmp_path / "copy")


@pytest.fixture
def faulty(copy: Path) -> Path:
    """A copy in which one link of a letter is missing."""
    letter = copy / LETTER
    text = letter.read_text(encoding="utf-8")
    spoilt, count = re.subn(r'<link xml:id="p5-s2" [^>]*/>', "", text)
    assert count == 1
    letter.write_text(spoilt, encoding="utf-8")
    return copy


# --- exit codes and streams --------------------------------------------------------------------


def test_a_build_that_succeeds_says_what_it_did_and_nothing_else(copy: Path) -> None:
    done = build("build", root=copy, cwd=copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"2 letters, \d+ pages", done.stdout)
    assert re.search(r"\d\.\d+ s", done.stdout)
    assert (copy / "site" / "index.html").is_file()


def test_without_a_command_it_builds(copy: Path, tmp_path: Path) -> None:
    done = build("--out", tmp_path / "out", root=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "out" / "index.html").is_file()


def test_a_check_that_finds_nothing_succeeds_and_writes_nothing(copy: Path) -> None:
    before = files(copy)
    done = build("check", root=copy, cwd=copy)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert files(copy) == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_an_error_in_the_edition_is_said_where_it_stands(faulty: Path, command: str) -> None:
    done = build(command, root=faulty, cwd=faulty)
    assert (done.returncode, done.stderr) == (1, "")
    place = re.escape(LETTER) + r":\d+:\d+"
    for segment in ("fr-p5-s2", "en-p5-s2"):
        assert re.search(rf"^{place}: error: .*“{segment}”.* \[[a-z-]+\]$", done.stdout, re.M)
    assert re.search(r"^ +hint: \S", done.stdout, re.M)


def test_an_error_in_the_edition_leaves_the_site_as_it_was(copy: Path) -> None:
    assert build(root=copy, cwd=copy).returncode == 0
    before = files(copy / "site")
    (copy / LETTER).write_text("<TEI>", encoding="utf-8")
    assert build(root=copy, cwd=copy).returncode == 1
    assert files(copy / "site") == before


@pytest.mark.parametrize(
    "words",
    [
        ["bild"],
        ["build", "--oout", "site"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "many"],
        ["check", "--format", "xml"],
        ["build", "--edition", "nowhere"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_refused_in_one_breath(tmp_path: Path, words: list[str]) -> None:
    done = build(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_start_without_the_packages_says_how_to_install_them() -> None:
    words = [sys.executable, "-S", "build.py", "check"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    refused, hint = done.stderr.splitlines()
    assert re.fullmatch(r"refused: \w+ is not installed", refused)
    set_up = hint.partition("`")[2].rpartition("`")[0]
    assert set_up in (ROOT / "README.md").read_text("utf-8").splitlines()


def test_commands_in_hints_begin_as_the_command_was_started(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition", {})
    (root / "letters" / "anchors").mkdir(exist_ok=True)
    (root / "letters" / "anchors" / "_releases.tsv").write_text("no ledger\n", "utf-8")
    done = build("verify", "letters/b.html#p1", "--edition", root)
    started = f"{sys.executable} {ROOT / 'build.py'}"
    assert f"`{started} check --edition {root}`" in done.stderr


COMMANDS = "build, check, release, declare, verify"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("chekc", f"“chekc” is none of the commands: {COMMANDS}; did you mean “check”?"),
        ("publish", f"“publish” is none of the commands: {COMMANDS}"),
        ("check --edit .", "“check” knows no “--edit”; did you mean “--edition”?"),
        ("build --bas=https://a.example", "“build” knows no “--bas”; did you mean “--base”?"),
        ("check --out site", "“check” knows no “--out”; “build” does"),
        ("declare p1 chnged", "; did you mean “changed”?"),
        ("check --format jsn", "; did you mean “json”?"),
        ("--edition . check", "the command stands first: build.py check, then its options"),
    ],
)
def test_what_a_wrong_command_meant_is_proposed(words: str, said: str, tmp_path: Path) -> None:
    done = build(*words.split(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.rstrip().endswith(said)


def test_help_tells_every_command_and_what_a_build_may_be_told() -> None:
    done = build("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert set(COMMANDS.split(", ")) <= set(done.stdout.split())
    assert "--base URL" in done.stdout


def test_one_is_not_said_as_many(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition", {"letters/b.xml": None})
    assert "1 letter: no findings; " in run(root, "check").out
    assert re.search(r"^1 letter, \d+ pages", run(root, "build").out, re.MULTILINE)


def test_quiet_says_nothing_where_nothing_is_wrong(copy: Path) -> None:
    done = build("--quiet", root=copy, cwd=copy)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# --- forms of findings -------------------------------------------------------------------------


def test_findings_come_as_json(faulty: Path) -> None:
    done = build("check", "--format", "json", root=faulty, cwd=faulty)
    findings = json.loads(done.stdout)
    keys = {"file", "line", "column", "severity", "code", "message", "hint"}
    assert findings
    assert all(finding.keys() == keys for finding in findings)
    errors = [finding for finding in findings if finding["severity"] == "error"]
    assert {finding["file"] for finding in errors} == {LETTER}
    lines = (faulty / LETTER).read_text(encoding="utf-8").splitlines()
    for finding in errors:
        assert "p5-s2" in lines[finding["line"] - 1]


def test_findings_come_as_sarif(faulty: Path) -> None:
    done = build("check", "--format", "sarif", root=faulty, cwd=faulty)
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["results"]
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")


def test_findings_as_data_are_data_even_where_there_are_none(copy: Path) -> None:
    done = build("check", "--format", "json", root=copy, cwd=copy)
    assert [each for each in json.loads(done.stdout) if each["severity"] == "error"] == []


# --- terminals ---------------------------------------------------------------------------------


def in_a_terminal(copy: Path, *words: str, **changed: str) -> str:
    """What a command writes to a terminal."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(copy / "build.py"), *words],
        cwd=copy,
        env=environment() | {"TERM": "xterm-256color"} | changed,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(controller, 65536)
        except OSError:  # Linux says so when the last writer has gone
            break
        if not part:
            break
        shown += part
    os.close(controller)
    process.wait(timeout=60)
    return shown.decode()


@pytest.mark.parametrize("command", ["build", "check"])
def test_nothing_but_text_goes_into_a_pipe(faulty: Path, command: str) -> None:
    done = build(command, root=faulty, cwd=faulty, FORCE_COLOR="")
    assert "\x1b" not in done.stdout + done.stderr
    assert "\r" not in done.stdout + done.stderr


@pytest.mark.parametrize("command", ["build", "check"])
def test_nothing_is_coloured_where_that_is_not_wished(faulty: Path, command: str) -> None:
    assert re.findall(r"\x1b\[[\d;]*m", in_a_terminal(faulty, command, NO_COLOR="1")) == []


def test_a_terminal_is_left_as_it_was(copy: Path) -> None:
    shown = in_a_terminal(copy, "build")
    assert shown.rstrip().endswith("published in " + str(copy / "site"))
    hidden = shown.count("\x1b[?25l")
    assert hidden == shown.count("\x1b[?25h")


# --- other editions ----------------------------------------------------------------------------


def test_any_folder_with_letters_and_settings_is_an_edition(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (copy / "letters").rename(other / "letters")
    done = build("--edition", other, "--out", tmp_path / "out", root=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "out" / "letters" / "1962-01-11.html").is_file()


def test_of_a_site_that_never_was_nothing_is_said(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition", {"letters/a.xml": "no letter"})
    assert run(root, "build").out.endswith("\nnot published\n")
    (root / "site").mkdir()
    assert run(root, "build").out.endswith(f"\nnot published; {root / 'site'} is as it was\n")


def test_a_folder_without_letters_is_refused_with_findings(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = build("check", "--edition", tmp_path / "empty")
    assert done.returncode == 1
    assert "letters" in done.stdout


def test_paths_are_relative_to_where_the_command_is_given(copy: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    done = build("--out", "page", root=copy, cwd=here)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (here / "page" / "index.html").is_file()
    assert not (copy / "site").exists()
