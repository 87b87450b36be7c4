"""The tests' own guard: nothing leaves this machine, from no process that they start."""

import socket
import subprocess
import sys

import pytest

from tests.command import environment

REACH = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_no_test_reaches_another_machine() -> None:
    with pytest.raises(Exception, match=r"socket\.\w+ to '192\.0\.2\.1'"):
        exec(REACH)


def test_no_test_looks_up_a_name() -> None:
    with pytest.raises(Exception, match=r"getaddrinfo to 'example\.org'"):
        socket.getaddrinfo("example.org", 80)


def test_no_started_process_reaches_another_machine() -> None:
    done = subprocess.run(
        [sys.executable, "-c", REACH], env=environment(), capture_output=True, text=True
    )
    assert "OutsideError" in done.stderr
