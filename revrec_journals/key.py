"""The key by which a RevRec journal entry is found again in Xero: a mark at the end of the narration.

Xero's manual journals have no reference field, and the narration is the one field that can be searched (Xero's
developer documentation), so the Journal Entry Id stands there: `Revenue recognition January 2026 [RevRec JE-0001]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize
from urllib.parse import quote, unquote

from revrec_journals.by_name import bare

LONGEST_ID = 200
_MARK = re.compile(
    r"\[RevRec (?P<id>[^\[\]\s]+)(?: correction (?P<correction>[1-9]\d*))?"
    r"(?P<taken_back> taken back(?: (?P<proof>[0-9a-f]+))?)?\]"
)
# What a person's "Reverse" in Xero's screens writes before the narration of the journal that it mirrors.
_REVERSAL = "Reversal: "
# What stays beside letters and digits: ASCII's other signs, without brackets and the percent sign.
_SAFE = "!\"#$&'()*+,-./:;<=>?@\\^_`{|}~"


# Of a number alone: the zeros of 1.05 and of 2000 are its own.
_LEADING_ZEROS = re.compile(r"(?<![0-9.])0+(?=[0-9])")
_POINT_ZERO = re.compile(r"(?<=[0-9])\.0+$")
_EXPONENT = re.compile(r"[0-9]+(?:\.[0-9]*)?e\+?[0-9]{1,3}")
_BRACED = re.compile(r"[{(]([^{}()]+)[)}]")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.0+)?")


class UnusableId(ValueError):
    """A Journal Entry Id that no narration can carry; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class JournalKey:
    """A Journal Entry Id; `correction` is 0 for the journal itself and counts the differences posted after it."""

    journal_entry_id: str
    correction: int = 0

    def mark(self) -> str:
        """Return the text that a narration ends with; raises UnusableId.

        Brackets, white space and what is no printable ASCII are percent-encoded, so that the mark survives every
        normalisation of white space and letters.
        """
        if not self.journal_entry_id:
            raise UnusableId("is empty")
        if len(self.journal_entry_id) > LONGEST_ID:
            raise UnusableId(f"has {len(self.journal_entry_id)} characters, {LONGEST_ID} at most")
        try:
            quoted = quote(self.journal_entry_id, safe=_SAFE)
        except UnicodeEncodeError:
            raise UnusableId("holds half a character") from None
        return f"[RevRec {quoted}]" if not self.correction else f"[RevRec {quoted} correction {self.correction}]"

    def taken_back_mark(self, proof: str) -> str:
        """Return the mark of a journal that was posted wrongly: no journal of this key any more, and to be voided.

        `proof`, hexadecimal digits, tells that very journal from a copy and from one that a person edited.
        """
        return f"{self.mark()[:-1]} taken back {proof}]"

    @classmethod
    def found_in(cls, narration: str) -> JournalKey | None:
        """Return the key that a narration bears; None where there is none, or where a person reversed a journal.

        The last mark counts, wherever it stands: a person may have written something after it.
        """
        return cls._last_mark(narration, taken_back=False)

    @classmethod
    def taken_back_in(cls, narration: str) -> JournalKey | None:
        """Return the key that a narration bears as taken back, rightly or not; None where it bears none."""
        return cls._last_mark(narration, taken_back=True)

    @classmethod
    def _last_mark(cls, narration: str, *, taken_back: bool) -> JournalKey | None:
        mark = _last(narration)
        if mark is None or bool(mark["taken_back"]) != taken_back:
            return None
        return cls(unquote(mark["id"]), int(mark["correction"] or 0))


def essence(journal_entry_id: str) -> str:
    """Return an id without what spreadsheets and warehouses change of it.

    That is leading zeros, `.0`, an exponent, commas between thousands, quotation marks and braces around it, the dashes
    of a GUID, case, white space, marks without width, the kind of dash and the width of a letter.
    """
    plain = bare(normalize("NFKC", journal_entry_id.casefold())).strip("'\"`\N{RIGHT SINGLE QUOTATION MARK}")
    if braced := _BRACED.fullmatch(plain):
        plain = braced[1]
    if _GUID.fullmatch(plain):
        plain = plain.replace("-", "")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _EXPONENT.fullmatch(plain):
        number = Decimal(plain)
        plain = format(number, "f") if abs(number.adjusted()) < LONGEST_ID else plain
    return _LEADING_ZEROS.sub("", _POINT_ZERO.sub("", plain))


def proof_in(narration: str) -> str:
    """Return what proves that a journal was taken back by this program, as its narration says it; empty if nothing."""
    mark = _last(narration)
    return (mark["proof"] or "") if mark else ""


def _last(narration: str) -> re.Match[str] | None:
    marks = [] if narration.startswith(_REVERSAL) else [*_MARK.finditer(narration)]
    return marks[-1] if marks else None
