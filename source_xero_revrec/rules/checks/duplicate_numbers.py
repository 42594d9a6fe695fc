"""Document numbers that are used more than once."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

from source_xero_revrec.rules.checks.tie_out import ControlTotal, verdict
from xero_api.met import Met

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_NAMED = 10
_DIGEST = 8


class DuplicateNumbers:
    """Remembers eight bytes of a digest of each number, and four that stand for who bore it first.

    Two different numbers of a million share them once in 37 million walks.
    """

    def __init__(self) -> None:
        """Start without a number."""
        self._seen = Met(key=_DIGEST, note=4)

    def add(self, number: str, document_id: str) -> bool:
        """Remember a document's number, and tell whether another document was met with it before."""
        key, bearer = _digest(number), crc32(document_id.encode("utf-8", "surrogatepass"))
        before = self._seen.put(key, bearer)
        if before is None or before == bearer:
            return False
        self._seen.put(key, before)
        return True

    def __contains__(self, number: str) -> bool:
        """Tell whether a number is remembered."""
        return _digest(number) in self._seen


def shared_numbers(bearers: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, bool]]:
    """Return, by document id, the numbers that several documents bear, and whether the order must be another.

    `bearers` are type, id and number of documents. Numbers that differ in case alone are two, as orders of theirs are
    (our choice: a filter of Xero's finds a number as it is written). One of them keeps its number: an invoice before a
    credit note, then the first by its id, so that the answer is the same in whatever order they come.
    """
    by_number: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for kind, document_id, number in bearers:
        by_number[number][document_id] = (kind, number)
    found: dict[str, tuple[str, bool]] = {}
    for several in by_number.values():
        if len(several) > 1:
            keeps = min(several, key=lambda each: (several[each][0] != "ACCREC", each))
            found |= {each: (number, each != keeps) for each, (_, number) in several.items()}
    return found


def key_total(numbered: int, shared: Collection[str]) -> ControlTotal:
    """Return the control total K1: the `numbered` documents that may give rows, and the numbers that several bear."""
    named = ", ".join(sorted(shared)[:_NAMED])
    return ControlTotal(
        check="K1",
        period="",
        currency="",
        description=f"{numbered} numbered documents"
        + (f"; several bear {named}: all but one of them have an order number of their own" if shared else ""),
        expected_count=numbered,
        actual_count=numbered,
        **verdict("K1", "Ties", "DUPLICATE" if shared else ""),
    )


def _digest(number: str) -> bytes:
    return blake2b(number.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
