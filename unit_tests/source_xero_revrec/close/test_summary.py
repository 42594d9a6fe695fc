"""The summary says the figures, the ties, what to post, and what refuses the close."""

from __future__ import annotations

from source_xero_revrec.close.figures import Figures
from source_xero_revrec.close.summary import text, verdict
from source_xero_revrec.rules.recognition.verdict import Refusal
from unit_tests.source_xero_revrec.close.made_figures import balance, january

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


def test_nothing_to_post_is_said() -> None:
    """All is in Xero then."""
    assert "none, all is in Xero" in text(Figures("2026-01"), [], preview=False)


def test_the_verdict_is_one_of_three() -> None:
    """What refuses comes before a preview."""
    assert [verdict([], preview=False), verdict([], preview=True), verdict([REFUSAL], preview=True)] == [
        "May be closed", "Preview", "Refused"
    ]  # fmt: skip
