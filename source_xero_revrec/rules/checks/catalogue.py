"""The catalogue of checks: what each compares, how grave a difference is, and what to do about it.

The codes are those of the project's reconciliation set; reasons, severities and remedies are our choice. Document
checks give findings (stream `recon_errors`), period checks give control totals (stream `control_totals`), J3 the
stream `journal_control`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from source_xero_revrec.rules.checks.check import Check, Remedy
from source_xero_revrec.rules.checks.key_checks import KEY_CHECKS
from source_xero_revrec.rules.checks.service_periods import OF_SERVICE_PERIODS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ROUNDING_LEFT_ALONE = Remedy(
    "ROUNDING",
    "info",
    "Nothing to do: Xero lets a total differ from its lines by up to 0.10; the difference is on no line and no row.",
)
_HEADER = Remedy(
    "HEADER", "error", "Open the document in Xero, compare its total with subtotal and tax, save it again and sync."
)
_LINES = Remedy(
    "LINES", "error", "Open the document in Xero, compare its subtotal with its lines, save it again and sync."
)
_ROWS = Remedy(
    "ROWS",
    "error",
    "Read everything again with a full refresh, as is needed after `start_date` was moved later: rows of documents "
    "from before it stay until then. If the rows still differ, report it as a defect.",
)

_UNREADABLE = Remedy(
    "UNREADABLE",
    "error",
    "Open the record in Xero, put the field right and sync: it is read again. If it looks right there, report this.",
)
_HELD = Remedy(
    "HELD", "error", "Look at the findings UNREADABLE: what these documents bill is in no row until they are mended."
)
_STALE = Remedy(
    "STALE",
    "error",
    "Sync again: the documents that are named are read and sent again. What Xero does not show any more goes with a "
    "full refresh.",
)

_CHECKS = (
    Check("UNREADABLE", "Held", "document", "every field that RevRec's rows need can be understood", (_UNREADABLE,)),
    Check("I1", "Invoice header", "document", "Total = SubTotal + TotalTax", (_HEADER,)),
    Check(
        "I2",
        "Invoice header against lines",
        "document",
        "SubTotal = sum of the lines net of tax",
        (_LINES, _ROUNDING_LEFT_ALONE),
    ),
    Check(
        "I3",
        "Invoice settlement",
        "document",
        "AmountDue = Total - AmountPaid - AmountCredited - CISDeduction",
        (
            Remedy(
                "SETTLEMENT",
                "error",
                "Compare the invoice's payments and credits in Xero with its amount due; what was paid during the sync "
                "is right after the next one.",
            ),
        ),
    ),
    Check(
        "C1",
        "Credit note header and lines",
        "document",
        "Total = SubTotal + TotalTax, and SubTotal = sum of the lines net of tax",
        (_HEADER, _LINES, _ROUNDING_LEFT_ALONE),
    ),
    Check(
        "C2",
        "Credit note use",
        "document",
        "Total = allocations + refunds + RemainingCredit",
        (
            Remedy(
                "ALLOCATION",
                "error",
                "Compare the credit note's allocations and refunds in Xero; a full refresh reads it again where an "
                "allocation did not stamp it.",
            ),
        ),
    ),
    Check(
        "C3",
        "Credit on an invoice",
        "document",
        "AmountCredited = applied credit notes + prepayments + overpayments",
        (
            Remedy(
                "ALLOCATION",
                "error",
                "Compare the credits applied to the invoice in Xero with its credited amount; a full refresh reads "
                "both sides again.",
            ),
        ),
    ),
    Check(
        "B1",
        "Completeness",
        "document and period",
        "documents in Xero = rows + pending + excluded + held + rounding (count and net amount)",
        (
            _ROWS,
            _STALE,
            Remedy(
                "RECORDS",
                "error",
                "Sync again; if Xero's count still differs from what was received, run a full refresh and report it.",
            ),
            Remedy(
                "LINES",
                "error",
                "Look at the findings I2 and C1 of the month: a document's subtotal is not the sum of its lines.",
            ),
            _HELD,
        ),
    ),
    Check(
        "B2",
        "Billing of the period",
        "period",
        "net documents by document date = rows by billing date + rows billed in another month",
        (
            _ROWS,
            _STALE,
            Remedy(
                "TIMING",
                "info",
                "Nothing to do: rows whose billing date is in another month than their document's (a payment or an "
                "allocation date) explain the difference, and the months together tie.",
            ),
        ),
    ),
    Check(
        "B3",
        "Order against billing",
        "document",
        "quantity x unit price, at cents per row = amounts of the rows",
        (
            Remedy(
                "ORDER_TOTAL",
                "error",
                "Do not import the order before its quantity and unit price give what is billed; report it.",
            ),
            Remedy(
                "ROUNDING",
                "warning",
                "Accept the cents in RevRec: no unit price with the decimals kept gives the billed amount.",
            ),
        ),
    ),
    Check(
        "V1",
        "Voided documents",
        "document and period",
        "0 = rows of voided documents",
        (
            Remedy("VOIDED_ROWS", "error", "Run a full refresh: the rows of a voided document must have amount 0."),
            Remedy("VOIDED", "info", "Nothing to do: the documents were voided in Xero and their rows are 0."),
        ),
    ),
    *KEY_CHECKS,
    *OF_SERVICE_PERIODS,
    Check(
        "P1",
        "Pending documents",
        "period",
        "documents whose customer is no CRM customer",
        (
            Remedy(
                "PENDING",
                "warning",
                "Rename the contact in Xero as the CRM writes it, or add the customer to the CRM; the next sync "
                "clears its documents.",
            ),
        ),
    ),
    Check(
        "A1",
        "Accounts receivable",
        "period",
        "Accounts Receivable in the Trial Balance = open invoices - open credit notes - unapplied prepayments and "
        "overpayments, each at its own rate, + unrealised currency gains",
        (
            Remedy(
                "UNEXPLAINED",
                "error",
                "Compare Xero's Aged Receivables with the open documents: one is missing here, or open balances are "
                "held at another rate than the document's and the unrealised currency gains are another amount. A "
                "manual journal cannot be the cause: Xero allows none on this account.",
            ),
            _HELD,
            Remedy("MISSING_RATE", "error", "Set the exchange rate of the documents that finding K2 names, then sync."),
            Remedy(
                "LATER_DATES",
                "warning",
                "Compare with a Trial Balance of the latest day on any document: some are dated after this one.",
            ),
            Remedy(
                "UNREALISED",
                "info",
                "Nothing to do: the Trial Balance shows open documents in foreign currencies at the rates of its day, "
                "and the same amount as unrealised currency gains. Compare the implied rate with that of the day.",
            ),
            Remedy(
                "ROUNDING",
                "info",
                "Nothing to do: at most a cent for each open document in a foreign currency, and half a cent for each "
                "payment or credit of one that was settled in parts.",
            ),
            Remedy(
                "NOT_GRANTED",
                "warning",
                "Grant the scopes accounting.reports.trialbalance.read and accounting.payments.read to the Xero app: "
                "without them the ledger cannot be asked.",
            ),
            Remedy(
                "NOT_READ",
                "warning",
                "See the error of the sync: Xero gave no Trial Balance, or none of the advances. The next sync asks "
                "again.",
            ),
            Remedy("START_DATE", "info", "Nothing to do: documents from before the start date are open in the ledger."),
        ),
    ),
    Check(
        "J3",
        "Posted journals",
        "period",
        "debits less credits of the journal entries sent = those of the manual journals in Xero that bear their keys",
        (
            Remedy(
                "MISSING",
                "error",
                "Look for the journal in Xero by its receipt: a person may have taken the key out of its narration. "
                "Where it is not there, send the entry through the destination again.",
            ),
            Remedy(
                "VOIDED",
                "error",
                "Ask who voided or deleted the journal in Xero; send the entry again with on_voided set to post_again, "
                "or to leave where that was meant.",
            ),
            Remedy(
                "POSTED_TWICE",
                "error",
                "Void the copy in Xero, or take the key out of its narration if it is a journal of its own.",
            ),
            Remedy(
                "CHANGED",
                "error",
                "Compare the journal's date, accounts, tracking and amounts in Xero with its receipt and put it right "
                "there, or send the entry again with on_changed. A renamed account code or option shows here too.",
            ),
            Remedy(
                "UNEXPECTED",
                "error",
                "Find out what posted the journal: receipts that are kept elsewhere, or another connection. Void it in "
                "Xero if it does not belong there.",
            ),
            Remedy(
                "DRAFT",
                "warning",
                "Approve the draft journals in Xero: what is a draft is not in the ledger.",
            ),
            Remedy(
                "TIMING",
                "info",
                "Nothing to do: corrections stand in another month than their journal, and both together are what was "
                "sent.",
            ),
        ),
    ),
)

CATALOGUE: Mapping[str, Check] = MappingProxyType({check.code: check for check in _CHECKS})
"""Every check by its code, in the order in which reports show them."""


def summary_table() -> str:
    """Return the catalogue as a Markdown table, a row for each check, without a line feed at the end."""
    rows = [(check.code, check.title, check.compares, check.level) for check in CATALOGUE.values()]
    return _table(("check", "", "compares", "on"), rows)


def reference_table() -> str:
    """Return the catalogue as a Markdown table, a row for each reason, without a line feed at the end."""
    rows = [
        (check.code, remedy.reason, remedy.severity, remedy.proposed_fix)
        for check in CATALOGUE.values()
        for remedy in check.remedies
    ]
    return _table(("check", "reason", "severity", "what to do"), rows)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ("---",) * len(heads), *rows))
