"""A receipt for every journal entry that was not refused, and a reject for every line that was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from destination_xero_journals.input.collection import CollectedEntry, Collection
from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.posting.evidence import Evidence, receipt
from destination_xero_journals.posting.storage import Nowhere, StorageFault
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import DRAFT
from unit_tests.destination_xero_journals.made_input import entry, record
from unit_tests.destination_xero_journals.made_storage import Kept
from unit_tests.destination_xero_journals.plan.made_plan import UNKNOWN
from unit_tests.destination_xero_journals.rules.made_entries import (
    BOOKS,
    DAY,
    REVENUE,
    books,
    held,
    journal,
    journal_line,
    tag,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revrec_journals.receipt import Receipt
    from unit_tests.conftest import FakeClock

WANTED = journal()
LINKED = books(short_code="!abc")


@pytest.fixture
def plan() -> Iterator[PlanStore]:
    """Give a test an empty plan."""
    made = PlanStore()
    yield made
    made.close()


def planned(action: Action = Action.CREATE, first: int = 1, **fields: Any) -> PlannedEntry:  # noqa: ANN401 - any field
    """Return an entry for which something was decided."""
    there = None if action in (Action.CREATE, Action.NOTHING_TO_POST) else held(WANTED)
    made = Decision(action, WANTED, there)
    whole = {"revrec_date": DAY, "rounding": Decimal("0.00"), **fields}
    return PlannedEntry(CollectedEntry("tenant", f"JE-{first}", first), "Demo Company", 2, WANTED, made, **whole)


def refused(first: int = 1) -> PlannedEntry:
    """Return an entry with a problem in its second line."""
    return PlannedEntry(CollectedEntry("tenant", f"JE-{first}", first), "Demo Company", 2, problems=(UNKNOWN,))


def given(each: PlannedEntry, stage: Stage, clock: FakeClock) -> Receipt:
    """Return the receipt of an entry."""
    return receipt(each, stage, LINKED, clock.now())


# -- receipts


@pytest.mark.parametrize(
    ("action", "stage", "said"),
    [
        (Action.CREATE, Stage.DONE, "created"),
        (Action.UPDATE, Stage.DONE, "updated"),
        (Action.APPROVE, Stage.DONE, "approved"),
        (Action.CORRECT, Stage.DONE, "corrected"),
        (Action.UNCHANGED, Stage.DONE, "unchanged"),
        (Action.LEAVE, Stage.DONE, "leave"),
        (Action.NOTHING_TO_POST, Stage.DONE, "nothing_to_post"),
        (Action.CREATE, Stage.WAITING, "would_create"),
        (Action.UPDATE, Stage.WAITING, "would_update"),
    ],
)
def test_a_receipt_says_what_was_done_or_would_be(action: Action, stage: Stage, said: str, clock: FakeClock) -> None:
    """What waits, in a dry run or for the next sync, is ready to post."""
    made = given(planned(action), stage, clock)

    assert made.action == said
    assert made.status == ("Ready to Post" if stage is Stage.WAITING else "Success")


def test_a_receipt_names_the_journal_that_was_posted(clock: FakeClock) -> None:
    """As Xero holds it: id, status, date, and an address that opens it."""
    posted = held(WANTED, identity="mj-7", status=DRAFT, date=date(2026, 2, 1))
    made = given(planned(posted=posted), Stage.DONE, clock)

    assert (made.manual_journal_id, made.manual_journal_status) == ("mj-7", "DRAFT")
    assert (made.date, made.revrec_date) == (date(2026, 2, 1), DAY)
    assert made.link == (
        "https://go.xero.com/organisationlogin/default.aspx?shortcode=!abc&redirecturl=/Journal/View.aspx"
        "?invoiceID=mj-7"
    )
    assert receipt(planned(posted=posted), Stage.DONE, BOOKS, clock.now()).link == (
        "https://go.xero.com/Journal/View.aspx?invoiceID=mj-7"
    )
    assert (made.tenant_id, made.organisation, made.currency) == ("tenant", "Demo Company", "NZD")


def test_a_receipt_of_what_is_there_already_names_it_too(clock: FakeClock) -> None:
    """And one of what is not there names nothing."""
    assert given(planned(Action.UNCHANGED), Stage.DONE, clock).manual_journal_id == "mj-1"
    new = given(planned(), Stage.WAITING, clock)
    assert (new.manual_journal_id, new.manual_journal_status, new.link, new.date) == ("", "", "", DAY)


def test_a_receipt_sums_by_account_and_tracking(clock: FakeClock) -> None:
    """Debits and credits apart, so that a total says what went both ways; an account without a code by its id."""
    lines = (
        journal_line("10.00", REVENUE, "", tag()),
        journal_line("-2.50", REVENUE, "", tag()),
        journal_line("-8.00", REVENUE),
        structs.replace(journal_line("0.50"), account_code="", account_id="id-bank"),
    )
    each = planned(rounding=Decimal("-0.01"))
    made = given(replace(each, wanted=journal(*lines), entry_lines=9), Stage.DONE, clock)

    assert [(total.account_code, total.tracking, total.debit, total.credit) for total in made.totals] == [
        ("4000", {"Region": "North"}, Decimal("10.00"), Decimal("2.50")),
        ("4000", {}, Decimal("0.00"), Decimal("8.00")),
        ("id-bank", {}, Decimal("0.50"), Decimal("0.00")),
    ]
    assert str(made.totals[1].debit) == "0.00"
    assert (made.total, made.rounding, made.lines, made.entry_lines) == (
        Decimal("10.50"),
        Decimal("-0.01"),
        4,
        9,
    )


def test_an_entry_that_was_not_assembled_has_no_receipt(clock: FakeClock) -> None:
    """Nobody may ask for one."""
    with pytest.raises(ValueError, match="not assembled"):
        given(refused(), Stage.REJECTED, clock)


def test_every_entry_that_was_not_refused_gets_a_receipt(plan: PlanStore, clock: FakeClock) -> None:
    """One, and neither what is rejected nor what waits for its period, of which nothing was decided."""
    plan.put(planned(first=1), Stage.DONE)
    plan.put(planned(Action.UNCHANGED, first=2), Stage.DONE)
    plan.put(planned(first=3), Stage.WAITING)
    plan.put(replace(planned(first=4), problems=(UNKNOWN,)), Stage.REJECTED)
    plan.put(
        PlannedEntry(CollectedEntry("tenant", "JE-5", 5), "Demo Company", 2, period_status="Open"), Stage.HELD_BACK
    )
    kept = Kept()
    evidence = Evidence(kept, clock, print)
    evidence.give(plan, {"tenant": BOOKS}, Stage.DONE)
    assert [each["journal_entry_id"] for each in kept.receipts] == ["JE-1", "JE-2"]
    for _ in range(2):
        evidence.give(plan, {"tenant": BOOKS}, Stage.DONE, Stage.WAITING)

    assert [(each["journal_entry_id"], each["action"]) for each in kept.receipts] == [
        ("JE-1", "created"),
        ("JE-2", "unchanged"),
        ("JE-3", "would_create"),
    ]
    assert {each["made_at"] for each in kept.receipts} == {"2026-01-05T09:00:00Z"}


# -- rejects


def collected(*names: str) -> Collection:
    """Return a collection of entries of two lines."""
    collection = Collection()
    for name in names:
        for row in entry(name):
            collection.add_line("tenant", name, "stream", record(row), None)
    return collection


def test_a_reject_is_a_line_as_it_came_with_what_is_wrong(plan: PlanStore, clock: FakeClock) -> None:
    """Once: when it is recorded, it is not due again."""
    plan.put(refused(), Stage.REJECTED)
    kept = Kept()
    evidence = Evidence(kept, clock, print)
    with collected("JE-1") as collection:
        assert evidence.reject(collection, plan) == "memory/rejects.jsonl"
        assert evidence.reject(collection, plan) == ""

    assert [{name: value for name, value in row.items() if name != "_reject"} for row in kept.rejects] == entry("JE-1")
    why = [row["_reject"] for row in kept.rejects]
    assert [(each["organisation"], each["journal_entry_id"], each["line"]) for each in why] == [
        ("Demo Company", "JE-1", 1),
        ("Demo Company", "JE-1", 2),
    ]
    assert [[problem["code"] for problem in each["problems"]] for each in why] == [[], ["ACCOUNT_UNKNOWN"]]
    assert plan.safe_before() is None


def test_a_reject_that_nobody_keeps_stays_unrecorded(plan: PlanStore, clock: FakeClock) -> None:
    """So that no state passes it."""
    plan.put(refused(), Stage.REJECTED)
    with collected("JE-1") as collection:
        assert Evidence(Nowhere(), clock, print).reject(collection, plan) == ""

    assert plan.safe_before() == 1


def test_a_reject_that_cannot_be_kept_stays_unrecorded(plan: PlanStore, clock: FakeClock) -> None:
    """The fault ends the sync, and `check` finds it before anything is posted."""
    plan.put(refused(), Stage.REJECTED)
    kept = Kept()
    kept.full = True
    evidence = Evidence(kept, clock, print)
    with collected("JE-1") as collection, pytest.raises(StorageFault):
        evidence.reject(collection, plan)
    with pytest.raises(StorageFault):
        evidence.check()

    assert plan.safe_before() == 1
    kept.full = False
    evidence.check()
