"""Why closed months are made up for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from source_xero_revrec.rules.recognition.changes import (
    Change,
    Reason,
    changes_of_document,
    changes_of_journals,
    difference,
    restated_by_settings,
)
from source_xero_revrec.rules.recognition.closed_line import Closed, ClosedLine, Document, closed_line
from unit_tests.source_xero_revrec.rules.recognition.made_lines import (
    DAILY,
    DEFERRED,
    SALES,
    SETTINGS,
    Line,
    decided,
    line,
    month,
)

JANUARY = Closed(month("2026-01"))
INVOICE = Document("id-1", "INV-1", "Invoice", "AUTHORISED", date(2026, 1, 5), "Boom FM")
NOTE = INVOICE._replace(number="CN-1", type="Credit Memo")
YEAR = "2026-01-01", "2026-12-31"
ONE = line(120_000, "2026-01-05", *YEAR)
NORTH = (("region", "north"),)


def at_close(*lines: Line, settings: Any = SETTINGS) -> list[ClosedLine]:  # noqa: ANN401
    """Return lines as they stand at the end of January."""
    return [closed_line(decided(each, settings), JANUARY) for each in lines]


def found(before: list[ClosedLine], after: list[ClosedLine], document: Document = INVOICE) -> list[Change]:
    """Return the changes of a document."""
    return [*changes_of_document(document, before, after, JANUARY)]


def told(changes: list[Change]) -> tuple[Reason, int, str, str]:
    """Return the one reason, what it brings onto the deferred account, and the words before and after."""
    (change,) = (each for each in changes if each.place[0] == DEFERRED)
    return change.reason, change.amount, change.before, change.after


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"billed": date(2026, 2, 3)}, (Reason.RE_DATED, -110_000, "2026-01-05", "2026-02-03")),
        ({"amount": 60_000, "home": 60_000}, (Reason.AMOUNT, -55_000, "1,200.00 NZD", "600.00 NZD")),
        ({"home": 60_000}, (Reason.RATE, -55_000, "1200.00", "600.00")),
        (
            {"start": date(2026, 2, 1)},
            (Reason.PERIOD, 10_000, "2026-01-01 to 2026-12-31", "2026-02-01 to 2026-12-31"),
        ),
        (
            {"start": date(2026, 2, 1), "period_rule": "override"},
            (
                Reason.OVERRIDE,
                10_000,
                "2026-01-01 to 2026-12-31",
                "2026-02-01 to 2026-12-31 by an override",
            ),
        ),
        ({"start": None, "end": None}, (Reason.HELD, -110_000, "2026-01-01 to 2026-12-31", "no_period")),
    ],
)
def test_what_a_document_says_otherwise_is_told(changed: dict[str, Any], expected: tuple[Any, ...]) -> None:
    """With the cents that it brings, and with the words before and after."""
    assert told(found(at_close(ONE), at_close(replace(ONE, **changed)))) == expected


def test_a_line_on_another_account_moves_revenue_alone() -> None:
    """What is deferred stays where it is."""
    changes = found(at_close(ONE), at_close(replace(ONE, account="260")))

    assert [(each.reason, each.place[0], each.amount) for each in changes] == [
        (Reason.ACCOUNT, SALES, 110_000),
        (Reason.ACCOUNT, "260", -110_000),
    ]


def test_tracking_moves_between_options() -> None:
    """By account it comes to nothing."""
    changes = found(at_close(ONE), at_close(replace(ONE, tracking=NORTH)))

    assert {each.reason for each in changes} == {Reason.TRACKING}
    assert sum(each.amount for each in changes if each.place[0] == DEFERRED) == 0


@pytest.mark.parametrize(("document", "reason"), [(INVOICE, Reason.LATE_INVOICE), (NOTE, Reason.LATE_CREDIT_NOTE)])
def test_what_was_not_there_is_late(document: Document, reason: Reason) -> None:
    """An invoice or a credit note, of a closed month."""
    assert told(found([], at_close(ONE), document)) == (reason, 110_000, "", "1,200.00 NZD")


def test_what_is_gone_was_voided_or_withdrawn() -> None:
    """A voided document has its rows, at nothing; one that is a draft again has none."""
    nothing = replace(ONE, amount=0, home=0)

    assert told(found(at_close(ONE), at_close(nothing), INVOICE._replace(status="VOIDED")))[:2] == (
        Reason.VOIDED,
        -110_000,
    )
    assert told(found(at_close(ONE), [], INVOICE._replace(status="DRAFT"))) == (
        Reason.WITHDRAWN, -110_000, "1,200.00 NZD", "DRAFT"
    )  # fmt: skip


def test_lines_come_and_go() -> None:
    """By their place in the document."""
    second = replace(ONE, item_number="2")

    assert told(found(at_close(ONE), at_close(ONE, second)))[0] is Reason.LINE_ADDED
    assert told(found(at_close(ONE, second), at_close(ONE)))[0] is Reason.LINE_REMOVED


def test_a_credit_note_that_is_allocated_otherwise_says_so() -> None:
    """Its line comes to what it came to, in other shares."""
    whole = replace(ONE, amount=-120_000, home=-120_000)
    shares = [
        replace(whole, item_number="1.1", amount=-20_000, home=-20_000, start=date(2026, 2, 1)),
        replace(whole, item_number="1.2", amount=-100_000, home=-100_000),
    ]
    changes = found(at_close(whole), at_close(*shares), NOTE)

    assert {each.reason for each in changes} == {Reason.ALLOCATED}
    assert sum(each.amount for each in changes if each.place[0] == DEFERRED) == -1_667 + 1_834 - 1_834


def test_what_only_later_months_see_is_no_change() -> None:
    """The end moved, and January has its share either way."""
    at_end = replace(ONE, start=date(2026, 2, 1))

    assert found(at_close(at_end), at_close(replace(at_end, end=date(2027, 1, 31)))) == []


def test_another_method_is_told_by_its_name() -> None:
    """The document says what it said."""
    part = line(120_000, "2026-01-05", "2026-01-15", "2026-12-31")
    reason, amount, before, after = told(found(at_close(part), at_close(part, settings=DAILY)))

    assert (reason, before, after) == (Reason.METHOD, "monthly", "daily")
    assert amount
    assert reason.is_of_settings


def test_a_method_that_moves_nothing_yet_is_told_without_an_amount() -> None:
    """Closed months stay, and the months to come would not be what was closed with."""
    later = line(120_000, "2026-01-05", "2026-02-10", "2026-12-31")
    before, after = at_close(later), at_close(later, settings=DAILY)
    (change,) = restated_by_settings(INVOICE, before, after, JANUARY)

    assert found(before, after) == []
    assert (change.reason, change.amount, change.before, change.after) == (Reason.METHOD, 0, "monthly", "daily")
    assert [*restated_by_settings(INVOICE, before, before, JANUARY)] == []
    assert [*restated_by_settings(INVOICE, before, at_close(replace(later, amount=1)), JANUARY)] == []


def test_another_deferred_account_in_the_form_is_told() -> None:
    """Both accounts, before and after."""
    changes = found(at_close(ONE), at_close(ONE, settings=replace(SETTINGS, deferred_account="837")))

    assert {(each.reason, each.before, each.after) for each in changes} == {
        (Reason.SETTING, "835 and 200", "837 and 200")
    }


def test_journals_are_told_by_their_key() -> None:
    """Edited, gone, come besides, and given again because their month was reopened."""
    place = (DEFERRED, ())
    before = {"REV-2026-01-RELEASE": {place: -100}, "REV-2026-01-DEFERRAL": {place: 1_200}, "REV-OPENING": {place: 7}}
    after = {
        "REV-2026-01-RELEASE": {place: -60},
        "REV-OPENING": {place: 7},
        "REV-2025-12-PRIOR": {place: 5},
        "REV-2025-11-PRIOR": {place: 3},
        "REV-2026-02-RELEASE": {place: -100},
        "JE-1": {place: 9},
    }
    changes = changes_of_journals(before, after, {"REV-2025-11-PRIOR"}, JANUARY)

    assert [(each.key, each.reason, each.amount) for each in changes] == [
        ("REV-2025-11-PRIOR", Reason.REOPENED, -3),
        ("REV-2025-12-PRIOR", Reason.JOURNAL_ADDED, -5),
        ("REV-2026-01-DEFERRAL", Reason.JOURNAL_GONE, 1_200),
        ("REV-2026-01-RELEASE", Reason.JOURNAL_EDITED, -40),
    ]


def test_a_difference_leaves_out_what_is_equal() -> None:
    """On either side."""
    a, b = (SALES, ()), (DEFERRED, ())

    assert difference({a: 5, b: 1}, {a: 5}) == {b: 1}
    assert difference({}, {a: 5}) == {a: -5}


def test_reasons_are_called_as_they_always_were() -> None:
    """A warehouse compares these texts."""
    assert [each.value for each in Reason] == [
        "late_invoice", "late_credit_note", "voided", "withdrawn", "allocation_changed", "line_added", "line_removed",
        "document_date_changed", "amount_changed", "rate_changed", "account_changed", "override", "period_changed",
        "tracking_changed", "product_changed", "method_changed", "accounts_in_the_form_changed", "held_now",
        "no_longer_held", "journal_edited", "journal_not_in_xero", "journal_added", "month_reopened",
        "owed_at_the_close", "no_frozen_schedule",
    ]  # fmt: skip
    assert [each for each in Reason if each.is_of_settings] == [Reason.METHOD, Reason.SETTING]


def test_a_change_has_all_of_its_words() -> None:
    """A document's line has no key, and a journal no document."""
    (_, late) = found([], at_close(ONE))
    (edited,) = changes_of_journals({"REV-2026-01-RELEASE": {(SALES, ()): 1}}, {}, set(), JANUARY)

    assert late == Change(
        Reason.LATE_INVOICE, (DEFERRED, ()), 110_000, document=INVOICE, item_number="1", key="", before="",
        after="1,200.00 NZD",
    )  # fmt: skip
    assert edited == Change(
        Reason.JOURNAL_GONE, (SALES, ()), 1, document=None, item_number="", key="REV-2026-01-RELEASE", before="",
        after="",
    )  # fmt: skip


