"""A table of journal entries is read as the destination reads it, or refused in its words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.journal_control.settings import Table
from source_xero_revrec.journal_control.table import read_table
from source_xero_revrec.rules.journals.balances import Balance, Position
from unit_tests.source_xero_revrec.made_organisation import options, organisation
from xero_api.client import Answer
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from pathlib import Path

    from source_xero_revrec.rules.journals.balances import SentEntry

HEADING = "Transaction Date,Journal Entry Id,Account Number,Account Name,Posting Type,Amount,Currency,Location\n"
NORTH = [{"revrec_field": "Location", "xero_tracking_category": "Region"}]
ROW = {"transaction_date": "2026-01-31", "journal_entry_id": "JE-1", "account_number": "840"}


class Xero:
    """An organisation whose chart has one account."""

    def __init__(self) -> None:
        """Be asked nothing yet."""
        self.asked: list[str] = []

    def get(self, path: str, **_: object) -> Answer:
        """Answer with the chart."""
        self.asked.append(path)
        account = {"AccountID": "id-840", "Code": "840", "Name": "Deferred Revenue", "Type": "CURRLIAB"}
        return Answer({"Accounts": [account]}, None)  # type: ignore[arg-type]


def entries(xero: Xero | None = None, *, currency: str = "NZD", **settings: Any) -> list[SentEntry]:  # noqa: ANN401
    """Return what a table says was sent to the demo company."""
    custom_fields = options(custom_fields=NORTH).custom_fields
    table = read_table(Table(source="table", **settings), custom_fields)
    return table.entries(organisation(xero), currency)


def fault(**settings: Any) -> str:  # noqa: ANN401
    """Return why it cannot be read."""
    with pytest.raises(ConfigFault) as raised:
        entries(**settings)
    return str(raised.value)


def sides(*amounts: tuple[str, str], **changed: str) -> list[dict[str, str]]:
    """Return rows of the form by Posting Type and amount."""
    return [ROW | {"posting_type": side, "amount": amount} | changed for side, amount in amounts]


def test_a_csv_is_read_with_revrecs_columns(tmp_path: Path) -> None:
    """Account and custom field are mapped; columns that are not needed may be there."""
    file = tmp_path / "JournalEntries.csv"
    file.write_text(
        HEADING
        + "2026-01-31,JE-1,2000,Deferred Revenue,Debit,1250.00,NZD,North\n"
        + '2026-01-31,JE-1,4000,"Revenue, net",Credit,1250.00,,\n'
    )
    mapping = [{"revrec_account": "4000", "xero_account": "200"}, {"revrec_account": "2000", "xero_account": "840"}]
    (entry,) = entries(path=str(file), account_mapping=mapping)

    assert entry.balances == {
        Position("2026-01", "840", "Region=North", "NZD"): Balance(debit=Decimal("1250.00")),
        Position("2026-01", "200", "", "NZD"): Balance(credit=Decimal("1250.00")),
    }


def test_a_csv_without_a_column_is_refused(tmp_path: Path) -> None:
    """The message names the column and what was found."""
    file = tmp_path / "JournalEntries.csv"
    file.write_text(HEADING.replace("Posting Type", "Side"))

    told = fault(path=str(file))
    assert "COLUMN_MISSING: The input has no column Posting Type." in told
    assert "Found: Account Name, Account Number, Amount, Currency, Journal Entry Id, Location, Side, Trans" in told


def test_every_line_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Up to ten of them, and how many more there are, in the destination's words."""
    file = tmp_path / "JournalEntries.csv"
    file.write_text(HEADING + "2026-01-31,JE-1,2000,,Debit,free,NZD,\n" * 12)

    told = fault(path=str(file))
    assert told.count("Amount 'free' is no number that can be read without a guess") == 10
    assert "AMOUNT_UNREADABLE: Journal JE-1, line 1: " in told
    assert told.endswith(" And 2 more.")


def test_lines_may_be_typed_into_the_form() -> None:
    """With the columns of custom fields beside RevRec's own."""
    rows = sides(("Debit", "10.00"), ("Credit", "4.00"), ("Credit", "6.00"), Location="North")
    (entry,) = entries(rows=rows)

    assert entry.balances == {
        Position("2026-01", "840", "Region=North", "NZD"): Balance(Decimal("10.00"), Decimal("10.00"))
    }


