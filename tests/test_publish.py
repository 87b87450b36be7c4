"""The site is never half there, and nothing that is not ours is harmed."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from edition import slug
from edition.publish import Clash, File, Refused, stage
from tests.command import ROOT
from tests.crash import FOREIGN, NEW, OLD, BuildError, snapshot

PAGES = {"index.html": b"start", "letters/a.html": b"A", "letters/b.html": b"B"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the site goes, in a folder of its own."""
    folder = tmp_path / "the place"
    folder.mkdir()
    return folder / "site"


def built(out: Path, files: dict[str, bytes], *protected: Path) -> bool:
    """Publishes these files; kept where the old site has them."""
    with stage(out, protected) as staged:
        for path, content in files.items():
            if not staged.keep(path, digest(content)):
                staged.write(path, content)
        return staged.publish()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def refusal(out: Path, *protected: Path) -> Refused:
    with pytest.raises(Refused) as caught, stage(out, protected):
        pass
    return caught.value


# --- what is published -------------------------------------------------------------------------


def test_a_first_build_leaves_the_site_and_nothing_beside_it(out: Path) -> None:
    assert built(out, PAGES)
    assert snapshot(out) == PAGES
    assert beside(out) == []


def test_the_manifest_lists_every_file_with_size_and_digest(out: Path) -> None:
    built(out, PAGES)
    assert json.loads((out / "manifest.json").read_bytes()) == {
        "kind": "En regard 1",
        "files": [
            {"path": path, "sha256": digest(content), "size": len(content)}
            for path, content in sorted(PAGES.items())
        ],
    }


def test_the_manifest_depends_on_nothing_but_the_files(out: Path, tmp_path: Path) -> None:
    built(out, PAGES)
    built(tmp_path / "other", dict(reversed(PAGES.items())))
    assert (out / "manifest.json").read_bytes() == (
        tmp_path / "other" / "manifest.json"
    ).read_bytes()


def test_a_manifest_that_was_set_otherwise_is_written_anew(out: Path) -> None:
    built(out, PAGES)
    manifest = out / "manifest.json"
    before = manifest.read_bytes()
    manifest.write_text(json.dumps(json.loads(before)), "utf-8")
    assert built(out, PAGES)
    assert manifest.read_bytes() == before


def test_an_unchanged_file_is_the_same_file(out: Path) -> None:
    built(out, PAGES)
    before = (out / "letters/a.html").stat()
    assert built(out, PAGES | {"index.html": b"changed"})
    assert os.path.samestat(before, (out / "letters/a.html").stat())
    assert snapshot(out) == PAGES | {"index.html": b"changed"}


def test_a_build_without_a_change_touches_nothing(out: Path) -> None:
    built(out, PAGES)
    before = out.stat(), (out / "manifest.json").stat()
    assert not built(out, PAGES)
    assert (out.stat(), (out / "manifest.json").stat()) == before
    assert beside(out) == []


def test_pages_of_letters_that_are_gone_disappear_with_their_folders(out: Path) -> None:
    built(out, PAGES | {"fr/letters/a.html": b"A"})
    built(out, {"index.html": b"start"})
    assert snapshot(out) == {"index.html": b"start"}
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "manifest.json"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_published_files_can_be_read_by_a_server_whatever_the_umask(out: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        built(out, PAGES)
        built(out, PAGES | {"new/folder/page.html": b""})
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (out, *out.rglob("*")) if path.is_dir()}
    assert modes == {0o755}
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()} == {
        0o644
    }


def test_a_page_that_became_unreadable_is_made_anew(out: Path) -> None:
    built(out, PAGES)
    (out / "index.html").chmod(0o600)
    built(out, PAGES)
    assert stat.S_IMODE((out / "index.html").stat().st_mode) == 0o644


