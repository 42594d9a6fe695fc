"""Tracking options that Xero lacks are created once, whatever becomes of the call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.posting.missing_options import create_options, missing_tags, with_options
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import Tag
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_xero import answer, cut, lost
from unit_tests.destination_xero_journals.rules.made_entries import (
    DEFERRED,
    REGION,
    REVENUE,
    journal,
    journal_line,
    tag,
)
from xero_api.errors import OutcomeUncertain, RequestRefused, WalkIncomplete

if TYPE_CHECKING:
    from requests_mock import Mocker

    from destination_xero_journals.posting.missing_options import OptionIds
    from unit_tests.conftest import FakeClock
    from unit_tests.destination_xero_journals.made_xero import Turn


@pytest.fixture
def company(requests_mock: Mocker, clock: FakeClock) -> MadeCompany:
    """Give a test an organisation whose category Region has the options North and South."""
    return MadeCompany(requests_mock, clock)


def created(company: MadeCompany, *names: str) -> OptionIds:
    """Create options of the category Region."""
    tags = (Tag(REGION.category_id, "", REGION.name, name) for name in names)
    return create_options(company.organisation, tags, company.patience)


def names(company: MadeCompany) -> list[str]:
    """Return the options that Region has."""
    return [each["Name"] for each in company.categories[0]["Options"]]


def test_each_option_is_created_once_with_a_call_of_its_own(company: MadeCompany) -> None:
    """However many lines bear it."""
    made = created(company, "East", "West", "East")

    assert made == {(REGION.category_id, "East"): "option-East", (REGION.category_id, "West"): "option-West"}
    assert names(company) == ["North", "South", "East", "West"]
    assert len(set(company.beside_keys)) == len(company.beside_keys) == 2


def test_without_a_missing_option_xero_is_not_asked(company: MadeCompany, requests_mock: Mocker) -> None:
    """Most syncs create none."""
    assert created(company) == {}
    assert requests_mock.call_count == 0


@pytest.mark.parametrize("turn", [lost, answer(500, done=True), answer(503, done=True)], ids=["lost", "500", "503"])
def test_an_option_that_was_created_although_the_answer_was_lost_is_taken(company: MadeCompany, turn: Turn) -> None:
    """The look finds it, and nothing is sent again."""
    company.beside += [turn]

    assert created(company, "East") == {(REGION.category_id, "East"): "option-East"}
    assert names(company).count("East") == 1
    assert len(company.beside_keys) == 1


def test_the_very_same_call_is_sent_again_while_its_outcome_is_unknown(company: MadeCompany) -> None:
    """An error that Xero itself answered is asked for anew, since Xero would replay it under its key."""
    company.beside += [cut, answer(503), answer(500)]

    assert created(company, "East")
    first, second, third, fourth = company.beside_keys
    assert first == second == third != fourth


def test_an_option_of_the_same_name_elsewhere_is_another_one(company: MadeCompany) -> None:
    """Only the option of the very category, spelled like this, settles an uncertain call."""
    other = {"TrackingOptionID": "option-else", "Name": "East", "Status": "ACTIVE"}
    company.categories.append({"TrackingCategoryID": "category-team", "Name": "Team", "Options": [other]})
    company.beside += [cut]

    assert created(company, "East") == {(REGION.category_id, "East"): "option-East"}


def test_an_outcome_that_stays_unknown_ends_the_posting(company: MadeCompany) -> None:
    """After six tries, and nothing is posted untagged."""
    company.beside += [cut] * 6
    with pytest.raises(OutcomeUncertain):
        created(company, "East")

    assert len(company.beside_keys) == 6


@pytest.mark.parametrize("body", ["{}", '{"Options": null}', '{"Options": [null, {"Name": "Else"}]}'])
def test_an_answer_that_does_not_name_the_option_is_looked_into(company: MadeCompany, body: str) -> None:
    """It is taken where Xero has it, and nothing is sent twice."""
    company.beside += [answer(200, body, done=True)]

    assert created(company, "East") == {(REGION.category_id, "East"): "option-East"}
    assert names(company).count("East") == len(company.beside_keys) == 1


def test_an_option_that_xero_accepted_and_does_not_have_ends_the_posting(company: MadeCompany) -> None:
    """Nothing is posted with an id that nobody gave."""
    company.beside += [answer(200, "{}")]
    with pytest.raises(WalkIncomplete, match="do not show it"):
        created(company, "East")


def test_a_refusal_is_not_asked_for_again(company: MadeCompany) -> None:
    """Xero takes 100 options in a category."""
    company.beside += [answer(400, '{"Message": "The maximum number of options is 100"}')]
    with pytest.raises(RequestRefused, match="maximum number"):
        created(company, "East")

    assert len(company.beside_keys) == 1


def test_the_lines_of_a_journal_are_given_the_ids_of_their_options() -> None:
    """Those that had one keep it, and nothing else changes."""
    east = Tag(REGION.category_id, "", REGION.name, "East")
    lines = (journal_line("10.00", DEFERRED, "a", east), journal_line("-10.00", REVENUE, "b", tag()))
    decision = Decision(Action.CREATE, journal(*lines), others=("mj-1",))
    done = with_options(decision, {(REGION.category_id, "East"): "option-East"})

    assert list(missing_tags([decision, decision])) == [east, east]
    assert [line.tags for line in done.journal.lines] == [(replace(east, option_id="option-East"),), (tag(),)]
    assert list(missing_tags([done])) == []
    assert replace(done, journal=decision.journal) == decision
