"""What goes wrong on the way, and how that is told."""

from __future__ import annotations

import ssl

from bot.adapters.http.refusals import PRIVATE, PrivateAddressError, RefusedError
from bot.adapters.inflate import EncodingError, TooLargeError

STATUSES = {
    401: "it asks for a password",
    403: "access is refused",
    404: "the page is not there",
    410: "the feed is gone for good",
    429: "it asks us to come back later",
}


def reason(status: int) -> str:
    """What an answer with a status that is no success means, a clause."""
    return STATUSES.get(status, "the server has a problem" if status >= 500 else "no feed")


def failures() -> tuple[type[Exception], ...]:
    """What the network does, and addresses that are none."""
    import aiohttp
    from aiohttp.http import HttpProcessingError

    from bot.adapters.connections import UnknownNameError, UnreachableError

    ours = RefusedError, PrivateAddressError, TooLargeError, EncodingError, UnknownNameError, UnreachableError
    return *ours, aiohttp.ClientError, HttpProcessingError, OSError, ValueError  # a TimeoutError is an OSError


def sentence(error: Exception, host: str, *, timeout: float, max_bytes: int) -> str:
    """What went wrong on the way, for people."""
    import aiohttp
    from aiohttp.http import HttpProcessingError

    from bot.adapters.connections import UnknownNameError, UnreachableError

    match error:
        case TooLargeError():
            return f"The answer of {host} is larger than {_size(max_bytes)}."
        case EncodingError():
            return f"The answer of {host} is {error}."
        case RefusedError():
            return str(error)
        case PrivateAddressError():
            return PRIVATE
        case UnknownNameError():
            return f"{host} is not known: no address has this name."
        case UnreachableError():
            refused = isinstance(error.__cause__, ConnectionRefusedError)
            return f"{host} {'refuses the connection' if refused else 'cannot be reached'}."
        case TimeoutError():  # an OSError, too
            return f"{host} does not answer (timed out after {timeout:g} s)."
        case ssl.SSLCertVerificationError():
            return f"The certificate of {host} is not valid."
        case ssl.SSLError():
            return f"{host} offers no secure connection that we can use."
        case aiohttp.ClientPayloadError():
            return f"The answer of {host} broke off."
        case aiohttp.ClientResponseError() | HttpProcessingError():
            return f"{host} does not speak proper HTTP."
        case ValueError():  # InvalidURL, too, is one
            return "This is no proper web address."
        case _:
            return f"{host} broke off the connection."


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:g} MB" if count >= 1024 * 1024 else f"{count / 1024:g} KB"