def test_files_are_copied_where_the_file_system_has_no_links(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    built(out, PAGES)
    (out / "robots.txt").write_text("mine")
    monkeypatch.setattr(os, "link", refused)
    built(out, PAGES | {"index.html": b"changed"})
    assert snapshot(out) == PAGES | {"index.html": b"changed", "robots.txt": b"mine"}
    assert not built(out, PAGES | {"index.html": b"changed"})
    assert beside(out) == []


# --- the spare folder --------------------------------------------------------------------------


def spare(out: Path) -> Path:
    return out.with_name(".site.staging") / "spare"


def rebuilt(out: Path, word: bytes) -> dict[str, bytes]:
    """Publishes the pages with another start, and gives them."""
    pages = PAGES | {"index.html": word}
    assert built(out, pages)
    return pages


def test_what_stays_beside_a_site_are_other_names_of_its_files(out: Path) -> None:
    built(out, PAGES)
    rebuilt(out, b"changed")
    assert sorted(path.name for path in spare(out).parent.iterdir()) == ["marker.txt", "spare"]
    assert snapshot(spare(out)) == {"letters/a.html": b"A", "letters/b.html": b"B"}
    for name in ("letters/a.html", "letters/b.html"):
        assert os.path.samefile(out / name, spare(out) / name)
    assert stat.S_IMODE(spare(out).parent.stat().st_mode) == 0o700


def test_a_build_links_only_what_the_spare_folder_lacks(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = []
    link = os.link

    def counted(source: str, target: str, **options: bool) -> None:
        linked.append(Path(source).relative_to(out).as_posix())
        link(source, target, **options)

    monkeypatch.setattr(os, "link", counted)
    built(out, PAGES)
    for changed, wanted in (
        ({"index.html": b"1"}, ["letters/a.html", "letters/b.html"]),
        ({"index.html": b"2"}, []),
        ({"index.html": b"2", "letters/b.html": b"2"}, ["index.html"]),
        ({"index.html": b"2", "letters/b.html": b"2", "more.html": b""}, ["letters/b.html"]),
    ):
        linked.clear()
        built(out, PAGES | changed)
        assert sorted(linked) == wanted
        assert snapshot(out) == PAGES | changed


def test_a_spare_folder_that_somebody_has_changed_spoils_nothing(out: Path) -> None:
    built(out, PAGES)
    rebuilt(out, b"1")
    (spare(out) / "letters/a.html").unlink()
    (spare(out) / "letters/a.html").write_bytes(b"another")
    (spare(out) / "letters/b.html").unlink()
    (spare(out) / "letters/c.html").write_bytes(b"mine")
    (spare(out) / "letters").chmod(0o700)
    (spare(out).parent / "note.txt").write_bytes(b"mine")
    assert snapshot(out) == PAGES | {"index.html": b"1"}
    wanted = rebuilt(out, b"2")
    assert snapshot(out) == wanted | {"letters/c.html": b"mine"}
    assert stat.S_IMODE((out / "letters").stat().st_mode) == 0o755


@pytest.mark.parametrize("gone", ["letters", "manifest.json", ".", ".."])
def test_a_spare_folder_may_be_deleted_as_far_as_one_likes(out: Path, gone: str) -> None:
    built(out, PAGES)
    rebuilt(out, b"1")
    path = spare(out) / gone
    path.unlink() if path.is_file() else shutil.rmtree(path.resolve())
    assert rebuilt(out, b"2") == snapshot(out)
    assert rebuilt(out, b"3") == snapshot(out)


def test_a_link_in_the_place_of_the_spare_folder_is_not_followed(out: Path) -> None:
    built(out, PAGES)
    rebuilt(out, b"1")
    precious = out.with_name("precious")
    spare(out).rename(precious)
    (precious / "work").write_text("years")
    before = snapshot(precious)
    spare(out).symlink_to(precious)
    assert rebuilt(out, b"2") == snapshot(out)
    assert snapshot(precious) == before


def test_a_folder_may_come_where_a_page_was_and_a_page_where_a_folder_was(out: Path) -> None:
    one, other = ({"a.html": b"", "b.html": b"B"}, {"a.html/b.html": b"", "b.html": b"B"})
    for pages in (one, one | {"c.html": b""}, other, other | {"c.html": b""}, one):
        assert built(out, pages)
        assert snapshot(out) == pages


def test_a_page_that_is_edited_where_it_stands_is_not_taken_from_the_spare_folder(
    out: Path,
) -> None:
    built(out, PAGES)
    rebuilt(out, b"1")
    (out / "letters/b.html").write_bytes(b"B, and more")
    assert (spare(out) / "letters/b.html").read_bytes() == b"B, and more"
    assert rebuilt(out, b"2") == snapshot(out)
    assert list(snapshot(out.with_name("site.rescued")).values()) == [b"B, and more"]


# --- what is not ours --------------------------------------------------------------------------


def test_files_that_are_not_ours_go_over_into_the_new_site(out: Path) -> None:
    built(out, PAGES)
    (out / "robots.txt").write_text("mine")
    (out / ".well-known").mkdir(mode=0o711)
    (out / ".well-known" / "x").write_text("mine")
    (out / "letters" / "empty").mkdir()
    (out / "to-itself").symlink_to("index.html")
    (out / "to-nothing").symlink_to("nowhere")
    inode = (out / "robots.txt").stat().st_ino
    built(out, {"index.html": b"alone"})
    assert snapshot(out) == {
        "index.html": b"alone",
        "robots.txt": b"mine",
        ".well-known/x": b"mine",
        "to-itself": b"alone",
    }
    assert (out / "robots.txt").stat().st_ino == inode
    assert stat.S_IMODE((out / ".well-known").stat().st_mode) == 0o711
    assert (out / "letters" / "empty").is_dir()
    assert os.readlink(out / "to-nothing") == "nowhere"
    assert beside(out) == []


@pytest.mark.parametrize("name", ["new.html", "new.html/inside", "letters/c.html"])
def test_a_page_does_not_overwrite_a_file_that_is_not_ours(out: Path, name: str) -> None:
    built(out, PAGES)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    with pytest.raises(Refused, match="not of this edition and would be overwritten"):
        built(out, PAGES | {"new.html": b"", "letters/c.html": b""})
    assert snapshot(out) == PAGES | {name: b"mine"}
    assert beside(out) == []


def test_a_folder_of_pages_does_not_replace_a_file_that_is_not_ours(out: Path) -> None:
    built(out, PAGES)
    (out / "fr").write_text("mine")
    with pytest.raises(Refused, match="not of this edition and would be overwritten"):
        built(out, PAGES | {"fr/index.html": b""})
    assert snapshot(out) == PAGES | {"fr": b"mine"}


def test_a_link_in_the_place_of_a_folder_of_ours_is_not_followed(out: Path) -> None:
    built(out, PAGES)
    elsewhere = out.parent / "elsewhere"
    (out / "letters").rename(elsewhere)
    (out / "letters").symlink_to(elsewhere)
    with pytest.raises(Refused, match="not of this edition and would be overwritten"):
        built(out, PAGES)
    assert snapshot(elsewhere) == {"a.html": b"A", "b.html": b"B"}


@pytest.mark.parametrize("edit", [b"B, and more", b"b"])
def test_a_page_that_was_edited_is_made_anew_and_the_edit_is_put_aside(
    out: Path, edit: bytes
) -> None:
    built(out, PAGES)
    (out / "letters/b.html").write_bytes(edit)
    later = (out / "manifest.json").stat().st_mtime_ns + 10**9
    os.utime(out / "letters/b.html", ns=(later, later))
    with stage(out) as staged:
        assert staged.edited == ("letters/b.html",)
        assert not staged.keep("letters/b.html")
    built(out, PAGES)
    assert snapshot(out) == PAGES
    rescued = f"letters/b.{digest(edit)[:8]}.html"
    assert snapshot(out.with_name("site.rescued")) == {rescued: edit}


def test_a_page_that_was_only_touched_is_kept(out: Path) -> None:
    built(out, PAGES)
    for path in PAGES:
        os.utime(out / path)
    assert not built(out, PAGES)


def test_a_page_that_a_power_failure_has_emptied_is_made_anew(out: Path) -> None:
    built(out, PAGES)
    (out / "index.html").write_bytes(b"")
    assert built(out, PAGES)
    assert snapshot(out) == PAGES
    assert beside(out) == [".site.staging"]


def test_what_comes_into_the_old_site_during_a_build_is_not_lost(out: Path) -> None:
    built(out, PAGES)
    (out / "robots.txt").write_text("mine")
    with stage(out) as staged:
        staged.write("index.html", b"new")
        (out / "late.txt").write_text("late")
        (out / "folder").mkdir()
        (out / "folder" / "late.txt").write_text("late")
        staged.publish()
        old = next(path for path in out.parent.glob(".site.staging/*") if path.is_dir())
        (old / "robots.txt").unlink()
        (old / "robots.txt").write_text("edited while it was swapped")
    assert snapshot(out) == {
        "index.html": b"new",
        "robots.txt": b"mine",
        "late.txt": b"late",
        "folder/late.txt": b"late",
    }
    rescued = snapshot(out.with_name("site.rescued"))
    assert list(rescued.values()) == [b"edited while it was swapped"]


# --- where a site may be -----------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["", "/", "/."])
def test_a_link_is_no_place_for_a_site(tmp_path: Path, ending: str) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "work").write_text("years")
    (tmp_path / "site").symlink_to(precious)
    refused = refusal(Path(f"{tmp_path}/site{ending}"))
    assert refused.message.endswith("is a link")
    assert str(precious) in refused.hint
    assert snapshot(precious) == {"work": b"years"}


def test_a_link_to_nothing_is_no_place_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "nowhere")
    assert refusal(tmp_path / "site").message.endswith("is a link")


