"""Control totals: they tie when nothing is lost, and say which number does not when something is."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.rules.checks.check import GRAVITY
from source_xero_revrec.rules.checks.control_totals import Tally, month_of
from source_xero_revrec.rules.outcome import Bucket, Outcome
from unit_tests.source_xero_revrec.rules.made_documents import (
    ABSENT,
    AMBIGUOUS,
    credit_note,
    emitted,
    held,
    invoice,
    line,
    outcomes,
    with_item,
    without_item,
)

if TYPE_CHECKING:
    from source_xero_revrec.rules.checks.tie_out import ControlTotal

TODAY = date(2026, 3, 1)
COLUMNS = [
    "check",
    "period",
    "currency",
    "description",
    "expected_count",
    "actual_count",
    "expected_amount",
    "actual_amount",
    "difference",
    "emitted_count",
    "emitted_amount",
    "pending_count",
    "pending_amount",
    "excluded_count",
    "excluded_amount",
    "held_count",
    "held_amount",
    "explained_amount",
    "status",
    "severity",
    "reason",
    "proposed_fix",
]
lists = st.lists(outcomes(), max_size=6)


def tally(*given_: Outcome) -> Tally:
    """Return the tally of outcomes."""
    made = Tally()
    for outcome in given_:
        made.add(outcome)
    return made


def totals(*given_: Outcome) -> list[ControlTotal]:
    """Return the control totals of outcomes."""
    return tally(*given_).rows(today=TODAY)


def total(check: str, *given_: Outcome, period: str = "2026-01", currency: str = "NZD") -> ControlTotal:
    """Return the one control total of a check, month and currency."""
    [found] = [
        each for each in totals(*given_) if (each.check, each.period, each.currency) == (check, period, currency)
    ]
    return found


@given(lists, st.randoms(), st.integers(0, 6))
def test_order_and_interruptions_change_nothing(given_: list[Outcome], random: object, cut: int) -> None:
    """A sync that is killed goes on from its state, and documents come in any order."""
    shuffled = list(given_)
    random.shuffle(shuffled)
    saved = json.dumps(tally(*shuffled[:cut]).to_json())
    resumed = Tally.from_json(json.loads(saved))
    for outcome in shuffled[cut:]:
        resumed.add(outcome)

    assert [each.row() for each in totals(*given_)] == [each.row() for each in resumed.rows(today=TODAY)]


@given(lists, st.integers(0, 6))
def test_tallies_of_some_documents_merge_into_that_of_all(given_: list[Outcome], cut: int) -> None:
    """Receivables and the age of pending documents too; what is merged is not changed."""
    parts = tally(*given_[:cut]), tally(*given_[cut:])
    before = [part.to_json() for part in parts]

    merged, whole = Tally.merged(parts), tally(*given_)

    assert [each.row() for each in whole.rows(today=TODAY)] == [each.row() for each in merged.rows(today=TODAY)]
    assert (whole.to_json()["receivables"], whole.documents) == (merged.to_json()["receivables"], len(given_))
    assert (merged.documents, merged.last_day) == (whole.documents, whole.last_day)
    assert [part.to_json() for part in parts] == before


@given(lists)
def test_what_is_not_lost_ties(given_: list[Outcome]) -> None:
    """Whatever the documents are, B1 and B2 tie to the cent, and nothing is an error."""
    found = totals(*given_)

    assert {each.status for each in found if each.check in {"B1", "B2"}} <= {"Ties"}
    assert not any(each.difference for each in found)
    assert not any(each.severity == "error" for each in found)


@given(lists)
def test_every_document_is_counted_in_one_bucket(given_: list[Outcome]) -> None:
    """Emitted, pending and excluded are all documents."""
    rows = [each for each in totals(*given_) if each.check == "B1"]

    assert len(given_) == sum(each.expected_count for each in rows)
    for bucket in Bucket:
        counted = sum(getattr(each, f"{bucket}_count") for each in rows)
        assert sum(outcome.bucket is bucket for outcome in given_) == counted


@given(lists, outcomes(), st.data())
def test_a_row_lost_or_a_cent_off_is_told_where_it_is(given_: list[Outcome], hit: Outcome, data: st.DataObject) -> None:
    """B1 says which month and currency, and by how much; no other month is blamed."""
    if not hit.items:
        hit = emitted(invoice(line("12.34"), line("0.05")))
    place = data.draw(st.integers(0, len(hit.items) - 1))
    sold = hit.items[place]
    if data.draw(st.booleans()) and sold.amount:
        broken, off = without_item(hit, place), -sold.amount
    else:
        off = data.draw(st.sampled_from((Decimal("0.01"), Decimal("-0.01"))))
        broken = with_item(hit, place, amount=sold.amount + off)
    key = (f"{hit.document.date:%Y-%m}", hit.document.currency)

    found = [each for each in totals(*given_, broken) if each.check in {"B1", "B2"} and each.status != "Ties"]

    assert [(*key, "B1", off), (*key, "B2", off)] == [(e.period, e.currency, e.check, e.difference) for e in found]
    assert all((each.status, each.severity, each.reason) == ("Does not tie", "error", "ROWS") for each in found)


@given(lists)
def test_every_control_total_has_the_columns_of_the_stream(given_: list[Outcome]) -> None:
    """A row has one shape, a key of its own, a severity of the catalogue, and a fix wherever it has a reason."""
    found = totals(*given_)

    assert all(list(each.row()) == COLUMNS for each in found)
    assert len(found) == len({(each.check, each.period, each.currency) for each in found})
    for each in found:
        assert each.severity in GRAVITY
        assert each.reason == "" or each.proposed_fix == CATALOGUE[each.check].remedy(each.reason).proposed_fix


def test_b1_sets_documents_against_rows_pending_excluded_and_rounding() -> None:
    """Credit notes count below zero; left-out lines are excluded; the sentence has every number."""
    kept = emitted(invoice(line("60.00"), line("40.00"), sub_total=Decimal("100.05")))
    left_out = structs.replace(without_item(kept, 1), left_out=Decimal("40.00"))

    found = total(
        "B1",
        left_out,
        emitted(credit_note(line("10.00"))),
        held(invoice(line("7.00")), Bucket.PENDING),
        held(invoice(line("5.00"), status="DRAFT"), Bucket.EXCLUDED),
        emitted(invoice(line("900.00"), status="VOIDED")),
    )

    assert (found.expected_count, found.actual_count) == (5, 5)
    assert (found.emitted_count, found.pending_count, found.excluded_count) == (3, 1, 1)
    assert found.description == (
        "Documents in Xero 102.05 NZD = rows 50.00 + pending 7.00 + excluded 45.00 + rounding 0.05"
    )
    assert (found.status, found.severity, found.reason, found.proposed_fix) == ("Ties", "info", "", "")


def test_b1_says_how_much_is_missing() -> None:
    """The number is in the sentence and in the difference."""
    found = total("B1", without_item(emitted(invoice(line("60.00"), line("40.00"))), 1))

    assert (found.status, str(found.difference)) == ("Does not tie", "-40.00")
    assert found.description.endswith("rounding 0.00: 40.00 NZD too little")


def test_b1_takes_more_than_a_tenth_for_no_rounding() -> None:
    """A header that no lines explain does not tie, and the finding I2 is pointed at."""
    found = total("B1", emitted(invoice(line("90.00"), sub_total=Decimal("100.00"))))

    assert (found.status, found.reason, str(found.difference)) == ("Does not tie", "LINES", "-10.00")
    assert "I2" in found.proposed_fix


def test_b1_takes_a_tenth_for_rounding() -> None:
    """As much as Xero lets a person override; what goes beyond it is counted in the state."""
    found = total("B1", emitted(invoice(line("100.00"), sub_total=Decimal("100.10"))))
    beyond = tally(*[emitted(invoice(line("100.00"), sub_total=Decimal("100.11")))] * 2).to_json()

    assert (found.status, found.explained_amount) == ("Ties", Decimal("0.10"))
    assert beyond["months"]["NZD"]["2026-01"]["overrun"] == 2


def test_b1_holds_what_was_received_against_xero_s_own_count() -> None:
    """One row tells of all collections, and a surplus in one does not make up for a shortage in another."""
    counted = Tally()
    counted.counted("Invoices", expected=120, received=119)
    counted.counted("CreditNotes", expected=14, received=15)

    [found] = counted.rows(today=TODAY)

    assert (found.check, found.period, found.currency, found.status) == ("B1", "", "", "Does not tie")
    assert (found.expected_count, found.actual_count, found.reason) == (134, 134, "RECORDS")
    assert found.description == "Records received of those that Xero counts: CreditNotes 15 of 14, Invoices 119 of 120"


def test_counts_of_two_tallies_stand_side_by_side() -> None:
    """One has counted invoices, the other credit notes."""
    invoices, credit_notes = Tally(), Tally()
    invoices.counted("Invoices", expected=2, received=2)
    credit_notes.counted("CreditNotes", expected=1, received=1)

    [found] = Tally.merged([invoices, credit_notes]).rows(today=TODAY)

    assert found.description == "Records received of those that Xero counts: CreditNotes 1 of 1, Invoices 2 of 2"


def test_a_later_count_replaces_an_earlier_one() -> None:
    """A walk that came short is walked again; the count outlives the process."""
    counted = Tally()
    counted.counted("Invoices", expected=120, received=119)
    counted.counted("Invoices", expected=120, received=120)

    [found] = Tally.from_json(counted.to_json()).rows(today=TODAY)

    assert (found.status, found.severity, found.reason) == ("Ties", "info", "")


def test_b2_explains_rows_that_are_billed_in_another_month() -> None:
    """With paid invoices only, billing follows the payment: each month ties with its timing."""
    paid_later = emitted(invoice(), billed_on=date(2026, 2, 10))
    at_once = emitted(invoice(line("30.00")))

    january = total("B2", paid_later, at_once)
    february = total("B2", paid_later, at_once, period="2026-02")

    assert (str(january.expected_amount), str(january.actual_amount)) == ("130.00", "30.00")
    assert (str(january.explained_amount), january.reason) == ("100.00", "TIMING")
    assert (str(february.expected_amount), str(february.actual_amount)) == ("0.00", "100.00")
    assert (str(february.explained_amount), february.reason) == ("-100.00", "TIMING")
    assert january.status == february.status == "Ties"


def test_b2_shows_pending_amounts_apart() -> None:
    """What waits for a customer is neither expected nor billed."""
    found = total("B2", emitted(invoice()), held(credit_note(), Bucket.PENDING))

    assert (str(found.expected_amount), str(found.pending_amount), found.status) == ("100.00", "-40.00", "Ties")


def test_v1_counts_voided_documents_and_what_they_were() -> None:
    """Their rows are zero, their amount is among the excluded."""
    found = total("V1", emitted(invoice(status="VOIDED")), held(credit_note(status="VOIDED"), Bucket.EXCLUDED))

    assert (found.excluded_count, str(found.excluded_amount), str(found.actual_amount)) == (2, "60.00", "0.00")
    assert (found.status, found.severity, found.reason) == ("Information", "info", "VOIDED")
    assert found.description == "2 voided documents, 60.00 NZD before that, and 0.00 in rows"


def test_v1_finds_rows_of_voided_documents() -> None:
    """A voided document that still bills is an error of its month."""
    found = total("V1", with_item(emitted(invoice(status="VOIDED")), 0, amount=Decimal("100.00")))

    assert (found.status, found.severity, found.reason) == ("Does not tie", "error", "VOIDED_ROWS")
    assert str(found.difference) == "100.00"


def test_p1_tells_how_many_wait_and_since_when() -> None:
    """A row for each currency, with the age of the oldest document in days."""
    waiting = [held(invoice(date=day), Bucket.PENDING) for day in ("2026-01-20", "2025-12-31")]

    found = total("P1", *waiting, period="")

    assert (found.pending_count, str(found.pending_amount)) == (2, "200.00")
    assert (found.status, found.severity, found.reason) == ("Information", "warning", "PENDING")
    assert found.description == (
        "2 documents, 200.00 NZD, wait for a CRM customer; the oldest is of 2025-12-31, 60 days ago"
    )


def test_p1_is_told_when_nothing_waits() -> None:
    """So that the row of an earlier sync does not stay behind in the warehouse."""
    found = total("P1", emitted(invoice()), period="")

    assert (found.pending_count, found.severity, found.description) == (
        0,
        "info",
        "No document waits for a CRM customer",
    )


@pytest.mark.parametrize(
    ("period", "severity", "reason", "absent", "ambiguous"),
    [(ABSENT, "info", "ABSENT_PERIOD", 1, 0), (AMBIGUOUS, "warning", "AMBIGUOUS_PERIOD", 0, 1)],
)
def test_s2_counts_rows_without_a_service_period(
    period: object, severity: str, reason: str, absent: int, ambiguous: int
) -> None:
    """Voided rows are no matter; an ambiguous period is worse than none."""
    voided = emitted(invoice(status="VOIDED"), period=period)

    found = total("S2", emitted(invoice(), period=period), emitted(invoice()), voided)

    assert (found.actual_count, str(found.actual_amount), found.emitted_count) == (1, "100.00", 3)
    assert (found.status, found.severity, found.reason) == ("Information", severity, reason)
    assert found.description == (
        f"1 of 3 rows, 100.00 NZD, have no service period: {absent} name none, {ambiguous} can be read in two ways"
    )


def test_the_state_grows_with_months_and_not_with_documents() -> None:
    """A thousand documents of a month take no more than one, but for longer numbers."""
    one, many = (len(json.dumps(tally(*[emitted(invoice())] * count).to_json())) for count in (1, 1000))

    assert many < one + 60


def test_a_month_is_that_of_the_date_or_none() -> None:
    """States that were saved call what has no date so."""
    assert [month_of(day) for day in (date(2026, 1, 31), None)] == ["2026-01", "undated"]
