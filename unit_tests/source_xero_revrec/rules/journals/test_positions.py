"""Where the lines of a journal entry stand in Xero: account, tracking options, month, currency."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.journals.balances import Balance, Position
from source_xero_revrec.rules.journals.positions import Positions
from unit_tests.revrec_journals.made_entries import entry, line
from xero_api.models import Account

CHART = (
    Account(account_id="id-840", code="840", name="Deferred Revenue", type="CURRLIAB"),
    Account(account_id="id-841", code="841", name="Deferred Revenue", type="CURRLIAB", status="ARCHIVED"),
    Account(account_id="id-300", code="300", name="Old Revenue", type="REVENUE", status="ARCHIVED"),
    Account(account_id="id-200", code="", name="Sales", type="REVENUE"),
    Account(account_id="id-201", code="201", name="Twin", type="REVENUE"),
    Account(account_id="id-202", code="202", name="twin ", type="REVENUE"),
)
POSITIONS = Positions([("4000", "200"), ("Deferred revenue", "840"), ("2500.0", "250")], [("Location", "Region")])


def position(positions: Positions = POSITIONS, **fields: Any) -> Position:  # noqa: ANN401
    """Return where a line with these fields stands."""
    (found,) = positions.sent(entry(line("1.00", **fields)), "NZD", CHART).balances
    return found


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"account_number": "4000"}, "200"),
        ({"account_number": "4000.0"}, "200"),
        ({"account_number": "2500.0"}, "250"),
        ({"account_number": "840"}, "840"),
        ({"account_number": "840.0"}, "840"),
        ({"account_number": "4000", "account_name": "Deferred Revenue"}, "200"),
        ({"account_number": "999", "account_name": " deferred revenue"}, "840"),
        ({"account_number": "999", "account_type": "Deferred Revenue"}, "840"),
        ({"account_number": "", "account_type": "Deferred Revenue"}, "840"),
    ],
)
def test_the_mapping_names_the_account_or_the_number_is_xeros_own_code(fields: dict[str, str], code: str) -> None:
    """By number, else by name, else by type, as the destination maps; a number that became a float is understood."""
    assert POSITIONS.is_known(line("1.00", **fields))
    assert position(**fields).account_code == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Deferred Revenue", "840"),
        (" deferred REVENUE ", "840"),
        ("Sales", "id-200"),
        ("TWIN", "TWIN"),
        ("No", "No"),
        ("Old Revenue", "300"),
    ],
)
def test_an_account_known_by_name_alone_is_looked_up_in_xeros_chart(name: str, code: str) -> None:
    """An archived account is meant only where no active one is; a name of none or of several stands for itself."""
    unmapped = Positions([], [])

    assert not unmapped.is_known(line("1.00", account_number="", account_name=name))
    assert position(unmapped, account_number="", account_name=name).account_code == code


def test_a_type_that_is_not_mapped_stands_for_itself() -> None:
    """No account of Xero's has such a name, so its entry shows as missing."""
    assert position(account_number="", account_type="Revenue").account_code == "Revenue"


def test_a_field_is_a_tracking_option_of_its_category() -> None:
    """A blank one is none."""
    assert position(fields={"Location": "North"}).tracking == "Region=North"
    assert position(fields={"Location": ""}).tracking == ""


def test_of_two_fields_of_one_category_the_first_that_is_filled_counts() -> None:
    """In the order of the configuration."""
    positions = Positions([], [("Location", "Region"), ("Area", "Region")])

    assert position(positions, fields={"Location": "North", "Area": "South"}).tracking == "Region=North"
    assert position(positions, fields={"Location": "", "Area": "South"}).tracking == "Region=South"


def test_lines_of_an_entry_are_summed_by_position() -> None:
    """A line that names a currency keeps it; any other is in the base currency."""
    lines = (line("60.00"), line("40.00"), line("-100.00", account_number="4000", currency="usd"))
    sent = POSITIONS.sent(entry(*lines), "NZD", ())

    assert sent.journal_entry_id == "JE-1"
    assert sent.balances == {
        Position("2026-01", "2400", "", "NZD"): Balance(debit=Decimal("100.00")),
        Position("2026-01", "200", "", "USD"): Balance(credit=Decimal("100.00")),
    }


@given(st.lists(st.decimals(0, 10**12, places=2), min_size=1, max_size=30))
def test_amounts_are_summed_exactly(amounts: list[Decimal]) -> None:
    """Whatever their number and size."""
    sent = POSITIONS.sent(entry(*(line(str(-amount)) for amount in amounts)), "NZD", ())

    assert sum((balance.credit for balance in sent.balances.values()), Decimal(0)) == sum(amounts)
