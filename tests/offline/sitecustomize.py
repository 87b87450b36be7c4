"""Refuses every connection that would leave this machine.

Python runs a module of this name at start-up when its folder is on PYTHONPATH: so the guard
holds in the processes that the tests start, not only in pytest's own.
"""

import sys
from ipaddress import ip_address


class OutsideError(Exception):
    """Something tried to reach another machine."""


def local(host: object) -> bool:
    """Whether a host is this machine; a path (unix socket) and "" (any) are."""
    if not isinstance(host, str) or host in ("", "localhost"):
        return True
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return False


def guard(event: str, arguments: tuple[object, ...]) -> None:
    """Raise when a socket is about to reach another machine, or a name to be looked up."""
    match event, arguments:
        case (("socket.connect" | "socket.sendto" | "socket.bind"), (_, (str(host), *_))):
            pass
        case (("socket.getaddrinfo" | "socket.gethostbyname"), (str(host), *_)):
            pass
        case _:
            return
    if not local(host):
        raise OutsideError(f"{event} to {host!r}")


sys.addaudithook(guard)
