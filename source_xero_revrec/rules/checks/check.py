"""A check: what it compares, and for each reason to speak up how grave that is and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["error", "warning", "info"]
"""The gravest first."""
Level = Literal["document", "period", "document and period"]

TOLERANCE = Decimal("0.10")
"""By how much Xero lets a person override a document's total; the difference is on no line."""

GRAVITY: Mapping[str, int] = MappingProxyType({severity: place for place, severity in enumerate(get_args(Severity))})
"""The place of each severity, the gravest first."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One reason for which a check speaks up, and what an accountant does about it."""

    reason: str
    severity: Severity
    proposed_fix: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check of the catalogue.

    `compares` is written as an equation: what stands left of it is a finding's `expected`, the right its `actual`.
    """

    code: str
    title: str
    level: Level
    compares: str
    remedies: tuple[Remedy, ...]

    @property
    def severity(self) -> Severity:
        """Return the gravest severity that the check can have."""
        return min((remedy.severity for remedy in self.remedies), key=GRAVITY.__getitem__)

    @property
    def proposed_fix(self) -> str:
        """Return what to do in the gravest case."""
        return min(self.remedies, key=lambda remedy: GRAVITY[remedy.severity]).proposed_fix

    def remedy(self, reason: str) -> Remedy:
        """Return the remedy for a reason; an unknown reason raises KeyError."""
        for remedy in self.remedies:
            if remedy.reason == reason:
                return remedy
        raise KeyError(f"Check {self.code} knows no reason {reason!r}.")
