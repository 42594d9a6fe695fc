"""Kinds of files of journal entries, and what the destination and the source's control both make of them."""

from __future__ import annotations

from datetime import date

from unit_tests.made_journal_files import MadeFile
from unit_tests.xero_connectors.tables.made_workbook import workbook

HEADING = "Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount,Location"
DEBIT = "2026-01-31,JE-1,2400,Debit,1000.00,North"
CREDIT = "2026-01-31,JE-1,4000,Credit,1000.00,North"
BY_NAME = (
    HEADING.replace("Account Number", "Account Name"),
    DEBIT.replace("2400", "Deferred Revenue"),
    CREDIT.replace("4000", "Subscription Revenue"),
)
OF_A_WAREHOUSE = """\
{"transaction_date": "2026-01-31", "journal_entry_id": "JE-1", "account_number": 2400.0, "posting_type": "DEBIT",
 "amount": 1000.0, "location": "North", "_airbyte_raw_id": "a"}
{"transaction_date": "2026-01-31", "journal_entry_id": "JE-1", "account_number": 4000.0, "posting_type": "CREDIT",
 "amount": 1000.0, "location": "North", "_airbyte_raw_id": "b"}
""".replace(",\n", ",")
NEXT, COMMA = "}\n", "},\n"


def table(*lines: str, delimiter: str = ",", encoding: str = "utf-8") -> MadeFile:
    """Return a CSV of these lines, whose commas become another delimiter; without any, of an entry that is right."""
    text = "\n".join(lines or (HEADING, DEBIT, CREDIT)).replace(",", delimiter)
    return MadeFile(".csv", text.encode(encoding), type_mapped=False)


def debit(old: str, new: str) -> MadeFile:
    """Return a CSV with another text in its first line."""
    return table(HEADING, DEBIT.replace(old, new), CREDIT)


def column(name: str, first: str, second: str) -> MadeFile:
    """Return a CSV with another column."""
    return table(f"{HEADING},{name}", f"{DEBIT},{first}", f"{CREDIT},{second}")