def test_a_typed_line_may_leave_a_custom_field_out() -> None:
    """The form takes it beside its own columns, and nothing there is a blank."""
    (entry,) = entries(rows=sides(("Debit", "1"), ("Credit", "1")))

    assert {place.tracking for place in entry.balances} == {""}


def test_a_file_must_have_each_custom_field(tmp_path: Path) -> None:
    """A column that was renamed would make every journal in Xero look changed."""
    file = tmp_path / "JournalEntries.csv"
    file.write_text(HEADING.replace("Location", "Branch") + "2026-01-31,JE-1,2000,,Debit,1,NZD,North\n")

    assert "COLUMN_MISSING: The input has no column Location." in fault(path=str(file))


def test_typed_lines_are_judged_as_an_entry() -> None:
    """In the destination's words."""
    told = fault(rows=sides(("Debit", "10.00"), ("Credit", "4.00")))

    assert told.startswith("The journal entries of the configuration cannot be taken. UNBALANCED: Journal JE-1 is out")


def test_an_entry_is_judged_in_the_organisations_base_currency() -> None:
    """Its code may be written in any case."""
    rows = sides(("Debit", "1"), ("Credit", "1"), Currency="nzd")

    (entry,) = entries(rows=rows)
    assert {place.currency for place in entry.balances} == {"NZD"}
    with pytest.raises(ConfigFault, match="CURRENCY_NOT_BASE"):
        entries(currency="AUD", rows=rows)


def test_an_entry_of_a_period_that_is_not_closed_is_not_expected() -> None:
    """Whatever is wrong with it, the destination holds it back as well."""
    held = sides(("Debit", "free"), journal_entry_id="JE-2", **{"Period Status": "Open"})
    rows = sides(("Debit", "1"), ("Credit", "1"), **{"Period Status": "Closed"})

    assert [entry.journal_entry_id for entry in entries(rows=[*held, *rows])] == ["JE-1"]


def test_deleted_rows_are_not_expected(tmp_path: Path) -> None:
    """As the destination leaves them out; a row without an id that was deleted is nobody's."""
    file = tmp_path / "JournalEntries.csv"
    file.write_text(
        "Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount,Location,__deleted\n"
        "2026-01-31,JE-1,840,Debit,10.00,,true\n2026-01-31,JE-1,200,Credit,10.00,,true\n,,,,,,true\n"
        "2026-01-31,JE-1,840,Debit,12.00,,false\n2026-01-31,JE-1,200,Credit,12.00,,false\n"
    )
    (entry,) = entries(path=str(file))

    assert {balance.net for balance in entry.balances.values()} == {Decimal(12), Decimal(-12)}


def test_xeros_chart_is_asked_for_only_where_a_name_alone_tells_an_account(tmp_path: Path) -> None:
    """It is a call."""
    file, xero = tmp_path / "JournalEntries.csv", Xero()
    lines = HEADING + "2026-01-31,JE-1,{0},deferred revenue,Debit,1,,\n2026-01-31,JE-1,200,,Credit,1,,\n"
    file.write_text(lines.format("840"))
    by_number = entries(xero, path=str(file))
    assert xero.asked == []

    file.write_text(lines.format(""))
    assert entries(xero, path=str(file)) == by_number
    assert xero.asked == ["Accounts"]


def test_a_file_without_lines_says_that_nothing_was_sent(tmp_path: Path) -> None:
    """Its heading must be RevRec's all the same."""
    file = tmp_path / "JournalEntries.csv"
    file.write_text(HEADING)

    assert entries(path=str(file)) == []


def test_a_file_that_cannot_be_read_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """With its lines."""
    file = tmp_path / "JournalEntries.csv"
    file.write_text(HEADING + "2026-01-31,JE-1\n")

    said = fault(path=str(file)).partition("no line of it was taken: ")[2]
    assert said.startswith("line 2 has 2 values for 8 columns. Such a line was cut short")
