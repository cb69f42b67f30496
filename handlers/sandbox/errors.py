"""What goes wrong in the sandbox: for the bot (an answer of the Bot API) and for the person (a line on the page)."""

from __future__ import annotations

from bot.errors import UserError


class ApiError(Exception):
    """An answer with "ok": false. `description` is Telegram's text."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Refused(UserError):
    """Telegram's apps would not let a person do this. Its text is one line that says why."""


def bad_request(text: str, **parameters: int) -> ApiError:
    return ApiError(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> ApiError:
    return ApiError(403, f"Forbidden: {text}")


def too_many(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
