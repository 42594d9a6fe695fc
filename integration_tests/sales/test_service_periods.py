"""What the options on service periods and credit notes do to the rows, seen in DuckDB after incremental syncs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.scene import DAY, FEBRUARY, JANUARY, Scene, credit, line, sell

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

SERVICE = ("service_start_date", "service_end_date")


# -- credit notes


@pytest.mark.parametrize(
    ("treatment", "applied", "unapplied"),
    [
        ("retrospective", (FEBRUARY, JANUARY), (date(2026, 5, 1), date(2026, 5, 31))),
        ("prospective", (DAY, JANUARY), (date(2026, 5, 1), date(2026, 5, 31))),
        ("point_in_time", (DAY, DAY), (DAY, DAY)),
    ],
)
@pytest.mark.parametrize("allocated_later", [False, True])
def test_the_credit_note_treatment_decides_the_service_dates(
    xero: Sandbox,
    treatment: str,
    applied: tuple[date, date],
    unapplied: tuple[date, date],
    allocated_later: bool,  # noqa: FBT001 - a parameter
) -> None:
    """The part that was applied follows the invoice, the part that was not follows the credit note's own lines."""
    with Scene(xero, credit_note_treatment=treatment) as scene:
        invoice = sell(xero, day=date(2026, 2, 1))
        note = credit(xero, line("300.00", "Seats, May 2026"))
        if allocated_later:
            scene.sync()
            assert scene.billing(note, *SERVICE) == [unapplied]
        xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="100.00")
        scene.sync()

        assert scene.billing(note, "credit_use", *SERVICE) == [("applied", *applied), ("unallocated", *unapplied)]
        assert scene.orders(note, *SERVICE) == [applied, unapplied]


def test_a_credit_note_for_service_that_has_ended_is_recognised_at_its_own_date(xero: Sandbox) -> None:
    """Prospective, and nothing of the invoice's service lies ahead: one day, the credit note's."""
    with Scene(xero, credit_note_treatment="prospective") as scene:
        invoice = sell(xero, line(text="Platform January 2026"), day=date(2026, 1, 5))
        note = credit(xero, line("300.00"))
        xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="300.00")
        scene.sync()

        assert scene.billing(note, *SERVICE) == [(DAY, DAY)]


@pytest.mark.parametrize("treatment", ["retrospective", "prospective"])
def test_a_period_corrected_on_the_invoice_moves_its_credit_notes(xero: Sandbox, treatment: str) -> None:
    """The credit note itself did not change, nor did its use."""
    with Scene(xero, credit_note_treatment=treatment) as scene:
        invoice, note = sell(xero), credit(xero, line("300.00"))
        xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="300.00")
        scene.sync()
        xero.clock.advance(60)
        scene.sync()

        corrected = line(text="Platform 01/06/2026 - 31/05/2027")
        xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[corrected])
        scene.sync()

        assert scene.billing(note, *SERVICE) == [(date(2026, 6, 1), date(2027, 5, 31))]


def test_a_credit_for_a_set_up_is_not_spread_over_the_licence_beside_it(xero: Sandbox) -> None:
    """Both lines are on one account; the set-up has no period, so nobody can tell which of the two is credited."""
    with Scene(xero) as scene:
        invoice = sell(xero, line(), line("300.00", "Set-up"), day=date(2026, 2, 1))
        note = credit(xero, line("300.00", "Set-up"))
        xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="300.00")
        scene.sync()

        assert scene.orders(note, *SERVICE, "service_period_problem") == [(None, None, "ambiguous")]
        (told,) = (text for check, text in scene.findings(note, "check", "explanation") if check == "S1")
        assert "name different periods: 1 Feb 2026 to 31 Jan 2027, and none" in told


def test_a_prospective_credit_takes_what_the_invoice_has_left_and_the_rest_counts_at_once(xero: Sandbox) -> None:
    """Of 1200.00 for a year from February, 1100.00 are left in March; an earlier credit that is taken back frees it."""
    march = date(2026, 3, 1)
    with Scene(xero, credit_note_treatment="prospective") as scene:
        invoice = sell(xero, day=date(2026, 2, 1))
        first, second = (credit(xero, line(amount), day=march) for amount in ("600.00", "600.00"))
        first, second = sorted((first, second), key=lambda note: note["CreditNoteID"])
        for note in (first, second):
            xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="600.00")
        scene.sync()

        spread = ("order_item_number", "amount", *SERVICE)
        assert scene.orders(first, *spread) == [("1.1", Decimal(-600), march, JANUARY)]
        assert scene.orders(second, *spread) == [
            ("1.1.1", Decimal(-500), march, JANUARY),
            ("1.1.2", Decimal(-100), march, march),
        ]
        assert scene.billing(second, "invoice_line_number", "billing_amount") == [
            (1, Decimal(-500)),
            (1, Decimal(-100)),
        ]

        xero.clock.advance(60)
        (allocation,) = scene.orders(first, "allocation_id")
        xero.act("unallocate", credit_note_id=first["CreditNoteID"], allocation_id=allocation)
        scene.sync()

        assert scene.orders(second, *spread) == [("1.1", Decimal(-600), march, JANUARY)]
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_a_discount_is_spread_as_the_lines_that_it_is_taken_off(xero: Sandbox) -> None:
    """By amount over both periods of the invoice, in two rows, and every cent ties."""
    with Scene(xero) as scene:
        invoice = sell(xero, line("200.00"), line("100.00", "Training March 2026"), line("-100.00", "Discount"))
        scene.sync()

        assert scene.orders(invoice, "order_item_number", "amount", *SERVICE, "service_period_rule")[2:] == [
            ("3.1", Decimal("-66.67"), FEBRUARY, JANUARY, "invoice_lines"),
            ("3.2", Decimal("-33.33"), date(2026, 3, 1), date(2026, 3, 31), "invoice_lines"),
        ]
        assert scene.billing(invoice, "billing_id")[2:] == [f"{invoice['InvoiceID']}:3.{place}" for place in (1, 2)]
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}
        assert scene.findings(invoice) == []


