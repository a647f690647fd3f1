"""Connections to public addresses only (server-side request forgery).

A feed, a page or a redirect may name any host. What a name resolves to is checked, and the
connection goes to the very address that was checked, so a second answer of the name server
changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from kg.errors import SourceError
from kg.sources.web import deadline

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ForbiddenError(SourceError):
    """A host that is on one's own network and not allowed."""


def networks(allowed: Iterable[str]) -> tuple[Network, ...]:
    """Networks from their names, such as `10.0.0.0/8` or `127.0.0.1`.

    Raises:
        ValueError: one that is no address or network.
    """
    return tuple(ipaddress.ip_network(name) for name in allowed)


class Backend(httpcore.SyncBackend):
    """Opens connections after a look at where they lead."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        self._allowed = allowed

    def connect_tcp(self, host: str, port: int, *args: Any, **more: Any) -> httpcore.NetworkStream:
        """A connection to the first address of a host.

        Raises:
            ForbiddenError: one of its addresses is private and not allowed.
            httpcore.ConnectError: it has no address, or does not answer.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host: {host}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
        for address in addresses:
            self._check(host, address)
        more["timeout"] = deadline.left(more.get("timeout"))
        return deadline.Stream(super().connect_tcp(addresses[0], port, *args, **more))

    def _check(self, host: str, address: str) -> None:
        ip = ipaddress.ip_address(address)
        inside = getattr(ip, "ipv4_mapped", None) or ip
        if any(inside in network for network in self._allowed if network.version == inside.version):
            return
        if not inside.is_global or inside.is_multicast:
            raise ForbiddenError(
                f"{host} is {address}, which is not a public address; "
                "if that is meant, name it in allow_private under [fetch]"
            )


class Transport(httpx.HTTPTransport):
    """httpx over guarded connections."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            network_backend=Backend(allowed),
            max_connections=32,
            max_keepalive_connections=8,
            keepalive_expiry=30,
        )
