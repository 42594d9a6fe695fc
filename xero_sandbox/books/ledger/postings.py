"""What each kind of record posts to the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.kinds import kind_of, rate_of_document
from xero_sandbox.books.ledger.ledger import Posting, Transaction
from xero_sandbox.books.money import ZERO, in_base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from decimal import Decimal

    from xero_sandbox.books.records import Record


class Postings:
    """Builds transactions; it is given the accounts and the organisation's system accounts."""

    def __init__(self, account: Callable[[str], Record], system: Callable[[str], Record]) -> None:
        """Post to these accounts."""
        self._account = account
        self._system = system

    def document(self, document: Record, control: Decimal | None = None) -> Transaction:
        """Post an invoice or credit note at its own rate.

        `control` overrides the control line (base currency) where a partly paid document is posted again, so that
        the control account stays equal to the amount still open.
        """
        kind = kind_of(document)
        if control is None:
            control = kind.sign * in_base(document["Total"], rate_of_document(document))
        head = Posting(self._system(kind.control), control)
        return Transaction(
            document[kind.id_field],
            kind.journal_source,
            document["Date"],
            document[kind.number_field],
            self.balanced([head, *self._lines(document, -kind.sign)]),
        )

    def payment(self, payment: Record, document: Record, relief: Decimal) -> Transaction:
        """Post a payment or refund; `relief` is the change of the control account, the rest is a currency gain."""
        kind = kind_of(document)
        bank = kind.sign * in_base(payment["Amount"], payment.get("CurrencyRate", rate_of_document(document)))
        lines = [
            Posting(self._account(payment["Account"]["AccountID"]), bank, description=payment["Reference"]),
            Posting(self._system(kind.control), relief),
        ]
        return Transaction(
            payment["PaymentID"], kind.payment_source, payment["Date"], payment["Reference"], self.with_gain(lines)
        )

    def allocation(
        self, allocation: Record, credit: Record, credit_change: Decimal, due_change: Decimal
    ) -> Transaction:
        """Post credit applied to an invoice: both sides lie on one control account, what differs is a currency gain."""
        kind = kind_of(credit)
        control = self._system(kind.control)
        lines = [Posting(control, due_change), Posting(control, credit_change)]
        return Transaction(
            allocation["AllocationID"],
            kind.payment_source,
            allocation["Date"],
            str(credit.get(kind.number_field, "")),
            self.with_gain(lines),
        )

    def advance(self, advance: Record, bank_account: Record) -> Transaction:
        """Post a prepayment or overpayment: bank against the control account, gross; no tax until it is invoiced."""
        kind = kind_of(advance)
        gross = kind.sign * in_base(advance["Total"], rate_of_document(advance))
        lines = (Posting(bank_account, -gross), Posting(self._system(kind.control), gross))
        return Transaction(
            advance[kind.id_field], kind.journal_source, advance["Date"], advance.get("Reference", ""), lines
        )

    def bank_transaction(self, transaction: Record) -> Transaction:
        """Post spent or received money with its tax."""
        sign = 1 if transaction["Type"].startswith("RECEIVE") else -1
        bank = sign * in_base(transaction["Total"], rate_of_document(transaction))
        head = Posting(self._account(transaction["BankAccount"]["AccountID"]), bank)
        return Transaction(
            transaction["BankTransactionID"],
            "CASHREC" if sign > 0 else "CASHPAID",
            transaction["Date"],
            transaction["Reference"],
            self.balanced([head, *self._lines(transaction, -sign)]),
        )

    def bank_transfer(self, transfer: Record) -> Transaction:
        """Post money moved between two bank accounts."""
        lines = (
            Posting(self._account(transfer["FromBankAccount"]["AccountID"]), -transfer["Amount"]),
            Posting(self._account(transfer["ToBankAccount"]["AccountID"]), transfer["Amount"]),
        )
        return Transaction(
            transfer["BankTransferID"], "TRANSFER", transfer["Date"], transfer.get("Reference", ""), lines
        )

    def manual_journal(self, journal: Record) -> Transaction:
        """Post a manual journal; its amounts are base currency, debit positive."""
        document = {"LineItems": journal["JournalLines"], "LineAmountTypes": journal["LineAmountTypes"]}
        return Transaction(
            journal["ManualJournalID"],
            "MANJOURNAL",
            journal["Date"],
            journal["Narration"],
            self.balanced(list(self._lines(document, 1))),
        )

    def opening_balance(self, identifier: str, account: Record, credit: Decimal, on: date) -> Transaction:
        """Post what an account held before the books began; its SourceType is our choice."""
        lines = (Posting(account, -credit), Posting(self._system("HISTORICAL"), credit))
        return Transaction(identifier, "MANJOURNAL", on, "Conversion balances", lines)

    def balanced(self, lines: list[Posting]) -> tuple[Posting, ...]:
        """Put the cents that currency conversion leaves over on Rounding."""
        return self._with_rest(lines, "ROUNDING")

    def with_gain(self, lines: list[Posting]) -> tuple[Posting, ...]:
        """Put what two rates leave between them on Realised Currency Gains."""
        return self._with_rest(lines, "REALISEDCURRENCYGAIN")

    def rounding(self, document: Record, change: Decimal) -> tuple[Posting, ...]:
        """Return two lines that move a cent between a document's control account and Rounding; none for zero."""
        if not change:
            return ()
        return (Posting(self._system(kind_of(document).control), change), Posting(self._system("ROUNDING"), -change))

    def _with_rest(self, lines: list[Posting], system: str) -> tuple[Posting, ...]:
        rest = sum((line.net for line in lines), ZERO)
        if rest:
            lines = [*lines, Posting(self._system(system), -rest)]
        return tuple(line for line in lines if line.net or line.tax)

    def _lines(self, document: Record, sign: int) -> Iterable[Posting]:
        rate = rate_of_document(document)
        inclusive = document["LineAmountTypes"] == "Inclusive"
        tax_sum = ZERO
        for line in document["LineItems"]:
            amount, tax = line["LineAmount"], line["TaxAmount"]
            if "AccountID" not in line:
                continue
            net = in_base(amount - tax if inclusive else amount, rate)
            base_tax = in_base(tax, rate)
            tax_sum += base_tax
            yield Posting(
                self._account(line["AccountID"]),
                sign * net,
                sign * base_tax,
                line["TaxType"],
                line.get("Description", ""),
                line["Tracking"],
            )
        # A person may override the tax of a document by a few cents, which are on no line.
        line_tax = sum((line["TaxAmount"] for line in document["LineItems"]), ZERO)
        tax_sum += in_base(document.get("TotalTax", line_tax) - line_tax, rate)
        if tax_sum:
            yield Posting(self._system("GST"), sign * tax_sum)
