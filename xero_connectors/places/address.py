"""Addresses such as s3://bucket/folder/file, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


class AddressFault(ValueError):
    """A text is no address of a place; the message is the rest of a sentence, and quotes nothing of the text."""


@dataclass(frozen=True)
class Address:
    """What stands before and after the slashes, percent signs resolved; `path` has no slash in front."""

    scheme: str
    user: str
    host: str
    port: int | None
    path: str

    @classmethod
    def of(cls, text: str, example: str) -> Address:
        """Take an address apart; `example` shows in a message how it is written. Raises AddressFault."""
        scheme, _, rest = text.partition("://")
        authority, _, path = rest.partition("/")
        try:
            parts = urlsplit(f"{scheme}://{authority}")
            user, host, port = parts.username or "", parts.hostname or "", parts.port
        except ValueError:
            raise AddressFault(f"is not an address that can be read: write it like {example}.") from None
        if parts.password is not None:
            raise AddressFault(
                "holds a password, which every user of this machine could see: put it into the variable SFTP_PASSWORD "
                "instead."
            )
        if not host:
            raise AddressFault(f"names no place: write it like {example}.")
        return cls(scheme.lower(), unquote(user), host, port, unquote(path))
