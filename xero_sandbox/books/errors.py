"""What the books refuse."""

from __future__ import annotations


class BooksError(Exception):
    """An action that Xero refuses; the message is the sentence its user would read."""

    def __init__(self, message: str) -> None:
        """Keep the sentence."""
        super().__init__(message)
        self.message = message
