"""What documents other than sales put on accounts: bills, suppliers' credit notes, money spent and received."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revrec_journals.keyed import cents
from source_xero_revrec.rules.apportion import convert
from source_xero_revrec.rules.recognition.ledger import DatedLine
from source_xero_revrec.rules.recognition.tie import Difference
from xero_api import dates, money
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_BOOKED = frozenset({"AUTHORISED", "PAID"})
_KINDS: Mapping[str, tuple[int, Difference]] = {
    "ACCPAY": (-1, Difference.BILLS),
    "ACCPAYCREDIT": (1, Difference.BILLS),
    "SPEND": (-1, Difference.BANK),
    "RECEIVE": (1, Difference.BANK),
}
"""The sign of a line on its account, credits positive, and what it is called."""


def other_lines(record: Mapping[str, Any], accounts: Container[str]) -> Iterator[DatedLine]:
    """Yield what a document of Xero's JSON puts on some accounts, by their codes; a sales document puts nothing there.

    Raises ValueError or KeyError where it cannot be understood.
    """
    sign, difference = _KINDS.get(str(record.get("Type", "")).partition("-")[0], (0, Difference.BILLS))
    if not sign or record.get("Status") not in _BOOKED:
        return
    inclusive = record.get("LineAmountTypes") == "Inclusive"
    rate = money.amount(record.get("CurrencyRate") or 1)
    for line in record.get("LineItems") or ():
        account = str(line.get("AccountCode", ""))
        if account in accounts and "LineAmount" in line:
            tax = money.amount(line.get("TaxAmount", 0)) if inclusive else ZERO
            (home,) = convert([money.amount(line["LineAmount"]) - tax], rate)
            yield DatedLine(account, dates.business_date(record["Date"]), sign * cents(home), difference=difference)