def test_a_link_above_the_site_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    built(tmp_path / "link" / "site", PAGES)
    assert snapshot(tmp_path / "real" / "site") == PAGES


@pytest.mark.parametrize("name", [".", "..", "inner/..", "/", "~"])
def test_the_current_folder_the_home_and_what_holds_them_are_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    home, here = tmp_path / "home", tmp_path / "empty" / "here"
    home.mkdir()
    (here / "inner").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(here)
    assert "folder, or holds it" in refusal(Path(name).expanduser()).message
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["empty", "here", "home", "inner"]


@pytest.mark.parametrize("name", ["edition", "edition/letters", "edition/letters/site"])
def test_sources_what_holds_them_and_what_they_hold_are_no_place(tmp_path: Path, name: str) -> None:
    letters = tmp_path / "edition" / "letters"
    letters.mkdir(parents=True)
    (letters / "a.xml").write_text("years")
    assert "a source" in refusal(tmp_path / name, letters).message
    assert snapshot(tmp_path) == {"edition/letters/a.xml": b"years"}
    assert built(tmp_path / "edition" / "site", PAGES, letters)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"thesis.docx": b"years"}, "carries no manifest of ours"),
        ({"manifest.json": b'{"name": "an app", "icons": []}'}, "carries no manifest of ours"),
        ({"manifest.json": b'{"kind": "En reg'}, "carries no manifest of ours"),
        ({".git/HEAD": b"ref: refs/heads/main"}, "is a git checkout"),
        ({".git": b"gitdir: /elsewhere"}, "is a git checkout"),
    ],
)
def test_a_folder_of_something_else_is_no_place(
    out: Path, content: dict[str, bytes], reason: str
) -> None:
    for path, text in content.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(text)
    assert reason in refusal(out).message
    assert snapshot(out) | {"manifest.json": b""} == content | {"manifest.json": b""}
    assert beside(out) == []


