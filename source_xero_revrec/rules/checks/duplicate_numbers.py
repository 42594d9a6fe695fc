"""Document numbers that are used more than once."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from source_xero_revrec.rules.checks.tie_out import ControlTotal, verdict
from source_xero_revrec.rules.outcome import Bucket

if TYPE_CHECKING:
    from source_xero_revrec.rules.outcome import Outcome

_NAMED = 10


class DuplicateNumbers:
    """Remembers 7 bytes of a hash for each number, about 80 bytes of memory a document (8 MB for 100,000).

    It is no part of the state: a walk that is resumed sees the duplicates among what it still reads. Two different
    numbers of 100,000 share a hash about once in 14 million walks.
    """

    def __init__(self) -> None:
        """Start without a number."""
        self._seen: set[int] = set()
        self._numbered = 0
        self._repeated: list[str] = []

    def add(self, outcome: Outcome) -> None:
        """Remember a document's number, whatever its type and its case.

        Excluded documents and those without a number do not count. Each document must be given once.
        """
        document = outcome.document
        if outcome.bucket is Bucket.EXCLUDED or not document.number:
            return
        # An int of up to 60 bits takes 32 bytes.
        key = blake2b(document.number.casefold().encode(), digest_size=7).digest()
        number = int.from_bytes(key, "big")
        self._numbered += 1
        if number in self._seen:
            self._repeated.append(document.number)
            self._repeated = sorted(set(self._repeated))[:_NAMED]
        self._seen.add(number)

    def row(self) -> ControlTotal:
        """Return the control total K1: numbers that were used against documents that have one."""
        repeats = self._numbered - len(self._seen)
        named = f", {repeats} of them with a number used before, such as {', '.join(self._repeated)}" if repeats else ""
        return ControlTotal(
            check="K1",
            period="",
            currency="",
            description=f"{self._numbered} numbered documents{named}",
            expected_count=self._numbered,
            actual_count=len(self._seen),
            **(verdict("K1", "Does not tie", "DUPLICATE") if repeats else verdict("K1", "Ties")),
        )
