"""The fingerprint of a plan: 64 hexadecimal digits that change with whatever would be in Xero otherwise.

The first 40 digits are a SHA-256 of the journals. The other 24 say which of their tracking options would be created,
so that a plan stays approved once these are there, and no plan is approved that creates an option more.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from destination_xero_journals.plan.document import LEFT_ALONE, TAKE_BACK
from destination_xero_journals.rules.decision import Action
from xero_connectors.exact_json import exact_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from destination_xero_journals.plan.document import PlannedJournal
    from destination_xero_journals.rules.journal import Journal, PostingLine, Tag

    Option = tuple[str, str, str]

_IN_XERO = frozenset(str(action) for action in Action if action.writes) | {str(Action.UNCHANGED)}
_COUNTED = _IN_XERO | {TAKE_BACK, LEFT_ALONE}
_VERSION = "destination-xero-journals plan 1"
_JOURNALS, _OPTIONS = 40, 24
"""Digits."""
_MOST_OPTIONS = 4 * _OPTIONS - 1
_TOO_MANY = 1 << _MOST_OPTIONS
"""A bit that says that the others are no list of options, but a sum over all of them."""


def fingerprint(planned: Iterable[PlannedJournal]) -> str:
    """Return the fingerprint of what is in Xero when the plan is carried out, whatever the order.

    A journal that is created counts the same before and after it is posted, so that an approved plan stays approved
    while an interrupted sync is repeated. A change to a journal that Xero holds is approved for that state of the
    journal alone. What is left alone, held back or rejected does not count. Memory grows by 32 bytes a journal.
    """
    digests: list[bytes] = []
    options: dict[Option, bool] = {}
    for journal in planned:
        if journal.wanted is None or journal.action not in _COUNTED or journal.problems:
            continue
        digests.append(_digest(journal, journal.wanted))
        posted = journal.wanted.lines if journal.action in _IN_XERO else ()
        for tag in (tag for line in posted for tag in line.tags):
            options[journal.organisation, tag.category_id, tag.option] = not tag.option_id
    whole = hashlib.sha256(_VERSION.encode())
    for digest in sorted(digests):
        whole.update(digest)
    journals = whole.hexdigest()[:_JOURNALS]
    return f"{journals}{_created(options) ^ _mask(journals):0{_OPTIONS}x}"


def approves(approved: str, found: str) -> bool:
    """Tell whether who approved one plan approved another: the same journals, and no option more that is created."""
    journals = found[:_JOURNALS]
    if approved == found:
        return True
    if approved[:_JOURNALS] != journals or len(approved) != len(found):
        return False
    agreed, asked = (int(each[_JOURNALS:], 16) ^ _mask(journals) for each in (approved, found))
    return not (agreed | asked) & _TOO_MANY and not asked & ~agreed


def _created(options: dict[Option, bool]) -> int:
    """Return which options of the journals would be created, a bit each in their order."""
    if len(options) > _MOST_OPTIONS:
        new = [list(option) for option, missing in sorted(options.items()) if missing]
        return _TOO_MANY | int.from_bytes(hashlib.sha256(exact_json(new)).digest()[: _OPTIONS // 2], "big")
    return sum(1 << place for place, (_, missing) in enumerate(sorted(options.items())) if missing)


def _mask(journals: str) -> int:
    """Return what hides the bits, so that a fingerprint without a new option looks like any other."""
    return int.from_bytes(hashlib.sha256(f"options of {journals}".encode()).digest()[: _OPTIONS // 2], "big")


def _digest(journal: PlannedJournal, wanted: Journal) -> bytes:
    content = {
        "organisation": journal.organisation,
        "journal_entry_id": journal.journal_entry_id,
        "date": str(journal.revrec_date if journal.action == Action.CORRECT else journal.date),
        "overwrites": journal.overwrites,
        "narration": wanted.narration,
        "status": journal.xero_status,
        "currency": journal.currency,
        # Lines arrive in any order, and their order means nothing to the books.
        "lines": sorted(_line_content(line) for line in wanted.lines),
    }
    return hashlib.sha256(exact_json(content)).digest()


def _line_content(line: PostingLine) -> list[str]:
    return [
        line.account_id,
        line.account_code,
        format(line.amount.normalize(), "f"),
        line.description,
        line.tax_type,
        *sorted(map(_tag_content, line.tags)),
    ]


def _tag_content(tag: Tag) -> str:
    return f"{tag.category_id} {tag.option}"
