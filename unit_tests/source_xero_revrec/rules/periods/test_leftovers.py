"""What a period leaves unexplained, and what it explains beside itself."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.leftovers import leftovers
from source_xero_revrec.rules.periods.writings.lexer import tokens

FEBRUARY, YEAR = "1 Feb 2026 - 28 Feb 2026", "1 Feb 2026 - 31 Jan 2027"


def left(text: str) -> list[str]:
    """Return what the one period of a text leaves over."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    found = claims(sentence)
    (span,) = {claim.span for claim in found if claim.role == "period" and claim.span}
    return leftovers(sentence, found, span)


@pytest.mark.parametrize(
    "text",
    [
        FEBRUARY,
        f"{FEBRUARY}, 1 Feb 2026",
        f"{FEBRUARY}; 28/02/2026",
        f"dated 20 Jan 2026: {FEBRUARY}",
        f"{FEBRUARY}, starting 1 Feb 2026",
        f"{FEBRUARY}, starting Feb 2026",
        f"{FEBRUARY} plan ends 28 Feb 2026",
        f"{FEBRUARY} plan ends Feb 2026",
        f"February: {FEBRUARY}",
        f"1 Feb - 28/2 ({FEBRUARY})",
        "Jan - Mar: 1 Jan 2026 - 31 Mar 2026",
        "Jan to Mar: 1 Jan 2026 - 31 Mar 2026",
        "Q1: 1 Jan 2026 - 31 Mar 2026",
        "1 Jan 2026 - 31 Dec 2026 2026",
        "1 Apr 2026 - 31 Mar 2027 2026/27",
        f"{YEAR}, 12 months, annual, 1 year",
        f"monthly weekly daily {FEBRUARY}",
        f"Annual plan billed monthly {FEBRUARY}",
        f"Annual plan pro rata {FEBRUARY}",
        f"month {FEBRUARY}",
        f"order {FEBRUARY}",
        f"PO 4711 {FEBRUARY}",
        f"Annual plan billed per month {FEBRUARY}",
        "Month, Feb 2026",
        "Drawing 4711 Feb 2026",
        "Year planner, Feb 2026",
        f"Part month {FEBRUARY}",
        f"week, {FEBRUARY}",
        f"{FEBRUARY} ends",
        "PO 4711 Hosting Feb 2026",
        "Hosting Feb 2026, due 20 Feb 2026",
        "from support: Feb 2026",
        "pump, Q1 2026",
        "pump Feb 2026",
        "Skip, Feb 2026",
        "Audi service Feb 2026",
        f"Audi {FEBRUARY}",
        f"pump {FEBRUARY}",
        f"valid {FEBRUARY}",
        f"goodwill {FEBRUARY}",
        "Correction Feb 2026",
        f"conference {FEBRUARY}",
        f"pro rata {FEBRUARY}",
    ],
)
def test_a_period_explains_its_own_dates_and_length(text: str) -> None:
    """Said twice, in other words, or as a date of something else."""
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{FEBRUARY}, 2 Feb 2026", ["2 Feb 2026"]),
        (f"{FEBRUARY}, 20260201", ["20260201"]),
        (f"{FEBRUARY}, starting 20260201", ["20260201"]),
        (f"per 20 Jan 2026, {FEBRUARY}", ["20 Jan 2026"]),
        (f"{FEBRUARY}, starting 2 Feb 2026", ["2 Feb 2026"]),
        (f"{FEBRUARY}, starting 28 Feb 2026", ["28 Feb 2026"]),
        (f"{FEBRUARY} plan ends 27 Feb 2026", ["27 Feb 2026"]),
        (f"{FEBRUARY} plan ends 1 Feb 2026", ["1 Feb 2026"]),
        (f"ordered Jan 2026, {FEBRUARY}", ["Jan 2026"]),
        (f"{FEBRUARY}, 1 Feb 2026 onwards", ["1 Feb 2026"]),
        (f"March: {FEBRUARY}", ["March"]),
        ("February: 2 Feb 2026 - 28 Feb 2026", ["February"]),
        ("February: 1 Feb 2026 - 27 Feb 2026", ["February"]),
        ("Jan - Feb: 1 Jan 2026 - 31 Mar 2026", ["Jan - Feb"]),
        (f"2 Feb; {FEBRUARY}", ["2 Feb"]),
        (f"2/2; {FEBRUARY}", ["2/2"]),
        (f"Q1: {FEBRUARY}", ["Q1"]),
        (f"{FEBRUARY} 2026", ["2026"]),
        (f"{FEBRUARY} 2026/27", ["2026/27"]),
        (f"{FEBRUARY}, 4, 5", ["4", "5"]),
        (f"{FEBRUARY}, 4 - 5", ["4 - 5"]),
        (f"{FEBRUARY}, 2 months", ["2 months"]),
        (f"{FEBRUARY}, annual", ["annual"]),
        (f"monthly weekly {YEAR}", ["monthly weekly"]),
        ("weekly 1 Feb 2026 - 3 Mar 2026", []),
        ("weekly 1 Feb 2026 - 4 Mar 2026", ["weekly"]),
        (f"Annual plan billed quarterly {FEBRUARY}", ["Annual", "billed quarterly"]),
        (f"charged annually pro rata {FEBRUARY}", ["charged annually"]),
        (f"{FEBRUARY}, cancelled", ["cancelled"]),
        ("12 months pro rata from 1 Feb 2026", ["pro rata"]),
        ("12 months minimum from 1 Feb 2026", ["minimum"]),
        ("order Feb 2026", ["order"]),
        ("PO 4711 - Feb 2026", ["PO 4711"]),
        ("PO 4711, Feb 2026", ["PO 4711"]),
        (f"week {FEBRUARY}", ["week"]),
        ("Quarter, Feb 2026", ["Quarter"]),
        ("Year - Feb 2026", ["Year"]),
        ("Yr licence Feb 2026", ["Yr"]),
        ("Specs v3, Feb 2026", ["Specs"]),
        ("Drawing v2 Feb 2026", ["Drawing"]),
        ("52w Feb 2026", ["52w"]),
        ("Hosting per annum, Feb 2026", ["per annum"]),
        ("Part month Feb 2026", ["Part month"]),
        (f"Annual plan billed per quarter {FEBRUARY}", ["Annual", "billed per quarter"]),
        (f"mid-{FEBRUARY}", ["mid"]),
        (f"mid {FEBRUARY}", ["mid"]),
        (f"ending {FEBRUARY}", ["ending"]),
        (f"to {FEBRUARY}", ["to"]),
        (f"dated {FEBRUARY}", ["dated"]),
        (f"{FEBRUARY} onwards", ["onwards"]),
        (f"{FEBRUARY} to Acme", ["to"]),
        ("Feb 2026 ends", ["ends"]),
        ("Feb 2026 mid", ["mid"]),
        ("Feb 2026 paid", ["paid"]),
        ("pump H1 2026", ["pump"]),
        ("Skip Feb 2026", ["Skip"]),
        ("as ordered, Feb 2026", ["ordered"]),
        ("Certificate valid Feb 2026", ["valid"]),
        (f"{FEBRUARY}, starts when installed", ["when"]),
        ("Collected Feb 2026", ["Collected"]),
        ("Audi Feb 2026", ["Audi"]),
        ("VW Golf Q1 2026", ["VW Golf"]),
        ("conference ticket, Feb 2026", ["conference ticket"]),
        (f"half the licence {FEBRUARY}", ["half"]),
        (f"second instalment {FEBRUARY}", ["second instalment"]),
        ("1/4 of fee 1 April 2026 - 31 March 2027", ["1/4"]),
        ("1 April 2026 - 31 March 2027 (31/3)", []),
        (f"50% of licence {FEBRUARY}", ["50%"]),
        (f"pro rata {YEAR}", ["pro rata"]),
    ],
)
def test_what_is_left_over_is_named(text: str, words: list[str]) -> None:
    """Dates, terms and numbers, and words that say something else of the period."""
    assert left(text) == words
