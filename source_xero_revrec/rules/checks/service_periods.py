"""The checks on service periods, a part of the catalogue."""

from __future__ import annotations

from source_xero_revrec.rules.checks.check import Check, Remedy

OF_SERVICE_PERIODS = (
    Check(
        "S1",
        "Service period of a line",
        "document",
        "a line's service period can be read in one way only",
        (
            Remedy(
                "AMBIGUOUS_PERIOD",
                "warning",
                "Write the period into the line in Xero so that it reads one way, such as 1 Feb 2026 to 31 Jan 2027, "
                "or into the table of overrides.",
            ),
            Remedy(
                "ABSENT_PERIOD",
                "info",
                "Write the period into the table of overrides, or give the product or account a rule.",
            ),
        ),
    ),
    Check(
        "S2",
        "Rows without a service period",
        "period",
        "rows without a service period, of all rows",
        (
            Remedy(
                "AMBIGUOUS_PERIOD", "warning", "Look at the findings S1 of the month and correct the lines in Xero."
            ),
            Remedy(
                "ABSENT_PERIOD",
                "info",
                "Write service periods into the lines in Xero or into the table of overrides, or give items a term, "
                "products or accounts a rule.",
            ),
        ),
    ),
    Check(
        "S3",
        "Overrides",
        "document",
        "a row of the table of overrides gives one line of one document one period",
        (
            Remedy(
                "NO_DOCUMENT",
                "error",
                "Correct the document's number or id in the table; what was never approved has no rows to override.",
            ),
            Remedy(
                "SEVERAL_DOCUMENTS",
                "error",
                "Give the Document ID in the table: several documents bear the number.",
            ),
            Remedy(
                "NO_LINE", "error", "Correct Line Number and Product Code in the table: the lines may have changed."
            ),
            Remedy("SEVERAL_LINES", "error", "Give the Line Number in the table."),
            Remedy("CONTRADICTION", "error", "Keep one of the rows, or either the dates or the treatment of the row."),
            Remedy(
                "UNREADABLE",
                "error",
                "Write both dates as 2026-02-01, or the treatment as at invoice date, and the line as a number.",
            ),
            Remedy(
                "NO_ORGANISATION",
                "error",
                "Fill in the column Tenant ID or Organisation: the connection reads several organisations.",
            ),
        ),
    ),
)
"""What is said of lines without a period, and of a person's word on them."""
