"""One row of the table of overrides, as a person wrote it, and what it says."""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.reading import read_dates
from source_xero_revrec.rules.periods.service_period import ServicePeriod

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from source_xero_revrec.rules.periods.service_period import DateOrder

RULE = "override"
_AT_INVOICE_DATE = frozenset({"at invoice date", "invoice date"})
_LINE = re.compile(r"0*([1-9][0-9]*)(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class Override:
    """A row of the table; every cell is its text without space around it, empty where nothing was filled in.

    `organisation` is a name or a tenant id, `place` where a person finds the row, and `spoiled` what a cell that
    matters holds that cannot be used.
    """

    place: str
    organisation: str = ""
    document_id: str = ""
    document_number: str = ""
    line: str = ""
    product: str = ""
    start: str = ""
    end: str = ""
    treatment: str = ""
    spoiled: str = ""

    @property
    def says_nothing(self) -> bool:
        """Tell whether nobody filled anything in, as in the rows of Recon Errors that were left alone."""
        return not (self.start or self.end or self.treatment or self.spoiled)

    @property
    def document(self) -> str:
        """Return what the row calls its document: by the id where there is one, else by the number; may be empty."""
        if self.document_id:
            return f"id {self.document_id.lower()}"
        return f"number {self.document_number}" if self.document_number else ""

    def period(self, document_date: date, order: DateOrder) -> ServicePeriod | str:
        """Return the period that the row gives, or why it gives none, as the end of a sentence about the row."""
        treatment = " ".join(self.treatment.replace("_", " ").casefold().split())
        if self.spoiled:
            return f"has {self.spoiled}"
        if treatment and (self.start or self.end):
            return "says both dates and a treatment"
        if treatment:
            known = treatment in _AT_INVOICE_DATE
            return ServicePeriod(document_date, document_date, RULE) if known else _unknown(self.treatment)
        if not (self.start and self.end):
            return f"has a service {'start' if self.start else 'end'} alone"
        reading = read_dates(self.start, self.end, day_first=order.day_first, year_end=order.year_end)
        if reading.span:
            return ServicePeriod(*reading.span, RULE)
        return f"has dates that are not understood: {reading.note.rstrip('.')}"

    def names_line(self, place: int, product_code: str) -> bool:
        """Tell whether the row may be about a line; one without line and product may be about any."""
        number = _LINE.fullmatch(self.line)
        same_line = not self.line or bool(number and number.group(1) == str(place))
        return same_line and self.product in ("", product_code)

    @property
    def line_is_readable(self) -> bool:
        """Tell whether its line number is one."""
        return not self.line or bool(_LINE.fullmatch(self.line))


def _unknown(treatment: str) -> str:
    return f'has the treatment "{treatment}", which is not known (known: at invoice date)'


def digest(overrides: Iterable[Override]) -> str:
    """Return a short text that changes when what rows say does; where they stand in the table does not matter."""
    said = sorted(astuple(each)[1:] for each in overrides)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]
