"""A tracking option that Xero does not have and that would be created, announced before it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewOption:
    """An option of a tracking category that would be created, and those in Xero that may be meant instead."""

    category: str
    option: str
    near: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        near = f"; near it in Xero: {', '.join(map(repr, self.near))}" if self.near else ""
        return f"Tracking option {self.option!r} of {self.category} would be created{near}."