KINDS = {
    "commas": (table(), "read"),
    "semicolons": (table(delimiter=";"), "read"),
    "tabs": (table(delimiter="\t"), "read"),
    "bars": (table(delimiter="|"), "read"),
    "the line `sep=;` before semicolons": (table("sep=;", HEADING, DEBIT, CREDIT, delimiter=";"), "read"),
    "a byte order mark": (table(encoding="utf-8-sig"), "read"),
    "the heading `TransactionDate`": (table(HEADING.replace(" ", ""), DEBIT, CREDIT), "read"),
    "Account Name alone": (table(*BY_NAME), "read"),
    "the amount `1E+3`": (debit("1000.00", "1E+3"), "read"),
    "a JSON array": (
        MadeFile(".json", f"[{OF_A_WAREHOUSE.strip().replace(NEXT, COMMA)}]".encode(), type_mapped=False),
        "read",
    ),
    "JSON Lines of a warehouse": (MadeFile(".jsonl", OF_A_WAREHOUSE.encode(), type_mapped=False), "read"),
    "an open period": (column("Period Status", "Open", "open"), "left out"),
    "an open period on some lines": (
        column("Period Status", "Open", "Closed"),
        "SEVERAL_PERIOD_STATUSES: Journal JE-1 has lines of different Period Status",
    ),
    "the amount `10.005`": (
        debit("1000.00", "10.005"),
        "AMOUNT_TOO_FINE: Journal JE-1, line 1: Amount 10.005 is finer than a cent",
    ),
    "the amount `1,000.00` in quotation marks": (
        debit("1000.00", '"1,000.00"'),
        "AMOUNT_UNREADABLE: Journal JE-1, line 1: Amount '1,000.00' is no number that can be read without a guess",
    ),
    "the amount `1,000.00` without them": (debit("1000.00", "1,000.00"), "line 2 has 7 values for 6 columns"),
    "the instant `2026-01-31T23:30:00Z`": (
        debit("2026-01-31", "2026-01-31T23:30:00Z"),
        "DATE_UNREADABLE: Journal JE-1, line 1: Transaction Date '2026-01-31T23:30:00Z' has a time of day",
    ),
    "the day `31/01/2026`": (
        debit("2026-01-31", "31/01/2026"),
        "DATE_UNREADABLE: Journal JE-1, line 1: Transaction Date '31/01/2026' is no date",
    ),
    "one side alone": (table(HEADING, DEBIT), "SINGLE_LINE: Journal JE-1 has 1 line, and Xero takes two or more"),
    "debits that are not credits": (
        debit("1000.00", "1000.01"),
        "UNBALANCED: Journal JE-1 is out of balance by 0.01: debits 1000.01, credits 1000.00",
    ),
    "the headings `amount` and `AMOUNT`": (
        table(f"{HEADING.replace('Amount', 'amount')},AMOUNT", f"{DEBIT},1", f"{CREDIT},1"),
        "COLUMN_AMBIGUOUS: The input has several columns for Amount",
    ),
    "the headings `Amount` and `amount`": (
        column("amount", "1", "1"),
        "COLUMN_AMBIGUOUS: The input has several columns for Amount",
    ),
    "a name that is twice in a JSON object": (
        MadeFile(".jsonl", OF_A_WAREHOUSE.replace('"location"', '"amount": 1, "location"').encode(), type_mapped=False),
        "line 1 names amount more than once",
    ),
    "every line twice, for two customers": (
        table(
            f"{HEADING},Customer Name",
            *(f"{line},{customer}" for customer in ("Acme", "Boom") for line in (DEBIT, CREDIT)),
        ),
        "LINES_REPEATED: Journal JE-1 has every line 2 times",
    ),
    "every line twice, by number and by name": (
        table(
            HEADING.replace("Number", "Number,Account Name"),
            *(
                line.replace(number, account)
                for account, line, number in (
                    ("2400,", DEBIT, "2400"),
                    (",Deferred Revenue", DEBIT, "2400"),
                    ("4000,", CREDIT, "4000"),
                    ("4000,", CREDIT, "4000"),
                )
            ),
        ),
        "LINES_REPEATED: Journal JE-1 has every line 2 times",
    ),
    "`_fivetran_deleted` on a third line": (
        table(
            f"{HEADING},_fivetran_deleted",
            f"{DEBIT},false",
            f"{CREDIT},false",
            f"{DEBIT.replace('1000', '7')},true",
        ),
        "read",
    ),
    "`voided`, and no row is": (column("voided", "false", ""), "read"),
    "`voided`, and one row is": (
        column("voided", "true", "false"),
        "DELETION_UNCLEAR: Journal JE-1, line 1: voided may say that such a row is no line, or something else",
    ),
    "`is_active`, and one row is not": (
        column("is_active", "true", "false"),
        "DELETION_UNCLEAR: Journal JE-1, line 2: is_active may say that such a row is no line, or something else",
    ),
    "a `Status` of `Posted`": (column("Status", "Posted", "posted"), "read"),
    "a `Status` of `Open`": (
        column("Status", "Open", "Open"),
        "DELETION_UNCLEAR: Journal JE-1, lines 1 and 2: Status may say that such a row is no line, or something else",
    ),
    "the id `NULL`": (
        table(HEADING, *(line.replace("JE-1", "NULL") for line in (DEBIT, CREDIT))),
        "KEY_UNUSABLE: Journal NULL: the Journal Entry Id is what a program writes for none",
    ),
    "another currency, in `currency_code`": (
        column("currency_code", "USD", "USD"),
        "CURRENCY_NOT_BASE: Journal JE-1, lines 1 and 2: the Currency is USD",
    ),
    "the id `1.23457E+11`": (
        table(HEADING, *(line.replace("JE-1", "1.23457E+11") for line in (DEBIT, CREDIT))),
        "KEY_UNUSABLE: Journal 1.23457E+11: the Journal Entry Id is a long number that a spreadsheet shortened",
    ),
    "the year 2206": (
        debit("2026-01-31", "2206-01-31"),
        "DATE_UNREADABLE: Journal JE-1, line 1: Transaction Date '2206-01-31' is no date",
    ),
    "no column for the amount": (
        table(HEADING.replace("Amount", "Value"), DEBIT, CREDIT),
        "COLUMN_MISSING: The input has no column Amount",
    ),
    "a heading alone, without the amount": (
        table(HEADING.replace("Amount", "Value")),
        "COLUMN_MISSING: The input has no column Amount",
    ),
    "a heading that may be meant either way": (
        table(f"{HEADING.replace('Amount', 'Value')},Class;Currency", f"{DEBIT},A", f"{CREDIT},A"),
        "the heading can be separated by commas or semicolons",
    ),
    "titles above the headings": (table("Example Ltd", "Journals; January", "", HEADING, DEBIT, CREDIT), "read"),
    "a total row and empty ones below": (table(HEADING, DEBIT, CREDIT, ",,,,,", "Total,,,,2000.00,"), "read"),
    "no heading of journal entries": (table("Access denied"), "it has no heading of journal entries"),
    "a line without a Journal Entry Id": (
        table(HEADING, DEBIT, CREDIT, CREDIT.replace("JE-1", "")),
        "VALUE_MISSING: Line 4: Journal Entry Id is empty",
    ),
    "a day that reads two ways": (
        debit("2026-01-31", "01/02/2026"),
        "DATE_AMBIGUOUS: Journal JE-1, line 1: Transaction Date '01/02/2026' reads as 2026-02-01 or 2026-01-02",
    ),
    "a row that was cut short": (
        table(HEADING, DEBIT, CREDIT.removesuffix(",1000.00,North")),
        "line 3 has 4 values for 6 columns",
    ),
    "a quotation mark left open": (debit("North", '"North'), "line 2 has quotation marks that do not match"),
    "UTF-16": (table(encoding="utf-16"), "read"),
    "Windows-1252": (
        table(HEADING, DEBIT.replace("North", "Café"), CREDIT, encoding="windows-1252"),
        "line 2 is not UTF-8 (Excel: save as CSV UTF-8, or name its encoding in `format`)",
    ),
    "an Excel workbook": (
        MadeFile(
            ".xlsx",
            workbook(
                HEADING.split(","),
                [date(2026, 1, 31), "JE-1", 2400, "Debit", 1000, "North"],
                [46053, "JE-1", 4000, "Credit", 1000.0, "North"],
            ),
            type_mapped=False,
        ),
        "read",
    ),
    "a workbook with a hidden row": (
        MadeFile(
            ".xlsx",
            workbook(
                HEADING.split(","),
                [date(2026, 1, 31), "JE-1", 2400, "Debit", 1000, "North"],
                [date(2026, 1, 31), "JE-1", 4000, "Credit", 1000, "North"],
                hidden=3,
            ),
            type_mapped=False,
        ),
        "row 3 is hidden or filtered away (say in `format` whether hidden cells count: hidden_cells)",
    ),
    "a workbook of the old .xls kind": (
        MadeFile(".xls", b"\xd0\xcf\x11\xe0", type_mapped=False),
        "it is an Excel workbook of the old .xls kind, or one with a password",
    ),
}
