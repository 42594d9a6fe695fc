"""The summary says the figures, the ties, what to post, and what refuses the close."""

from __future__ import annotations

from decimal import Decimal

from source_xero_revrec.close.figures import Figures
from source_xero_revrec.close.summary import posting, text, verdict
from source_xero_revrec.rules.recognition.verdict import Refusal
from unit_tests.source_xero_revrec.close.made_figures import balance, january, revenue

REFUSAL = Refusal("2026-01 is not over", "wait")


def test_a_controller_reads_the_month_at_a_glance() -> None:
    """Verdict first, then amounts, ties and journals."""
    said = text(january(), [], preview=False)

    assert said.startswith("Demo Company, 2026-01: May be closed\n")
    for part in (
        "Billed",
        "1,200.00 NZD",
        "1,100.00 NZD",
        "Ties (journals not posted -1,100.00 NZD)",
        "REV-2026-01-RELEASE",
    ):
        assert part in said


def test_a_refusal_says_what_to_do() -> None:
    """On lines of its own."""
    said = text(january(), [REFUSAL], preview=False)

    assert "2026-01: Refused" in said
    assert "Refused: 2026-01 is not over." in said
    assert "What to do: wait." in said


def test_a_difference_without_a_name_is_told() -> None:
    """To the cent."""
    figures = Figures("2026-01", currency="NZD")
    figures.add("deferred_revenue", balance("2026-01", "1100", status="Does not tie", unnamed="-0.01"))

    assert "Does not tie: -0.01 NZD has no name" in text(figures, [], preview=False)


def test_revenue_accounts_that_tie_exactly_are_told_at_once() -> None:
    """The others have a line each, with their differences."""
    figures = january()
    for row in (revenue("200", "100"), revenue("210", "5"), revenue("260", "9", other_journals_home_amount="-2")):
        figures.add("recognised_revenue", row)
    said = text(figures, [], preview=False)

    assert "Revenue accounts                Ties (200, 210)" in said
    assert "Revenue account 260             Ties (other journals -2.00 NZD)" in said


def test_an_account_that_the_form_does_not_name_is_named() -> None:
    """Tied where journals are on a liability; else what is there is said."""
    figures = january()
    figures.add(
        "deferred_revenue", {**balance("2026-01", "7", bills_home_amount="7"), "account_code": "850", "in_form": False}
    )
    outside = balance("2026-01", "-7")
    figures.add("deferred_revenue", {**outside, "account_code": "429", "in_form": False})
    for amount in ("0", "5"):
        lines = {"lines_without_a_schedule_home_amount": Decimal(amount), "account_code": f"84{amount}"}
        figures.add("deferred_revenue", {**balance("2026-01", "0"), **lines, "in_form": False})
    said = text(figures, [], preview=False)

    assert "Account 840" not in said
    assert "Account 845, not in the form    lines without a schedule 5.00 NZD" in said
    assert "Account 850, not in the form    Ties (bills 7.00 NZD)" in said
    assert "Account 429, not in the form    journals of recognition -7.00 NZD" in said


def test_nothing_to_post_is_said() -> None:
    """All is in Xero then."""
    assert "none, all is in Xero" in text(Figures("2026-01"), [], preview=False)


def test_what_a_refused_close_would_post_is_not_to_be_posted() -> None:
    """The words say so; and a month that is locked has nothing in Xero by that."""
    key, shut = "REV-2026-01-RELEASE", Figures("2026-01", shut=True)

    assert posting(january(), [], preview=False) == f"Journals to post: {key}"
    assert posting(january(), [REFUSAL], preview=True) == f"Journals to post once nothing refuses the close: {key}"
    assert posting(january(), [], preview=True) == f"Journals to post once the month is closed: {key}"
    assert posting(shut, [], preview=False) == "Journals to post: none, the month is locked in Xero"


def test_notes_stand_below_the_journals() -> None:
    """Each on a line of its own."""
    figures = january()
    figures.notes = ["2026-02 makes up for 5.00 NZD"]

    assert "RELEASE\n  Note: 2026-02 makes up for 5.00 NZD.\n" in text(figures, [], preview=False)


def test_the_verdict_is_one_of_three() -> None:
    """What refuses comes before a preview."""
    assert [verdict([], preview=False), verdict([], preview=True), verdict([REFUSAL], preview=True)] == [
        "May be closed", "Preview", "Refused"
    ]  # fmt: skip
