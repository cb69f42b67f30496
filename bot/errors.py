"""Errors, a tree by remedy. Expected failures of sources and sends travel as values (see bot/model); these are raised.

SitrepError
├── UserError       the user can mend it: tell them, in words (exit 1 on the command line)
│   ├── UsageError  the command's words are off: show the right form (exit 2)
│   └── QueryError  a topic cannot be read: show where
└── StorageError    the operator must act: newer database, damaged file, disk full
"""

from __future__ import annotations


class SitrepError(Exception):
    """Has one line that says what to do."""


class UserError(SitrepError):
    """`str(error)` is the line that the user sees."""


class UsageError(UserError):
    """The words of a command are off."""


class QueryError(UserError):
    """A topic cannot be read. `column` counts the characters of `query` from 1; `whole`: no one place is to blame."""

    def __init__(self, line: str, query: str, column: int, *, whole: bool = False) -> None:
        super().__init__(line)
        self.query, self.column, self.whole = query, column, whole


class StorageError(SitrepError):
    """The database cannot be used as it is."""
