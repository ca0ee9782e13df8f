"""Connects to the servers of lists, to those that may be asked and within a time for everything.

The machine is checked that the connection really goes to: a name can lead to another address from one moment
to the next, and a redirect anywhere.
"""

import http.client
import ipaddress
import os
import socket
import ssl
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from threading import Timer
from typing import Any

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFFFFFF


class Inward(Exception):
    """The address leads to this machine or into a private network; `redirected`: after a redirect."""

    def __init__(self, *, redirected: bool) -> None:
        super().__init__("inward")
        self.redirected = redirected


@dataclass(frozen=True, slots=True)
class Reach:
    """Which machines may be asked besides those on the public web."""

    typed: bool = False
    """Whether an operator typed the address for this one reading: then its own machine may be any, and from
    one inside it may go on inside."""
    loopback: bool = False
    """This machine, for tests."""


TYPED, PUBLIC = Reach(typed=True), Reach()


class Connections:
    """The connections of one reading, the first and those after redirects."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._may_go_inside: bool | None = None if reach.typed else False
        self._count = 0
        self._held: list[socket.socket] = []
        self.expired = False

    def opener(self, *handlers: urllib.request.BaseHandler) -> urllib.request.OpenerDirector:
        """Return what opens addresses through these connections only.

        A proxy of the environment would connect on our behalf and to anywhere, so lists that are followed
        use none.
        """
        proxies = () if self._reach.typed else (urllib.request.ProxyHandler({}),)
        return urllib.request.build_opener(*proxies, _HTTP(self), _HTTPS(self), *handlers)

    @contextmanager
    def closing_after(self, seconds: float) -> Iterator[None]:
        """Cut every connection when the time is over, because a server may send a byte now and then."""
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            for held in self._held:
                held.close()

    def connect(self, address: tuple[str, int], timeout: float | None, *_rest: Any) -> socket.socket:
        """Return a connection to a machine that may be asked; raise Inward or OSError."""
        host, port = address
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        machines = list(dict.fromkeys(str(item[4][0]) for item in found))
        self._check(machines)
        problem: OSError = OSError("no address")
        for machine in machines:
            try:
                made = socket.create_connection((machine, port), timeout)
            except OSError as failed:
                problem = failed
                continue
            # TLS takes the connection over; a second handle on it can still cut it.
            self._held.append(socket.socket(fileno=os.dup(made.fileno())))
            return made
        raise problem

    def _check(self, machines: list[str]) -> None:
        inside = [machine for machine in machines if not is_public(machine)]
        self._count += 1
        if self._may_go_inside is None:
            self._may_go_inside = bool(inside)
        if self._may_go_inside:
            return
        if any(not (self._reach.loopback and _plain(machine).is_loopback) for machine in inside):
            raise Inward(redirected=self._count > 1)

    def _cut(self) -> None:
        self.expired = True
        for held in self._held:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)


def is_public(machine: str) -> bool:
    """Say whether an IP address is one of the public web, also when it is wrapped into an IPv6 address."""
    address = _plain(machine)
    return address.is_global and not address.is_multicast


def _plain(machine: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    address = ipaddress.ip_address(machine.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & _LAST_32_BITS)
    return address.ipv4_mapped or address.sixtofour or address


class _HTTP(urllib.request.HTTPHandler):
    def __init__(self, connections: Connections) -> None:
        super().__init__()
        self._connections = connections

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_connection, http.client.HTTPConnection, self._connections), req)


class _HTTPS(urllib.request.HTTPSHandler):
    def __init__(self, connections: Connections) -> None:
        super().__init__()
        self._connections = connections

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        make = partial(_connection, http.client.HTTPSConnection, self._connections)
        return self.do_open(make, req, context=ssl.create_default_context())


def _connection(
    kind: type[http.client.HTTPConnection], connections: Connections, *args: Any, **kwargs: Any
) -> Any:
    made: Any = kind(*args, **kwargs)
    made._create_connection = connections.connect  # noqa: SLF001  The one place where the library lets us.
    return made
