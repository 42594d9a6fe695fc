"""The lines of a journal summed by account and tracking, as RevRec's journal aggregation does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from destination_xero_journals.rules.journal import PostingLine, Tag


SUMMED = re.compile(r"1 line|[1-9][0-9]* lines")
"""The description of a line that stands for others."""


def aggregate(lines: Sequence[PostingLine]) -> tuple[PostingLine, ...]:
    """Return one net line for each account and set of tags, in the order of first appearance; sums of 0.00 go away.

    Amounts are base currency, debit positive. The description says how many lines were summed.
    """
    summed: dict[tuple[str, tuple[Tag, ...]], list[PostingLine]] = {}
    for line in lines:
        summed.setdefault((line.account_id, tuple(sorted(line.tags))), []).append(line)
    nets = ((group, sum((line.amount for line in group[1:]), group[0].amount)) for group in summed.values())
    return tuple(
        replace(group[0], amount=net, description=f"{len(group)} lines" if len(group) > 1 else "1 line")
        for group, net in nets
        if net
    )