def test_a_site_that_became_a_git_checkout_is_no_place(out: Path) -> None:
    built(out, PAGES)
    (out / ".git").mkdir()
    assert refusal(out).message.endswith("is a git checkout")


def test_an_empty_folder_is_a_place(out: Path) -> None:
    out.mkdir(mode=0o700)
    assert built(out, PAGES)
    assert snapshot(out) == PAGES
    assert stat.S_IMODE(out.stat().st_mode) == 0o755


def test_a_file_is_no_place(out: Path) -> None:
    out.write_text("years")
    assert refusal(out).message.endswith("is not a folder")
    assert refusal(out / "site").message.endswith("lies in a folder that does not exist")
    assert out.read_text() == "years"


@pytest.mark.parametrize("parent", ["", "é à", "a#b%20c", "x" * 120 + "/" + "y" * 80])
def test_the_path_of_the_site_may_have_any_characters(tmp_path: Path, parent: str) -> None:
    place = tmp_path / parent
    place.mkdir(parents=True, exist_ok=True)
    built(place / "site", PAGES)
    built(place / "site", PAGES | {"index.html": b"changed"})
    assert snapshot(place / "site") == PAGES | {"index.html": b"changed"}


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../above.html",
        "letters/../../above.html",
        "/absolute.html",
        "letters//x.html",
        "letters/",
        "a\\b.html",
        "c:x.html",
        "nul\0.html",
        "-rf.html",
        ".hidden",
        "trailing.",
        "trailing ",
        "two words.html",
        "é.html",
        "e\u0301.html",
        "%2e%2e.html",
        "CON",
        "aux.html",
        "letters/com1.xml",
        "x" * 201,
        "a;b.html",
        "a;b=.html",
        "a;b=c;.html",
        "a;b=c/../d.html",
        ";b=c.html",
        "a;B=c.html",
        "con;b=c.html",
    ],
)
def test_names_that_mean_harm_or_mean_something_elsewhere_are_not_written(
    out: Path, path: str
) -> None:
    assert slug.path_fault(path)
    with stage(out) as staged, pytest.raises(Clash):
        staged.write(path, b"")
    assert not out.exists()
    assert sorted(path.name for path in out.parent.rglob("*")) == []


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "letters/1962-01-11.html",
        "a_b.c-d",
        "0001.xml",
        "a;b=-1.json",
        "a;b=c;d=0/e.f",
    ],
)
def test_plain_names_are_fit(path: str) -> None:
    assert slug.path_fault(path) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("letters/a.html", "letters/A.html"),
        ("x.html", "x.html/y.html"),
        ("X/y.html", "x"),
        ("manifest.json", "index.html"),
    ],
)
def test_two_files_for_one_path_are_not_published(out: Path, one: str, other: str) -> None:
    with stage(out) as staged:
        staged.add(File(one, "", 0))
        with pytest.raises(Clash):
            staged.add(File(other, "", 0)) or staged.publish()
    assert not out.exists()


