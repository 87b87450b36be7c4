"""Kills a build before each of its steps on the disk, and reports what is left.

`python -m tests.crash FOLDER SIGKILL|SIGINT exchange|rename` prints a line of JSON for each step:
the site after the kill, after a build that fails and after one that succeeds; what lies beside
it before the kill, after it and at the end. The steps are those that Python announces to an
audit hook; the processes and signals are real.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from edition.publish import disk, stage

FIRST = {"index.html": b"first", "letters/a.html": b"same", "gone.html": b"gone"}
OLD = {"index.html": b"old", "letters/a.html": b"same", "letters/b.html": b"goes"}
NEW = {
    "index.html": b"new",
    "letters/a.html": b"same",
    "letters/c.html": b"comes",
    "d/d/d.css": b"",
}
FOREIGN = {"robots.txt": b"mine", "letters/.htaccess": b"mine", "own/deep/x.txt": b"mine"}

STEPS = {
    "ctypes.dlsym",
    "fcntl.flock",
    "open",
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
}


def build(out: Path, files: dict[str, bytes]) -> None:
    """Builds a site of these files; what is unchanged is kept."""
    with stage(out) as staged:
        for path, content in files.items():
            if not staged.keep(path, hashlib.sha256(content).hexdigest()):
                staged.write(path, content)
        staged.publish()


def snapshot(site: Path) -> dict[str, bytes]:
    """All files of a folder with their bytes, the manifest apart."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


class BuildError(Exception):
    """A build that goes wrong at its end."""


def reports(folder: Path, sign: signal.Signals) -> Iterator[dict[str, object]]:
    """What is left by a build killed before its first step, its second, and so on to its end."""
    step, out = 0, folder / "site"
    while True:
        step += 1
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        build(out, FIRST)
        build(out, OLD)  # a spare folder stays
        before = _around(out)
        for path, content in FOREIGN.items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(content)
        killed = _killed(out, step, sign)
        report = {"step": step, "killed": killed, "before": before}
        report |= {"after": _shown(out), "lying": _around(out)}
        with suppress(BuildError), stage(out):
            raise BuildError
        report["recovered"] = _shown(out)
        build(out, NEW)
        report["rebuilt"] = _shown(out)
        report["leftover"] = _around(out)
        yield report
        if not killed:
            return


def _killed(out: Path, step: int, sign: signal.Signals) -> bool:
    """Builds in a child that gets a signal before a step; False if it ended before."""
    child = os.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
        _arm(step, sign)
        try:
            build(out, NEW)
        except KeyboardInterrupt:
            os._exit(130)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 130, -signal.SIGKILL):
        raise RuntimeError(f"the build ended with {code}")
    return code != 0


def _arm(step: int, sign: signal.Signals) -> None:
    left = step

    def hook(event: str, _: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), sign)

    sys.addaudithook(hook)


def _shown(site: Path) -> dict[str, str] | None:
    if not site.exists():
        return None
    return {path: content.decode() for path, content in snapshot(site).items()}


def _around(site: Path) -> list[str]:
    lying = [path for path in site.parent.rglob("*") if site not in path.parents and path != site]
    return sorted(path.name for path in lying)


if __name__ == "__main__":
    place, sign_name, way = sys.argv[1:]
    if way == "rename":
        disk._exchanged = lambda *_: False
    for line in reports(Path(place), signal.Signals[sign_name]):
        print(json.dumps(line), flush=True)
