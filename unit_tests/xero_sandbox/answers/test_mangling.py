"""Fields that are sent as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xero_sandbox.answers.mangling import mangled
from xero_sandbox.answers.wire import encode
from xero_sandbox.faults import FaultError, Faults

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero

LINE = {"LineItems": [{"LineAmount": 5}, {"LineAmount": 6}]}
BODY = encode({"Invoices": [{"InvoiceID": "a", "Url": "x/y", **LINE}, {"InvoiceID": "b", **LINE}]})


@pytest.mark.parametrize(
    ("path", "text", "sent"),
    [
        ("LineItems.1.LineAmount", "1e400", b'"LineAmount": 1e400'),
        ("LineItems.1", "null", b"null"),
        ("InvoiceID", "12", b'"InvoiceID": 12'),
        ("Contact", r'{"Name": "half \ud83d"}', rb'"Contact": {"Name": "half \ud83d"}'),
        ("", "[null]", b"[null]"),
    ],
)
def test_a_field_is_sent_as_the_text_says(path: str, text: str, sent: bytes) -> None:
    """Of the record that is named, and of no other; text that no writer of JSON would write is sent as it stands."""
    made = mangled(BODY, "Invoices", "InvoiceID", [("B", path, text)])

    assert made.count(sent) == 1
    assert made.replace(sent, b"").count(b'"InvoiceID": "a"') == 1


@pytest.mark.parametrize("path", ["LineItems.7.LineAmount", "LineItems.x", "Nothing.Below", "Url.x"])
def test_a_way_that_leads_nowhere_changes_nothing(path: str) -> None:
    """The answer is the same to the byte."""
    assert mangled(BODY, "Invoices", "InvoiceID", [("", path, "1")]) == BODY


def test_an_empty_text_takes_the_field_away_from_every_record() -> None:
    """Where none is named, and without the field nothing happens."""
    made = mangled(BODY, "Invoices", "InvoiceID", [("", "Url", ""), ("", "LineItems.0", "")])

    assert (made.count(b"Url"), made.count(b"LineAmount")) == (0, 2)


def test_several_rules_strike_one_answer_and_another_fault_beside_them(seven: Xero) -> None:
    """Each names its record, in lists and alone; when they are gone, the records are as they were."""
    before = seven.get("Invoices", page=1).json()["Invoices"]
    first, second = (each["InvoiceID"] for each in before[:2])
    for record in (first, second):
        seven.sandbox.fault("mangled_field", "Invoices", record=record, path="Total", text='"much"')
    seven.sandbox.fault("slow", delay=0.01)

    totals = [each.get("Total") for each in seven.get("Invoices", page=1).json()["Invoices"]]
    alone = seven.get(f"Invoices/{first}").json()["Invoices"][0]

    assert totals.count("much") == 2
    assert alone["Total"] == "much"
    seven.sandbox.clear_faults()
    assert seven.get("Invoices", page=1).json()["Invoices"] == before


def test_only_this_fault_has_a_path() -> None:
    """The message says so."""
    with pytest.raises(FaultError, match="path"):
        Faults().add(fault="html", path="Total")
