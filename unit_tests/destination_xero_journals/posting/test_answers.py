"""An answer is about the journals that were sent, each under an id of its own, or it says nothing certain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from destination_xero_journals.posting.answers import answered
from destination_xero_journals.rules.decision import Action, Decision
from unit_tests.destination_xero_journals.made_xero import created, wanted
from unit_tests.destination_xero_journals.rules.made_entries import held
from xero_api.errors import OutcomeUncertain

Row = dict[str, Any]
SENT = created("JE-1", "JE-2", "JE-3")
NO_ID = "00000000-0000-0000-0000-000000000000"


def element(decision: Decision, identity: str, **changed: object) -> Row:
    """Return what Xero answers about a journal that it stored."""
    return {
        "ManualJournalID": identity,
        "Narration": decision.journal.narration,
        "Date": decision.journal.date.isoformat(),
        "Status": "POSTED",
        "StatusAttributeString": "OK",
        "JournalLines": [{"LineAmount": line.amount, "AccountID": line.account_id} for line in decision.journal.lines],
        **changed,
    }


def whole() -> list[Row]:
    """Return the answer to SENT."""
    return [element(decision, f"mj-{number}") for number, decision in enumerate(SENT, 1)]


def ids(found: object) -> list[str]:
    """Return the id under which each journal of SENT was stored."""
    return [each.held.manual_journal_id if each.held else "" for each in answered(SENT, found)]


def test_each_journal_has_its_own_element_whatever_their_order() -> None:
    """By the keys in their narrations; one that lost its key is found by its place."""
    assert ids(whole()) == ids(whole()[::-1]) == ["mj-1", "mj-2", "mj-3"]
    keyless = whole()
    keyless[1]["Narration"] = "By hand"
    assert ids(keyless) == ["mj-1", "mj-2", "mj-3"]


@pytest.mark.parametrize("errors", [[{"Message": "Archived"}], ["Archived"]])
def test_what_was_refused_comes_with_xeros_words(errors: list[object]) -> None:
    """By its place, since an element may be nothing but the error; the others are stored."""
    found = whole()
    found[1] = {"StatusAttributeString": "ERROR", "ValidationErrors": errors, "Warnings": [{"Message": "Careful"}]}
    first, second, third = answered(SENT, found)

    assert (second.held, second.refusal, second.warnings) == (None, "Archived", ("Careful",))
    assert first.held
    assert third.held
    found[1] = {"StatusAttributeString": "ERROR", "ValidationErrors": None}
    assert answered(SENT, found)[1].refusal == "an ERROR without a text"


@pytest.mark.parametrize(
    "found",
    [
        None,
        {},
        [],
        [None, None, None],
        whole()[1:],
        [*whole(), whole()[0]],
        [whole()[0], whole()[1], whole()[0]],
        [whole()[0], whole()[1], element(created("JE-9")[0], "mj-3")],
        [whole()[1] | {"Narration": "By hand"}, whole()[0], whole()[2]],
        [*whole()[:2], whole()[2] | {"ManualJournalID": "mj-1"}],
        [*whole()[:2], whole()[2] | {"ManualJournalID": NO_ID}],
        [*whole()[:2], whole()[2] | {"ManualJournalID": None}],
        [*whole()[:2], whole()[2] | {"Status": "LOST"}],
        [*whole()[:2], whole()[2] | {"Date": None}],
    ],
)
def test_an_answer_that_cannot_be_about_them_says_nothing_certain(found: object) -> None:
    """It is looked for what became of all of them."""
    with pytest.raises(OutcomeUncertain, match="Xero's answer to what was sent") as raised:
        answered(SENT, found)

    assert raised.value.answered


def test_a_journal_is_changed_under_its_own_id_and_made_under_a_new_one() -> None:
    """Anything else is another journal's."""
    update = Decision(Action.UPDATE, wanted(), held(wanted(), "mj-1"), ("mj-1",))
    create = replace(SENT[0], others=("mj-1",))

    assert answered([update], [element(update, "mj-1")])[0].held
    assert answered([create], [element(create, "mj-2")])[0].held
    for decision, identity in ((update, "mj-2"), (create, "mj-1")):
        with pytest.raises(OutcomeUncertain, match=f"gives journal JE-1 the id '{identity}' of another"):
            answered([decision], [element(decision, identity)])
