"""What is not fetched: private networks, and what is no address.

Private addresses are refused where a name resolves (the very addresses that are then connected to, so a name that
changes its mind between check and use gains nothing) and where the URL is a literal (which aiohttp does not resolve);
both again after each redirect, which is why redirects are followed here and not by aiohttp.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from bot.adapters.address import Address, parts, plain

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver, ResolveResult
    from yarl import URL

PRIVATE = "The address leads to a private network, which is refused."
# Any spelling that the C library's inet_aton takes for an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1, 127.1
_NUMERIC_HOST = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)(?:\.(?:0[xX][0-9a-fA-F]*|\d+)){0,3}")
_GLOBAL_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# Beyond what the standard library calls not global (the sets differ by Python release): IANA special-purpose registries.
_SPECIAL = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "100.64.0.0/10", "2001::/23", "2001:db8::/32", "3fff::/20"))
)


class RefusedError(Exception):
    """An address that is not fetched. Its text says why, a sentence."""


class PrivateAddressError(Exception):
    """A name that resolves to private addresses only."""


def is_public(address: str) -> bool:
    """True where the IP address belongs to the open Internet; addresses that embed an IPv4 one count as that one."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _GLOBAL_V6:
            return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _SPECIAL)


def refusal(url: URL, allow_private: bool) -> str | None:
    """Why this URL is not fetched, a sentence; None where it may be, as far as can be told without resolving its name."""
    if url.scheme not in ("http", "https") or not url.raw_host:
        return "Only http:// and https:// addresses can be fetched."
    if url.raw_user is not None or url.raw_password is not None:
        return "Addresses with a user name or a password are refused."
    return None if allow_private else host_refusal(url.raw_host)


def host_refusal(host: str) -> str | None:
    """Why nothing is fetched from this host, as refusal() has it."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return PRIVATE
    if _NUMERIC_HOST.fullmatch(host):
        try:
            host = socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            return f"{host} is no proper address."
    try:
        return None if is_public(host) else PRIVATE
    except ValueError:
        return None  # a name


def fetchable(address: str, allow_private: bool) -> Address:
    """The address in its parts. Raises RefusedError, or ValueError where it is none."""
    if (found := plain(address)) is not None:
        if not allow_private and (text := host_refusal(found.host)):
            raise RefusedError(text)
        return found
    from yarl import URL

    return fetchable_url(URL(address), allow_private)


def fetchable_url(url: URL, allow_private: bool) -> Address:
    if text := refusal(url, allow_private):
        raise RefusedError(text)
    return parts(url)


class PublicResolver:
    """aiohttp's resolver, of whose answers only public addresses remain: these are then connected to."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        from aiohttp.resolver import ThreadedResolver

        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises PrivateAddressError where no public address is among them."""
        public = [found for found in await self._resolver.resolve(host, port, family) if is_public(found["host"])]
        if not public:
            raise PrivateAddressError(host)
        return public

    async def close(self) -> None:
        await self._resolver.close()
