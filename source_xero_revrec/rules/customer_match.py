"""Which CRM customer a Xero contact is: by its name, exactly, and never by resemblance."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_SUCH_NAME = "No CRM customer has this name"

_IDS_SHOWN = 5
_SHARES, _PART = 1024, 8
_ALIKE = 75
_BEGINS_ALIKE = 80
_SAME_WORDS = 101
_SAME_BUT_FOR_SPELLING = 102
_LEGAL_FORMS = frozenset(
    (  # noqa: SIM905 - a line of words reads best
        "ab ag aps as asa bv bvba co company corp corporation cv eirl gmbh inc incorporated kft kg kk lda limited llc "
        "llp lp ltd ltda mbh nv nyrt oy oyj plc proprietary pte pty sa sarl sas sasu sl slu spa srl sro ug unlimited"
    ).split()
)
_DROPPED = re.compile(r"[.'\u2019`\u00b4]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class CrmCustomer:
    """A customer as the CRM knows it; the id is what RevRec uses, the name is what Xero is matched by."""

    customer_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """The customer that bears a name, or None with the reason."""

    customer: CrmCustomer | None
    reason: str = ""


class CustomerMatch:
    """The CRM's customers by name.

    A name that two customers bear matches neither: which of them is meant is for a person to say (RevRec's
    documentation promises a match by name alone; the rest is our choice).
    """

    def __init__(self, customers: Iterable[CrmCustomer], *, ignore_case_and_spaces: bool = False) -> None:
        """Know these customers; one that is given twice counts once."""
        self._ignores = ignore_case_and_spaces
        self._customers = sorted(set(customers), key=lambda customer: (customer.name, customer.customer_id))
        self._by_name: defaultdict[str, list[CrmCustomer]] = defaultdict(list)
        for customer in self._customers:
            self._by_name[self._key(customer.name)].append(customer)

    def match(self, name: str) -> Match:
        """Find the one customer of that name.

        The names must be equal character by character, or, with `ignore_case_and_spaces`, equal but for case, spaces at
        the ends and the length of spaces between words.
        """
        found = self._by_name.get(self._key(name), [])
        if len(found) == 1:
            return Match(found[0])
        return Match(None, _ambiguous(found) if found else NO_SUCH_NAME)

    def hints(self, name: str, most: int = 3) -> list[str]:
        """Return up to `most` names of customers that a person may have meant, the likeliest first.

        Names that differ in case, spaces, punctuation, accents or legal form (Ltd, Limited, GmbH) come first, then the
        same words in another order, then names that begin alike or are spelt alike.
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - most syncs have nobody to guess about

        wanted = _essence(name)
        scores: defaultdict[str, int] = defaultdict(int)
        for customer in self._essences.get(wanted, ()):
            scores[customer] = _SAME_BUT_FOR_SPELLING
        for essence in self._same_words.get(_sorted_words(wanted), ()):
            self._score(scores, essence, _SAME_WORDS)
        for essence in self._beginning_alike(wanted, most):
            self._score(scores, essence, _BEGINS_ALIKE)
        # One more than asked for, since the name itself may be among them.
        for essence, likeness, _ in process.extract(
            wanted, self._sorted_essences, scorer=fuzz.ratio, processor=None, score_cutoff=_ALIKE, limit=most + 1
        ):
            self._score(scores, essence, int(likeness))
        scores.pop(name, None)
        return sorted(scores, key=lambda customer: (-scores[customer], customer))[:most]

    @cached_property
    def digest(self) -> str:
        """A text of 8 kB that stands for the customers and the option, the same in any order.

        It is made of parts, one for each share of the names, so that a later digest tells which names changed hands.
        """
        shares: list[list[str]] = [[] for _ in range(_SHARES)]
        for customer in self._customers:
            shares[self._share(customer.name)].append(f"{customer.name}\0{customer.customer_id}")
        parts = (hashlib.sha256("\0\0".join(share).encode()).hexdigest()[:_PART] for share in shares)
        return f"{int(self._ignores)}{''.join(parts)}"

    def may_differ(self, name: str, digest: str) -> bool:
        """Tell whether `name` may have matched otherwise when `digest` was made; of all names, few by mistake."""
        if digest[:1] != self.digest[:1] or len(digest) != len(self.digest):
            return True
        first = 1 + self._share(name) * _PART
        return digest[first : first + _PART] != self.digest[first : first + _PART]

    def _share(self, name: str) -> int:
        return int.from_bytes(hashlib.sha256(self._key(name).encode()).digest()[:4], "big") % _SHARES

    def _key(self, name: str) -> str:
        if not self._ignores:
            return name
        # Unicode's own rule for caseless comparison (canonical caseless matching, D145).
        caseless = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
        return " ".join(caseless.split())

    @cached_property
    def _essences(self) -> dict[str, list[str]]:
        essences: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted({customer.name for customer in self._customers}):
            essences[_essence(name)].append(name)
        return dict(essences)

    @cached_property
    def _sorted_essences(self) -> list[str]:
        return sorted(self._essences)

    @cached_property
    def _same_words(self) -> dict[str, list[str]]:
        words: defaultdict[str, list[str]] = defaultdict(list)
        for essence in self._sorted_essences:
            words[_sorted_words(essence)].append(essence)
        return dict(words)

    def _beginning_alike(self, wanted: str, most: int) -> Iterator[str]:
        words = wanted.split()
        for count in range(len(words) - 1, 0, -1):
            shorter = " ".join(words[:count])
            if shorter in self._essences:
                yield shorter
        first = bisect_left(self._sorted_essences, wanted + " ")
        for longer in self._sorted_essences[first : first + most]:
            if longer.startswith(wanted + " "):
                yield longer

    def _score(self, scores: defaultdict[str, int], essence: str, score: int) -> None:
        for name in self._essences[essence]:
            scores[name] = max(scores[name], score)


def _ambiguous(found: list[CrmCustomer]) -> str:
    ids = [customer.customer_id for customer in found]
    shown = ", ".join(ids[:_IDS_SHOWN])
    more = f" and {len(ids) - _IDS_SHOWN} more" if len(ids) > _IDS_SHOWN else ""
    return f"{len(ids)} CRM customers have this name (ids {shown}{more})"


def _essence(name: str) -> str:
    """Return the words of a name without what people leave out or write differently."""
    # Before it is decomposed: an acute accent on its own becomes a space.
    decomposed = unicodedata.normalize("NFKD", _DROPPED.sub("", name.casefold()))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = _BETWEEN_WORDS.sub(" ", letters.replace("&", " and ")).split()
    kept = words[1:] if words[:1] == ["the"] else words[:]
    while kept and (kept[-1] in _LEGAL_FORMS or kept[-1] == "and"):
        kept.pop()
    return " ".join(kept or words) or name.casefold()


def _sorted_words(essence: str) -> str:
    return " ".join(sorted(essence.split()))