def test_a_path_that_is_taken_is_not_written(out: Path) -> None:
    with stage(out) as staged:
        staged.write("a.html", b"first")
        with pytest.raises(Clash):
            staged.write("a.html", b"second")
        staged.publish()
    assert snapshot(out) == {"a.html": b"first"}


# --- when it goes wrong ------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["exchange", "rename"])
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGINT"])
def test_a_build_killed_before_any_of_its_steps_leaves_a_whole_site(
    tmp_path: Path, sign: str, way: str
) -> None:
    """Each step on the disk in turn; the rename in two steps has a moment that is mended later."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", tmp_path / "place", sign, way],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=120,
    )
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    old, new = (
        {path: content.decode() for path, content in (*files.items(), *FOREIGN.items())}
        for files in (OLD, NEW)
    )
    assert len(reports) > 40
    assert [report["killed"] for report in reports] == [True] * (len(reports) - 1) + [False]
    states = [report["after"] for report in reports]
    swapped = states.index(new)
    assert states[swapped:] == [new] * (len(states) - swapped)
    gap = [None] if (sign, way) == ("SIGKILL", "rename") else []
    assert states[:swapped] == [old] * (swapped - len(gap)) + gap
    assert [report["recovered"] for report in reports] == [
        old if state is None else state for state in states
    ]
    assert all(report["rebuilt"] == new for report in reports)
    spare = [".site.staging", "a.html", "letters", "manifest.json", "marker.txt", "spare"]
    assert all(report["before"] == spare for report in reports)
    assert all(report["leftover"] in (spare, []) for report in reports)
    if sign == "SIGINT":
        tidy = [report for report in reports[:swapped] if report["lying"] in (spare, [])]
        assert len(tidy) > 0.8 * swapped


def test_an_exception_leaves_the_old_site_and_nothing_beside_it(out: Path) -> None:
    built(out, PAGES)
    with suppress(BuildError), stage(out) as staged:
        staged.write("index.html", b"half")
        raise BuildError
    assert snapshot(out) == PAGES
    assert beside(out) == []


def test_a_build_that_is_not_published_leaves_no_site(out: Path) -> None:
    with stage(out) as staged:
        staged.write("index.html", b"half")
    assert beside(out) == []
    assert not out.exists()


HARDSHIP = """
import os, resource, sys
from pathlib import Path
from edition.publish import Refused, stage
from tests.crash import snapshot

out = Path(sys.argv[1])
with stage(out) as staged:
    staged.write("index.html", b"whole")
    staged.publish()
{before}
try:
    with stage(out) as staged:
        for number in range(9):
            staged.write(f"{{number}}.html", bytes(100_000))
        staged.publish()
except Refused as refused:
    print(refused.message, refused.hint, sep="; ")
print(snapshot(out), sorted(path.name for path in out.parent.iterdir()))
"""


def hardship(out: Path, before: str = "", outside: tuple[str, ...] = ()) -> list[str]:
    """What a process of its own says of a site of 900 KB built under hard conditions."""
    done = subprocess.run(
        [*outside, sys.executable, "-c", HARDSHIP.format(before=before), out],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def private(command: str) -> tuple[str, ...]:
    """A command that runs a program after another where mounts are seen by nobody else."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed")
    words = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{command} && "$@"')
    if subprocess.run([*words, "-", "true"], capture_output=True).returncode:
        pytest.skip("mount is not allowed")
    return (*words, "-")


