"""What a tie asks Xero for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from source_xero_revrec.rules.recognition.tie import Difference
from unit_tests.source_xero_revrec.recognition.made_xero import FakeXero, invoice
from unit_tests.source_xero_revrec.recognition.test_reading import YEAR, read
from xero_api.errors import ScopeMissing

if TYPE_CHECKING:
    from xero_api.client import Answer

BILL: dict[str, Any] = {
    "InvoiceID": "bill-1",
    "Type": "ACCPAY",
    "Status": "AUTHORISED",
    "Date": "/Date(1768867200000+0000)/",
    "LineItems": [{"AccountCode": "835", "LineAmount": Decimal("12.34")}],
}


class WithBills(FakeXero):
    """Has a bill on the deferred account, and bank transactions that the app may not read; `filters` were asked for."""

    bill: ClassVar[dict[str, Any]] = BILL

    def __init__(self, *documents: dict[str, Any], balance: str) -> None:
        """Hold invoices."""
        super().__init__(*documents, balance=balance)
        self.filters: list[str] = []

    def get(self, path: str, **asked: Any) -> Answer:  # noqa: ANN401 - as the client takes it
        """Answer a call."""
        where = (asked.get("params") or {}).get("where", "")
        self.filters.append(where)
        if path == "BankTransactions":
            raise ScopeMissing("accounting.banktransactions.read")
        kept = {**self.records}
        if "ACCPAY" in where:
            self.records[path] = [self.bill] if where.startswith('Type=="ACCPAY"') else []
        try:
            return super().get(path, **asked)
        finally:
            self.records = kept


def test_a_tie_that_has_names_for_all_asks_for_nothing_more() -> None:
    """Two balances, and no other document."""
    xero = WithBills(invoice(1, "1200.00", YEAR), balance="0.00")
    read(xero)

    assert xero.asked.count("Reports/TrialBalance") == 2
    assert xero.asked.count("Invoices") == 1


def test_a_difference_without_a_name_is_looked_into() -> None:
    """A bill explains it; what may not be read explains nothing, and stops nothing."""
    xero = WithBills(invoice(1, "1200.00", YEAR), balance="-12.34")
    january, _ = read(xero).ties.deferred

    assert january.named[Difference.BILLS] == -1_234
    assert xero.asked.count("Invoices") == 2


def test_what_stays_without_a_name_is_an_error() -> None:
    """What was there before all documents is an opening balance; that the bill is not in the ledger has no name."""
    january, _ = read(WithBills(invoice(1, "1200.00", YEAR), balance="7.00")).ties.deferred

    assert (january.named[Difference.OPENING], january.named[Difference.BILLS]) == (700, -1_234)
    assert january.unnamed == 1_234


class WithABillOnSales(WithBills):
    """Has the bill on a revenue account, where it lowers January."""

    bill: ClassVar[dict[str, Any]] = {**BILL, "LineItems": [{"AccountCode": "200", "LineAmount": Decimal("12.34")}]}

    def _sales(self, month: str) -> Decimal:
        return super()._sales(month) - (Decimal("12.34") if month == "2026-01" else 0)


def test_a_month_of_revenue_is_looked_into_by_its_days_alone() -> None:
    """A bill explains it; those of earlier months cannot, and are not read."""
    xero = WithABillOnSales(invoice(1, "1200.00", YEAR), balance="0.00")
    january, _ = read(xero).ties.revenue

    assert (january.named[Difference.BILLS], january.ties) == (-1_234, True)
    assert 'Type=="ACCPAY" AND Date >= DateTime(2026, 01, 01)' in xero.filters


def test_a_balance_is_looked_into_from_its_beginning() -> None:
    """Whatever its revenue does."""
    xero = WithABillOnSales(invoice(1, "1200.00", YEAR), balance="7.00")
    read(xero)

    assert 'Type=="ACCPAY"' in xero.filters
