"""Names that may say that a row is no line are told from those that say nothing of a row."""

from __future__ import annotations

import pytest

from revrec_journals.doubtful_marks import GONE_WORDS, THERE_WORDS, Doubt, doubt

NAMES = {
    Doubt.GONE: [
        "customer is deleted", "deleted by", "acme deleted flag", "deletion reason", "acme delete ts", "void", "voided",
        "is voided", "voided at", "void date", "cancelled", "is canceled", "cancelled by", "archived", "superseded at",
        "inactive", "entry expired", "deleted in source", "record removed",
    ],
    Doubt.ACTIVE: ["is active", "active", "active flag", "acme is current", "is valid", "row active", "latest ind"],
    Doubt.ENDED: ["valid to", "acme valid until", "effective end date", "record end date", "sys end time", "row to"],
    Doubt.STATUS: [
        "status", "journal status", "row status", "accounting period status", "period state", "status code",
        "entry state", "posting status",
    ],
    None: [
        "amount", "model date", "undeleted", "state", "customer status", "is deferred", "end date", "activity",
        "voiding", "service end date", "valid", "current", "subscription cancelled at", "interactive", "",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("what", "name"), [(what, name) for what, names in NAMES.items() for name in names])
def test_a_name_says_what_its_column_may_say(what: Doubt | None, name: str) -> None:
    """Beginnings of a company's own are looked through where a deletion is meant in any case."""
    assert doubt(name.split()) is what


@pytest.mark.parametrize("name", ["isdeleted", "dwdeleted", "isactive", "validto", "voidedat"])
def test_a_warehouse_may_have_lost_the_words(name: str) -> None:
    """In names without any mark between them."""
    assert doubt([name]) is not None


def test_the_words_of_a_status_are_known() -> None:
    """Those of a row that is no line any more, and those of one that counts; no word is both."""
    gone = (
        "archived canceled cancelled delete deleted discarded expired inactive obsolete removed replaced superseded "
        "tombstone void voided withdrawn"
    )
    there = (
        "active approved authorised authorized billed booked close closed complete completed created current final "
        "finalised finalized invoiced locked paid posted processed published recognised recognized valid"
    )

    assert set(gone.split()) == GONE_WORDS
    assert {*there.split(), "ready to post"} == THERE_WORDS