def test_a_line_that_is_gone_has_no_words_after() -> None:
    """Others of its document are there."""
    second = replace(ONE, item_number="2")

    assert told(found(at_close(ONE, second), at_close(ONE))) == (Reason.LINE_REMOVED, -110_000, "1,200.00 NZD", "")


def test_all_that_differs_is_told_in_one_sentence() -> None:
    """The first reason counts; options stand side by side."""
    before = replace(ONE, tracking=NORTH)
    after = replace(ONE, amount=60_000, home=60_000, tracking=(("region", "south"), ("team", "red")))

    assert {(each.reason, each.before, each.after) for each in found(at_close(before), at_close(after))} == {
        (Reason.AMOUNT, "1,200.00 NZD; north", "600.00 NZD; south, red")
    }


def test_an_override_of_a_line_without_a_period_was_nothing_before() -> None:
    """There is no period to show."""
    settings = replace(SETTINGS, undated="at_invoice_date")
    undated = line(120_000, "2026-01-05")
    given = replace(undated, start=date(2026, 1, 1), end=date(2026, 12, 31), period_rule="override")
    reason, _, before, after = told(found(at_close(undated, settings=settings), at_close(given, settings=settings)))

    assert (reason, before) == (Reason.OVERRIDE, "point_in_time")
    assert after == "2026-01-01 to 2026-12-31 by an override; monthly"


