"""Lines summed by account and tracking: as RevRec's journal aggregation does, and to compare what they come to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs

from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from destination_xero_journals.rules.journal import Place, PostingLine, Tag

_SUMMED = re.compile(r"1 line|[1-9][0-9]* lines")


@dataclass(slots=True)
class Sums:
    """What is wanted in one place and what Xero holds there, base currency; `line` is the first line in it."""

    line: PostingLine
    wanted: Decimal = ZERO
    held: Decimal = ZERO


def aggregate(lines: Sequence[PostingLine]) -> tuple[PostingLine, ...]:
    """Return one net line for each account and set of tags, in order of first appearance; sums of 0.00 are left out.

    Amounts are base currency, debit positive. The description says how many lines were summed.
    """
    summed: dict[tuple[str, tuple[Tag, ...]], list[PostingLine]] = {}
    for line in lines:
        summed.setdefault((line.account_id, tuple(sorted(line.tags))), []).append(line)
    nets = ((group, sum((line.amount for line in group), ZERO)) for group in summed.values())
    return tuple(
        structs.replace(group[0], amount=net, description=f"{len(group)} lines" if len(group) > 1 else "1 line")
        for group, net in nets
        if net
    )


def is_aggregated(lines: Sequence[PostingLine]) -> bool:
    """Tell whether aggregation made these lines; a rounding line may follow them."""
    return any(_SUMMED.fullmatch(line.description) for line in lines) and len(aggregate(lines)) >= len(lines) - 1


def sums(wanted: Sequence[PostingLine], held: Sequence[PostingLine]) -> list[Sums]:
    """Return the places in which the two sides differ, with both sums, in order of first appearance."""
    places: dict[Place, Sums] = {}
    for line in wanted:
        places.setdefault(line.place, Sums(line)).wanted += line.amount
    for line in held:
        places.setdefault(line.place, Sums(line)).held += line.amount
    return [each for each in places.values() if each.wanted != each.held]
