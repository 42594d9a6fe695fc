"""The checks of what documents are known by: numbers, currencies and their rates, codes of products."""

from __future__ import annotations

from source_xero_revrec.rules.checks.check import Check, Remedy

KEY_CHECKS = (
    Check(
        "K1",
        "Keys",
        "document and period",
        "number and currency are there, are in RevRec's character set, and a number is used once",
        (
            Remedy("MISSING_NUMBER", "error", "Give the document a number in Xero, then sync."),
            Remedy("MISSING_CURRENCY", "error", "Give the document a currency in Xero, then sync."),
            Remedy(
                "DUPLICATE",
                "warning",
                "Nothing is joined: one document keeps the number as its order, each other has the first part of its "
                "id behind it. Renumber it in Xero if both systems should show the same number.",
            ),
            Remedy(
                "ILLEGAL_CHARACTERS",
                "info",
                "Nothing to do: RevRec takes letters, digits, hyphen, underscore, colon and period; renumber in Xero "
                "if both systems should show the same number.",
            ),
        ),
    ),
    Check(
        "K2",
        "Exchange rate",
        "document",
        "a document in a foreign currency has a CurrencyRate, and it is not 1",
        (
            Remedy(
                "MISSING_RATE",
                "error",
                "Set the exchange rate of the document in Xero, then sync; RevRec Premium calls this "
                "Missing_Exch_Rate.",
            ),
            Remedy(
                "RATE_OF_ONE",
                "warning",
                "Look at the exchange rate of the document in Xero: 1 is what stands there where nobody set one. Where "
                "both currencies are pegged to each other, there is nothing to do.",
            ),
        ),
    ),
    Check(
        "K3",
        "Product codes",
        "document",
        "the code of each item and account is in RevRec's character set, and no item has the code of an account",
        (
            Remedy(
                "SHARED_CODE",
                "warning",
                "Nothing is melted together: the item has a code of its own on the rows. Rename the item or the "
                "account in Xero if both systems should show the same code.",
            ),
            Remedy(
                "ILLEGAL_CHARACTERS",
                "info",
                "Nothing to do: the product has a code of its own, and xero_product_code is the one in Xero. Rename "
                "the item in Xero if both systems should show the same code.",
            ),
        ),
    ),
)
"""K1 to K3, in the order of reports."""
