"""Layouts that many people's files have, by name."""

from __future__ import annotations

from revrec_journals.layout import (
    CREDIT,
    CREDIT_ACCOUNT,
    DATE,
    DEBIT,
    DEBIT_ACCOUNT,
    ID,
    NARRATION,
    REVREC,
    TAX,
    Layout,
)

_UNTAXED = ("tax exempt", "tax exempt (0%)", "no tax", "no vat", "no gst", "bas excluded", "none")
"""What Xero calls the tax rate that stands for none (its tax type NONE), by country."""

READY_MADE: dict[str, Layout] = {
    "revrec": REVREC,
    # Xero: the same narration and date for each group of rows; both left blank, a row belongs to the journal above.
    "xero_import": Layout(
        amounts="signed_amount",
        continued=True,
        key_has_date=True,
        tracking_named=True,
        narrated=True,
        untaxed=_UNTAXED,
        known_as=(
            (DATE, ("Date",)),
            (ID, (NARRATION,)),
            ("Account Number", ("Account Code",)),
            (TAX, (TAX, "Tax Type")),
        ),
    ),
    "quickbooks": Layout(
        amounts="debit_and_credit",
        known_as=(
            (DATE, ("Journal Date",)),
            (ID, ("Journal No",)),
            ("Account Name", ("Account Name", "Account")),
            (DEBIT, ("Debits", DEBIT)),
            (CREDIT, ("Credits", CREDIT)),
            (NARRATION, (NARRATION, "Memo")),
        ),
    ),
    "netsuite": Layout(
        amounts="debit_and_credit",
        continued=True,
        known_as=(
            (DATE, ("Date", "Tran Date")),
            (ID, ("External ID", "Tran ID")),
            ("Account Name", ("Account Name", "Account")),
            (NARRATION, (NARRATION, "Memo")),
            ("Description", ("Description", "Line Memo")),
        ),
    ),
    "zuora": Layout(
        amounts="debit_and_credit",
        known_as=(
            (DATE, ("Date", "Journal Entry Date")),
            (ID, ("Journal Entry", "Journal Entry Number")),
            ("Account Number", ("Account Number", "GL Account Number")),
            ("Account Name", ("Account Name", "Accounting Code", "GL Account Name")),
            ("Period Status", ("Period Status", "Accounting Period Status")),
        ),
    ),
    # Stripe: a debited and a credited account in each row, and no id.
    "stripe": Layout(
        amounts="two_accounts",
        key_has_date=True,
        id_optional=True,
        known_as=(
            (DATE, ("Accounting Period", DATE)),
            (DEBIT_ACCOUNT, ("Debit", DEBIT_ACCOUNT)),
            (CREDIT_ACCOUNT, ("Credit", CREDIT_ACCOUNT)),
        ),
    ),
}
