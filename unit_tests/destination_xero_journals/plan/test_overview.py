"""A plan seen from above: what somebody should look at is said once, with whom it concerns."""

from __future__ import annotations

from destination_xero_journals.plan.overview import Overview
from destination_xero_journals.rules.new_option import NewOption
from unit_tests.destination_xero_journals.plan.made_plan import journal, refused

NEW = NewOption("Region", "West", ("West Coast",))


def overview(*planned: object) -> Overview:
    """Return what these journals come to."""
    made = Overview()
    for each in planned:
        made.add(each)  # type: ignore[arg-type]
    return made


def test_each_warning_is_said_once_with_its_journals() -> None:
    """Three of them are named, and the others counted; another organisation has its own."""
    many = [journal(number, warnings=("Look at 835.",)) for number in range(5)]
    found = overview(*many, journal(9, warnings=("Look at 835.",), organisation="Other")).warnings

    assert [each.sentence() for each in found] == [
        "Look at 835 (5 journals: JE-0000, JE-0001, JE-0002 and 2 more).",
        "Look at 835 (journal JE-0009).",
    ]


def test_an_option_that_would_be_created_is_said_with_those_that_are_near() -> None:
    """Once, and only where the journal is written."""
    made = overview(journal(1, new_options=(NEW,)), journal(2, new_options=(NEW,)), refused(new_options=(NEW,)))

    (said,) = [each.sentence() for each in made.new_options]
    assert said == (
        "Tracking option 'West' of Region would be created; near it in Xero: 'West Coast' (2 journals: JE-0001, "
        "JE-0002)."
    )


def test_what_changes_xero_is_said_before_what_does_not() -> None:
    """By what is done, with the journals that it is done to."""
    made = overview(
        journal(1, warnings=("Look",)),
        journal(2, "update", touches="Overwrites the POSTED journal"),
        journal(3, "correct", touches="Posts the difference"),
        journal(4, touches="Posts anew"),
        journal(5, "approve", touches="Approves"),
        journal(6, "update", touches="Overwrites another"),
    )

    assert [each.sentence() for each in made.notices] == [
        "What Xero holds would be overwritten with RevRec's (2 journals: JE-0002, JE-0006).",
        "Differences to what Xero holds would be posted (journal JE-0003).",
        "What was voided or deleted in Xero would be posted anew (journal JE-0004).",
        "Drafts in Xero would be approved as they are (journal JE-0005).",
        "Look (journal JE-0001).",
    ]
