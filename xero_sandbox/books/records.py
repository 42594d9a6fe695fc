"""What the books keep, and how they refuse."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]
"""Xero's own field names with Python's values: Decimal, date, aware datetime, text, bool, lists and records."""


class BooksError(Exception):
    """An action that Xero refuses; the message is the sentence its user would read."""

    def __init__(self, message: str) -> None:
        """Keep the sentence."""
        super().__init__(message)
        self.message = message