def test_the_same_words_with_other_months_are_another_method() -> None:
    """Another version of this program recognised otherwise."""
    (was,) = at_close(ONE)
    changes = found([was._replace(upto=5_000, upto_home=5_000)], [was])

    assert told(changes) == (Reason.METHOD, -5_000, "monthly", "monthly")


@pytest.mark.parametrize(
    "changed",
    [
        {"held": "no_period"},
        {"billed": date(2026, 2, 1)},
        {"upto_home": 120_000},
    ],
)
def test_a_line_that_settings_do_not_restate_is_not_told(changed: dict[str, Any]) -> None:
    """One that was held, of a later month, or of which nothing is left to recognise."""
    (was,) = at_close(line(120_000, "2026-01-05", "2026-02-10", "2026-12-31"))
    before = was._replace(**changed)
    now = before._replace(method="daily")

    assert [*restated_by_settings(INVOICE, [before], [now], JANUARY)] == []
    assert [*restated_by_settings(INVOICE, [before], [], JANUARY)] == []


def test_a_line_is_restated_while_anything_is_left_by_either_setting() -> None:
    """Whichever of them had recognised all of it."""
    opened = Closed(month("2026-01"), month("2025-12"))
    (was,) = at_close(line(120_000, "2025-11-05", "2025-11-10", "2026-12-31"))
    done = was._replace(upto_home=120_000, before_home=90_000)
    left = was._replace(upto_home=110_000, before_home=80_000, method="daily")

    for before, after in ((done, left), (left, done)):
        other = before._replace(item_number="9")
        assert len([*restated_by_settings(INVOICE, [other, before], [after], opened)]) == 1
    all_done = done._replace(method="daily")
    assert [*restated_by_settings(INVOICE, [done], [all_done], opened)] == []