# -- service periods


def test_an_item_term_runs_from_the_invoice_date(xero: Sandbox) -> None:
    """Twelve months from 10 March, unless the line itself says otherwise."""
    periods = {"item_terms": [{"item_code": "PLAT-PRO", "months": 12}]}
    with Scene(xero, service_periods=periods) as scene:
        invoice = sell(
            xero, line(text="Platform", ItemCode="PLAT-PRO"), line(ItemCode="PLAT-PRO"), line(text="No item")
        )
        scene.sync()

        assert scene.orders(invoice, *SERVICE, "service_period_rule") == [
            (DAY, date(2027, 3, 9), "item_term"),
            (FEBRUARY, JANUARY, "line_description"),
            (None, None, None),
        ]


def test_a_tracking_option_names_the_period_before_the_description_does(xero: Sandbox) -> None:
    """The first rule of the chain; in its category a year alone is a period, and no text may contradict it."""
    xero.act("create_tracking_option", category="Product Line", name="12 months from 1 Apr 2026")
    xero.act("create_tracking_option", category="Product Line", name="2027")
    with Scene(xero, service_periods={"tracking_category": "Product Line"}) as scene:
        invoice = sell(
            xero,
            line(text="Platform", Tracking=[{"Name": "Product Line", "Option": "12 months from 1 Apr 2026"}]),
            line(text="Platform", Tracking=[{"Name": "Product Line", "Option": "2027"}]),
            line(Tracking=[{"Name": "Product Line", "Option": "2027"}]),
            line(Tracking=[{"Name": "Product Line", "Option": "Platform"}]),
        )
        scene.sync()

        assert scene.orders(invoice, *SERVICE, "service_period_rule") == [
            (date(2026, 4, 1), date(2027, 3, 31), "tracking_option"),
            (date(2027, 1, 1), date(2027, 12, 31), "tracking_option"),
            (None, None, "tracking_option"),
            (FEBRUARY, JANUARY, "line_description"),
        ]


def test_the_order_of_the_rules_is_the_configurations(xero: Sandbox) -> None:
    """Reference first, the invoice date last; the reference holds for every line that says nothing else."""
    rules = ["reference", "line_description", "invoice_date"]
    with Scene(xero, service_periods={"rules": rules}) as scene:
        with_reference = sell(xero, line(text="Platform"), reference="Term 1 Mar 2026 - 31 Aug 2026")
        contradicted = sell(xero, line(), reference="Term 1 Mar 2026 - 31 Aug 2026")
        without = sell(xero, line(), line(text="Set-up"))
        scene.sync()

        wanted = (*SERVICE, "service_period_rule")
        assert scene.orders(with_reference, *wanted) == [(date(2026, 3, 1), date(2026, 8, 31), "reference")]
        assert scene.orders(contradicted, *wanted) == [(None, None, "reference")]
        assert scene.orders(without, *wanted) == [
            (FEBRUARY, JANUARY, "line_description"),
            (DAY, DAY, "invoice_date"),
        ]


def test_a_pattern_of_ones_own_is_tried_before_the_built_in_writings(xero: Sandbox) -> None:
    """Start and months, as a company writes them."""
    patterns = [r"svc (?P<start>\S+) for (?P<months>\d+)M"]
    with Scene(xero, service_periods={"patterns": patterns}) as scene:
        invoice = sell(xero, line(text="svc 01/04/2026 for 6M"))
        scene.sync()

        assert scene.orders(invoice, *SERVICE) == [(date(2026, 4, 1), date(2026, 9, 30))]


def test_day_or_month_comes_first_as_in_the_organisations_country(xero: Sandbox) -> None:
    """03/04/2026 - 02/04/2027 begins on 3 April in New Zealand and on 4 March in the United States."""
    text = "Platform 03/04/2026 - 02/04/2027"
    with Scene(xero) as scene:
        here = sell(xero, line(text=text))
        scene.sync()
        assert scene.orders(here, *SERVICE) == [(date(2026, 4, 3), date(2027, 4, 2))]

        with xero.service.lock:
            xero.books.organisation["CountryCode"] = "US"
        there = sell(xero, line(text=text))
        scene.sync()
        assert scene.orders(there, *SERVICE) == [(date(2026, 3, 4), date(2027, 2, 4))]
