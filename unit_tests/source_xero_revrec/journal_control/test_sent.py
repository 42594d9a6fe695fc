"""What was sent is read from receipts or a table, completely or not at all."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from source_xero_revrec.journal_control.sent import read_sent
from source_xero_revrec.journal_control.settings import JournalControlSource
from source_xero_revrec.rules.journals.balances import Balance
from unit_tests.source_xero_revrec.made_organisation import options, organisation
from unit_tests.source_xero_revrec.rules.journals.test_receipts import receipt
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from pathlib import Path

    from source_xero_revrec.rules.journals.balances import SentEntry

LOG = logging.getLogger("unit_tests.sent")
HEADING = "Transaction Date,Journal Entry Id,Account Number,Account Name,Posting Type,Amount,Currency,Location\n"
NORTH = [{"revrec_field": "Location", "xero_tracking_category": "Region"}]


def source(**settings: Any) -> JournalControlSource:  # noqa: ANN401 - any setting
    """Return the setting as the form gives it."""
    found: JournalControlSource = TypeAdapter(JournalControlSource).validate_python(settings)
    return found


def entries(organisations: int = 1, **settings: Any) -> list[SentEntry]:  # noqa: ANN401
    """Return what was sent to the demo company."""
    several = [organisation(None, f"demo-{number}") for number in range(organisations)]
    sent = read_sent(source(**settings), options(custom_fields=NORTH).custom_fields, several, LOG)
    return sent.entries(organisation(None, "demo"), "NZD")


def fault(**settings: Any) -> str:  # noqa: ANN401
    """Return why it cannot be read."""
    with pytest.raises(ConfigFault) as raised:
        entries(**settings)
    return str(raised.value)


def test_receipts_are_read_from_a_file(tmp_path: Path) -> None:
    """One JSON line a receipt; blank lines are nothing."""
    file = tmp_path / "receipts.jsonl"
    file.write_text(receipt().model_dump_json() + "\n\n" + receipt(journal_entry_id="JE-2").model_dump_json() + "\n")

    assert [entry.journal_entry_id for entry in entries(source="receipts", path=str(file))] == ["JE-1", "JE-2"]


def test_amounts_written_as_numbers_stay_exact(tmp_path: Path) -> None:
    """No digit goes through a float."""
    exact = "90071992547409931.07"
    file = tmp_path / "receipts.jsonl"
    file.write_text(receipt(exact).model_dump_json().replace(f'"{exact}"', exact))

    (entry,) = entries(source="receipts", path=str(file))
    assert {balance.debit + balance.credit for balance in entry.balances.values()} == {Decimal(exact)}


def test_a_folder_gives_all_receipts_in_it_and_nothing_else(tmp_path: Path) -> None:
    """Each sync may have a folder of its own; the latest receipt counts, and rejects are none."""
    for sync, name, text in (
        ("b", "receipts-1.jsonl", receipt("80.00", after=5).model_dump_json()),
        ("a", "receipts-1.jsonl", receipt().model_dump_json()),
        ("a", "rejects-1.jsonl", "{}"),
    ):
        (tmp_path / sync).mkdir(exist_ok=True)
        (tmp_path / sync / name).write_text(text)

    (entry,) = entries(source="receipts", path=str(tmp_path))
    assert Balance(debit=Decimal("80.00")) in entry.balances.values()


def test_half_a_receipt_is_left_out_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A killed destination leaves one; its entry will show as found and not sent."""
    file = tmp_path / "receipts.jsonl"
    whole = receipt().model_dump_json()
    file.write_text(f"{whole}\n{whole[:40]}")

    with caplog.at_level(logging.WARNING, logger=LOG.name):
        assert len(entries(source="receipts", path=str(file))) == 1
    assert caplog.messages == [f"{file}, line 2 is no whole receipt and is left out."]


def test_what_is_no_receipt_is_refused(tmp_path: Path) -> None:
    """The message names the line and the fields, and echoes nothing."""
    file = tmp_path / "receipts.jsonl"
    file.write_text('{"journal_entry_id": "JE-1", "action": "secret"}\n')

    told = fault(source="receipts", path=str(file))
    assert f"{file}, line 1 is no receipt" in told
    assert "tenant_id, total, totals" in told
    assert '"secret"' not in told


@pytest.mark.parametrize(("name", "why"), [("absent.jsonl", "There is no file"), (".", "holds no receipts*.jsonl")])
def test_receipts_that_are_not_there_are_a_fault(tmp_path: Path, name: str, why: str) -> None:
    """Nothing expected would make every journal look unexpected."""
    assert why in fault(source="receipts", path=str(tmp_path / name))


def test_a_table_is_for_one_organisation() -> None:
    """It does not tell whose its lines are."""
    row = {"transaction_date": "2026-01-31", "journal_entry_id": "JE-1", "account_number": "840"}

    told = fault(source="table", rows=[row | {"posting_type": "Debit", "amount": "1"}], organisations=2)
    assert "tells no organisation, and 2 are configured" in told


@pytest.mark.parametrize(
    "settings",
    [
        {"source": "table"},
        {"source": "table", "path": "a.csv", "rows": [{"amount": "1"}]},
        {"source": "receipts"},
        {"source": "ledger", "path": "a"},
    ],
)
def test_a_source_is_whole(settings: dict[str, Any]) -> None:
    """A table is a file or lines, and receipts have a place."""
    with pytest.raises(ValidationError):
        source(**settings)