def test_a_full_disk_leaves_the_old_site_and_nothing_beside_it(out: Path) -> None:
    small = private(f"mount -t tmpfs -o size=300k none {shlex.quote(str(out.parent))}")
    assert hardship(out, outside=small) == [
        "no space left to write 2.html; Free some space.",
        "{'index.html': b'whole'} ['site']",
    ]


def test_a_file_that_may_not_grow_leaves_the_old_site(out: Path) -> None:
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))"
    assert hardship(out, limit) == [
        "no space left to write 0.html; Free some space.",
        "{'index.html': b'whole'} ['site']",
    ]


def test_a_folder_that_cannot_be_written_is_named(out: Path) -> None:
    where = shlex.quote(str(out.parent))
    bound = private(f"mount --bind {where} {where}")
    locked = f"os.system({f'mount -o remount,ro,bind {where}'!r})"
    assert hardship(out, locked, bound) == [
        f"{out.parent}/.site.staging: read-only file system; The site is as it was.",
        "{'index.html': b'whole'} ['site']",
    ]


def test_a_source_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "letters", tmp_path / "letters")
    letter = tmp_path / "letters" / "1962-01-11.xml"
    letter.chmod(0)
    outside = ()
    if os.getuid() == 0:  # root of a name space reads only what belongs to it
        os.chown(letter, 12345, 12345)
        outside = private("true")
    words = [*outside, sys.executable, ROOT / "build.py", "check", "--edition", tmp_path]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(f"refused: {letter}: permission denied\n")


def test_a_place_where_nothing_can_be_made_is_named() -> None:
    refused = refusal(Path("/proc/site"))
    assert refused.message.startswith("/proc/.site.staging: ")


def test_a_mount_point_is_no_place(out: Path) -> None:
    mounted = private(f"mount -t tmpfs none {shlex.quote(str(out.parent))}")
    code = (
        "import sys; from tests.test_publish import refusal, Path;"
        "print(refusal(Path(sys.argv[1])).message)"
    )
    words = [*mounted, sys.executable, "-c", code, out.parent]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8").stdout
    assert said == f"{out.parent} is a mount point, which cannot be swapped (a folder in it can)\n"


# --- one build at a time -----------------------------------------------------------------------


def test_a_second_build_says_that_another_is_running(out: Path) -> None:
    with stage(out) as first:
        first.write("index.html", b"first")
        assert refusal(out).message == "another build is running"
        assert refusal(out.parent / "." / "site").message == "another build is running"
        first.publish()
    assert snapshot(out) == {"index.html": b"first"}
    assert built(out, PAGES)


def test_builds_of_two_sites_side_by_side_do_not_wait(out: Path) -> None:
    with stage(out), stage(out.with_name("site2")) as second:
        second.write("index.html", b"second")
        second.publish()
    assert snapshot(out.with_name("site2")) == {"index.html": b"second"}


def test_a_killed_build_locks_nobody_out_even_if_its_workers_live_on(out: Path) -> None:
    code = """
import os, sys, time
from pathlib import Path
from edition.publish import stage
with stage(Path(sys.argv[1])) as staged:
    staged.write("half.html", b"half")
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        time.sleep(60)
    time.sleep(60)
"""
    words = [sys.executable, "-c", code, str(out)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        try:
            assert refusal(out).message == "another build is running"
            parent.kill()
            parent.wait()
            assert built(out, PAGES)
        finally:
            os.kill(worker, 9)
    assert snapshot(out) == PAGES
    assert beside(out) == []


@pytest.mark.parametrize("content", [{"thesis.docx": b"years"}, {"123/thesis.docx": b"years"}])
def test_a_folder_that_looks_like_leftovers_but_is_not_ours_is_left_alone(
    out: Path, content: dict[str, bytes]
) -> None:
    bench = out.with_name(".site.staging")
    for path, text in content.items():
        (bench / path).parent.mkdir(parents=True)
        (bench / path).write_bytes(text)
    assert "it is not ours" in refusal(out).message
    assert snapshot(bench) == content


def test_a_link_in_the_place_of_the_staging_folder_is_not_followed(out: Path) -> None:
    precious = out.with_name("precious")
    precious.mkdir()
    (precious / "marker.txt").write_text("years")
    out.with_name(".site.staging").symlink_to(precious)
    refusal(out)
    assert snapshot(precious) == {"marker.txt": b"years"}
