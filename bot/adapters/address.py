"""A web address in the parts that a request needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from yarl import URL

PORTS = {"http": 80, "https": 443}
MAX_PORT = 65_535
# Addresses in which nothing has to be quoted, encoded or guessed: nearly all, and yarl takes longer than a head's parser.
_PLAIN = re.compile(
    r"(https?)://([a-z0-9.-]+)(?::([0-9]{1,5}))?"
    r"(/[A-Za-z0-9_.~+,=@:!$()*/-]*(?:\?[A-Za-z0-9_.~+,=&@:!$()*/-]+)?)"
)


class Address(Struct, frozen=True):
    text: str
    scheme: str
    host: str  # a name in ASCII, or a literal without its brackets
    port: int
    target: str  # path and query, quoted

    @property
    def name(self) -> str:
        """The host as people write it."""
        try:
            return self.url.host or self.host
        except ValueError:  # its punycode is broken
            return self.host

    @property
    def url(self) -> URL:
        from yarl import URL

        return URL(self.text, encoded=True)

    def joined(self, reference: str) -> URL:
        """Where a reference found there leads. Raises ValueError where that is no address."""
        from yarl import URL

        return self.url.join(URL(reference)).with_fragment(None)


def plain(text: str) -> Address | None:
    """The parts of an ordinary address of http or https, without a user's name; None for all others."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    scheme, host, port, target = found.groups()
    number = int(port) if port else PORTS[scheme]
    return Address(text, scheme, host, number, target) if number <= MAX_PORT else None


def parts(url: URL) -> Address:
    """Of an absolute URL. Raises ValueError for a port out of range."""
    return Address(str(url), url.scheme, url.raw_host or "", url.port or 0, url.raw_path_qs)
