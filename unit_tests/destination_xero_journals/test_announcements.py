"""What a sync says in its log."""

from __future__ import annotations

from datetime import date

import pytest

from destination_xero_journals.announcements import Announcements
from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import Journal
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem

MISSING = Problem(Code.COLUMN_MISSING, "The input has no column Amount", "Sum", "Amount", "Add the column")


def refused(number: int, *shared: Problem, problems: int = 1) -> PlannedEntry:
    """Return an entry with problems of its own and of the whole input."""
    name = f"JE-{number:04}"
    own = (Problem(Code.AMOUNT_NEGATIVE, f"Journal {name}, line {line}: negative") for line in range(1, problems + 1))
    return PlannedEntry(CollectedEntry("tenant", name, number), "Demo Company", 2, problems=(*shared, *own))


def said(*rejected: PlannedEntry, log_alone: bool = False) -> list[str]:
    """Return what the log says of refused entries."""
    log: list[str] = []
    Announcements(lambda _, text: log.append(text), log_alone=log_alone).problems(rejected, len(rejected))
    return log


def test_a_hundred_journals_are_named_and_the_rest_counted() -> None:
    """The rejects have the others."""
    log = said(*map(refused, range(150)))

    assert len(log) == 101
    assert log[99].startswith("AMOUNT_NEGATIVE: Journal JE-0099,")
    assert log[100] == "50 more journal entries have problems: see the rejects."


def test_every_journal_is_named_where_the_log_is_all_there_is() -> None:
    """Nobody could look the others up."""
    log = said(*map(refused, range(150)), log_alone=True)

    assert [text.partition(" ")[2] for text in log] == [
        f"Journal JE-{number:04}, line 1: negative." for number in range(150)
    ]


def test_a_problem_of_the_whole_input_is_said_once() -> None:
    """With how many journals it concerns, and which are the first."""
    log = said(*(refused(number, MISSING, problems=number == 7) for number in range(160)))

    own, shared = log
    assert own == "AMOUNT_NEGATIVE: Journal JE-0007, line 1: negative."
    assert shared == (
        "COLUMN_MISSING: The input has no column Amount. Found: Sum. Expected: Amount. Add the column. "
        "This concerns 160 journal entries: JE-0000, JE-0001, JE-0002 and 157 more."
    )
    assert said(refused(1, MISSING, problems=0))[0].endswith("This concerns 1 journal entry: JE-0001.")


@pytest.mark.parametrize(("log_alone", "most", "where"), [(False, 20, "rejects"), (True, 200, "object_storage_config")])
def test_a_journal_with_very_many_problems_does_not_fill_the_log(*, log_alone: bool, most: int, where: str) -> None:
    """The first ones are said, and how many more there are and where; as much after posting as before."""
    log = said(refused(1, problems=20_000), log_alone=log_alone)

    assert len(log) == most + 1
    assert log[-1].startswith(f"Journal JE-0001 has {20_000 - most:,} more problems: ")
    assert where in log[-1]


def planned(name: str, first: int, tenant: str = "tenant", day: date = date(2026, 1, 31)) -> PlannedEntry:
    """Return an entry that is to be posted."""
    journal = Journal(JournalKey(name), day, name, ())
    return PlannedEntry(CollectedEntry(tenant, name, first), "Acme Ltd", 2, journal, Decision(Action.CREATE, journal))


def posted(*entries: PlannedEntry, overtaken: tuple[PlannedEntry, ...] = ()) -> list[str]:
    """Return what is said while entries are posted."""
    log: list[str] = []
    say = Announcements(lambda _, text: log.append(text), log_alone=False)
    plan = PlanStore()
    for each in (*entries, *overtaken):
        plan.put(each, Stage.WAITING)
    for each in overtaken:
        say.overtaken(each)
    for each in entries:
        say.begins(each, plan)
    for each in entries:
        say.ended(each)
    plan.close()
    return log


def test_two_organisations_of_one_name_are_told_apart() -> None:
    """Each has its own count of a month."""
    log = posted(planned("JE-1", 1, "one"), planned("JE-1", 2, "two"), planned("JE-2", 3, "two"))

    assert log == [
        "Posting 1 journal entry for January 2026 to Acme Ltd",
        "Posting 2 journal entries for January 2026 to Acme Ltd",
        "Posted 1 of 1 journal entry for January 2026 to Acme Ltd: Success",
        "Posted 2 of 2 journal entries for January 2026 to Acme Ltd: Success",
    ]


def test_a_period_ends_though_a_journal_of_it_is_left_to_the_next_sync() -> None:
    """It is not counted as posted."""
    log = posted(planned("JE-1", 1), planned("JE-2", 2), overtaken=(planned("JE-3", 3),))

    assert log[1:] == [
        "Posting 3 journal entries for January 2026 to Acme Ltd",
        "Posted 2 of 3 journal entries for January 2026 to Acme Ltd: Success",
    ]
