"""What a sync says in its log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.announcements import Announcements
from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.overview import Overview
from destination_xero_journals.plan.planner import DeletedRows
from destination_xero_journals.plan.preparation import Findings
from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import Journal
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.plan.made_plan import journal
from unit_tests.destination_xero_journals.rules import made_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSING = Problem(Code.COLUMN_MISSING, "The input has no column Amount", "Sum", "Amount", "Add the column")


def refused(number: int, *shared: Problem, problems: int = 1) -> PlannedEntry:
    """Return an entry with problems of its own and of the whole input."""
    name = f"JE-{number:04}"
    own = (Problem(Code.AMOUNT_NEGATIVE, f"Journal {name}, line {line}: negative") for line in range(1, problems + 1))
    return PlannedEntry(CollectedEntry("tenant", name, number), "Demo Company", 2, problems=(*shared, *own))


def said(*rejected: PlannedEntry) -> list[str]:
    """Return what the log says of refused entries."""
    log: list[str] = []
    say = Announcements(lambda _, text: log.append(text))
    say.problems(rejected)
    say.rest()
    return log


@pytest.mark.parametrize("count", [150, 3_000])
def test_one_cause_is_one_sentence_however_many_journals_have_it(count: int) -> None:
    """With how many these are, and the first of them."""
    (sentence,) = said(*map(refused, range(count)))

    assert sentence == (
        "AMOUNT_NEGATIVE: Journal JE-0000, line 1: negative. "
        f"This concerns {count:,} journal entries: JE-0000, JE-0001, JE-0002 and {count - 3:,} more."
    )


def test_a_problem_of_the_whole_input_is_said_once() -> None:
    """With how many journals it concerns, and which are the first; those of most journals come first."""
    log = said(*(refused(number, MISSING, problems=number == 7) for number in range(160)))

    shared, own = log
    assert own == "AMOUNT_NEGATIVE: Journal JE-0007, line 1: negative."
    assert shared == (
        "COLUMN_MISSING: The input has no column Amount. Found: Sum. Expected: Amount. Add the column. "
        "This concerns 160 journal entries: JE-0000, JE-0001, JE-0002 and 157 more."
    )


def test_a_journal_with_very_many_problems_does_not_fill_the_log() -> None:
    """How often they are there is said."""
    assert said(refused(1, problems=20_000)) == [
        "AMOUNT_NEGATIVE: Journal JE-0001, line 1: negative. This concerns 1 journal entry, 20,000 times: JE-0001."
    ]


@pytest.mark.parametrize("count", [17, 500])
def test_very_many_causes_are_counted(count: int) -> None:
    """Sixteen sentences are said in one sync, also where they come one after the other."""
    log: list[str] = []
    say = Announcements(lambda _, text: log.append(text))
    for number in range(count):
        xeros = Problem(Code.REFUSED_BY_XERO, f"Xero refused journal JE-{number}", found=f"Xero's text {number}")
        say.problems([replace(refused(number), problems=(xeros,))])
    say.rest()

    assert len(log) == 17
    assert log[-1] == f"{count - 16} more causes, of {count - 16} problems."


def with_figures(number: int) -> PlannedEntry:
    """Return a refused entry with a figure of its own."""
    planned = refused(number)
    return replace(planned, problems=tuple(replace(each, found=f"-{number}.00") for each in planned.problems))


def test_a_few_problems_are_each_told_with_their_figures() -> None:
    """From the sixth on they are one sentence, and at once where all of them found the same."""
    assert [text.partition(",")[0] for text in said(*map(with_figures, range(5)))] == [
        f"AMOUNT_NEGATIVE: Journal JE-{number:04}" for number in range(5)
    ]
    assert len(said(*map(with_figures, range(6)))) == 1
    assert len(said(*map(refused, range(2)))) == 1


def test_a_few_journals_to_look_at_in_xero_are_each_told() -> None:
    """Also where the same was found of each."""
    gone = [
        replace(refused(number), problems=(Problem(Code.VOIDED, f"Journal JE-{number}", "no journal"),))
        for number in range(2)
    ]

    assert len(said(*gone)) == 2


def test_journals_to_look_at_in_xero_are_all_named() -> None:
    """Somebody has to see to each of them, and no reject may be kept."""
    twice = [
        replace(
            refused(number), problems=(Problem(Code.POSTED_TWICE, f"Journal JE-{number:04}", f"a{number}, b{number}"),)
        )
        for number in range(60)
    ]
    (sentence,) = said(*twice)

    assert all(f"JE-{number:04} (a{number}, b{number})" in sentence for number in range(60))


def test_very_many_warnings_are_counted(log: _Log) -> None:
    """Five of them are said, and once at the end how many there were besides."""
    for number in range(300):
        log.say.warn(f"Look at {number}")
    log.say.rest()
    log.say.rest()

    assert len(log.lines) == 6
    assert log.lines[-1] == ("WARN", "295 more warnings of this kind.")


def test_what_is_posted_is_said_by_account_and_what_to_look_at_before(log: _Log) -> None:
    """With Xero's names of the accounts; of very many warnings some."""
    overview = Overview()
    for number in range(12):
        overview.add(journal(number, warnings=(f"Look at {number}",)))
    overview.add(journal(20, "unchanged"))
    log.say.look(overview)

    levels = [level for level, _ in log.lines]
    assert levels == ["INFO", *["WARN"] * 9]
    assert log.lines[0][1] == (
        "To post to Demo Company, NZD: 2100 Name of 2100 debit 14,814.00 and 4000 Name of 4000 credit 14,814.00."
    )
    assert log.lines[1][1] == "Look at 0 (journal JE-0000)."
    assert log.lines[-1][1] == "4 more such warnings: `destination-xero-journals plan` shows them."


def planned(name: str, first: int, tenant: str = "tenant", day: date = date(2026, 1, 31)) -> PlannedEntry:
    """Return an entry that is to be posted."""
    wanted = Journal(JournalKey(name), day, name, ())
    return PlannedEntry(CollectedEntry(tenant, name, first), "Acme Ltd", 2, wanted, Decision(Action.CREATE, wanted))


def posted(*entries: PlannedEntry, left: tuple[PlannedEntry, ...] = ()) -> list[str]:
    """Return what is said while entries are posted."""
    log: list[str] = []
    say = Announcements(lambda _, text: log.append(text))
    plan = PlanStore()
    for each in (*entries, *left):
        plan.put(each, Stage.WAITING)
    for each in left:
        say.left(each, "it was changed since it was planned")
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
    log = posted(planned("JE-1", 1), planned("JE-2", 2), left=(planned("JE-3", 3),))

    assert log[1:] == [
        "Posting 3 journal entries for January 2026 to Acme Ltd",
        "Posted 2 of 3 journal entries for January 2026 to Acme Ltd: In Progress",
    ]


# -- the plan, what waits, and how a sync ends


class _Log:
    """The lines of a log."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []
        self.say = Announcements(lambda level, text: self.lines.append((level, text)))


@pytest.fixture
def log() -> _Log:
    """Give a test an empty log."""
    return _Log()


@pytest.fixture
def plan() -> Iterator[PlanStore]:
    """Give a test an empty plan."""
    made = PlanStore()
    yield made
    made.close()


def decided(action: Action, first: int) -> PlannedEntry:
    """Return an entry for which something was decided."""
    made = planned(f"JE-{first}", first)
    assert made.wanted
    return replace(made, decision=Decision(action, made.wanted))


def waiting(first: int, status: str = "Open", organisation: str = "Acme Ltd") -> PlannedEntry:
    """Return an entry that waits for its period."""
    return PlannedEntry(CollectedEntry("tenant", f"JE-{first}", first), organisation, 2, period_status=status)


def test_the_plan_is_said_in_numbers(log: _Log, plan: PlanStore) -> None:
    """What is to be done with how many, in the order in which it came first; the fingerprint on a line of its own."""
    log.say.planned(plan, "5f7c")
    for number, action in enumerate(Action, 1):
        plan.put(decided(action, number), Stage.WAITING if action.writes else Stage.DONE)
    plan.put(decided(Action.CREATE, 8), Stage.WAITING)
    plan.put(refused(9), Stage.REJECTED)
    plan.put(waiting(10), Stage.HELD_BACK)
    log.say.planned(plan, "5f7c")

    empty, alone, full, again = log.lines
    assert empty == ("INFO", "Ready to Post: nothing.")
    assert alone == again == ("INFO", "Fingerprint 5f7c")
    assert full[1] == (
        "Ready to Post: 2 to create, 1 to update, 1 to approve, 1 to correct by a difference, 1 in Xero already, "
        "1 left as they are in Xero, 1 without an amount, 1 rejected, 1 held back."
    )


def test_what_waits_is_said_by_organisation_and_status(log: _Log, plan: PlanStore) -> None:
    """That the state waits too is said where there is one."""
    for each in (waiting(1), waiting(2), waiting(3, "In Review"), waiting(4, organisation="Beta")):
        plan.put(each, Stage.HELD_BACK)
    log.say.held_back(plan, kept_states=False)

    assert [text.partition(":")[0] for _, text in log.lines] == [
        "Held back 2 journal entries for Acme Ltd",
        "Held back 1 journal entry for Acme Ltd",
        "Held back 1 journal entry for Beta",
    ]
    assert not any("state" in text for _, text in log.lines)
    log.say.held_back(plan, kept_states=True)
    assert log.lines[-1][1].endswith("The state stays before them, so that the next sync brings them again.")
    assert {level for level, _ in log.lines} == {"WARN"}


def test_a_dry_run_says_how_many_would_have_been_posted(log: _Log, plan: PlanStore) -> None:
    """What is there already would not have been."""
    plan.put(decided(Action.CREATE, 1), Stage.WAITING)
    plan.put(decided(Action.UNCHANGED, 2), Stage.DONE)
    log.say.dry_run(plan)

    assert log.lines == [("INFO", "Dry run: nothing was posted, 1 journal entry would have been.")]


def test_a_month_in_which_a_journal_failed_has_failed(log: _Log, plan: PlanStore) -> None:
    """With the problem of the journal before it."""
    first, second = planned("JE-1", 1), planned("JE-2", 2)
    for each in (first, second):
        plan.put(each, Stage.WAITING)
    for each in (first, second):
        log.say.begins(each, plan)
    log.say.ended(replace(first, problems=(Problem(Code.REFUSED_BY_XERO, "Xero refused journal JE-1"),)))
    log.say.ended(second)

    assert log.lines == [
        ("INFO", "Posting 2 journal entries for January 2026 to Acme Ltd"),
        ("ERROR", "REFUSED_BY_XERO: Xero refused journal JE-1."),
        ("ERROR", "Posted 1 of 2 journal entries for January 2026 to Acme Ltd: Failed"),
    ]


def test_a_warning_is_said_as_one(log: _Log) -> None:
    """As it is."""
    log.say.warn("Look at this")

    assert log.lines == [("WARN", "Look at this")]


@pytest.mark.parametrize(
    ("posted_before", "address", "consequence", "where"),
    [
        (0, "", "nothing was posted.", "The log has every cause; `destination-xero-journals plan --output plan.xlsx`"),
        (1, "kept", "1 journal entry was posted.", "All of them are in kept."),
        (2, "kept", "2 journal entries were posted.", "All of them are in kept."),
    ],
)
def test_a_sync_fails_with_the_foremost_cause_and_where_the_others_are(
    plan: PlanStore, *, posted_before: int, address: str, consequence: str, where: str
) -> None:
    """What was in Xero already was not posted."""
    plan.put(refused(1), Stage.REJECTED)
    plan.put(decided(Action.UNCHANGED, 2), Stage.DONE)
    for number in range(posted_before):
        plan.put(decided(Action.CREATE, 3 + number), Stage.DONE)

    said = Announcements.refusal(plan, 1, address)
    begins = f"1 journal entry cannot be posted, and {consequence} AMOUNT_NEGATIVE: Journal JE-0001, line 1: negative. "
    assert said.startswith(begins + where)
    if not posted_before:
        told = Announcements.refusal(plan, 1, address, sent=True)
        assert "cannot be posted, and none is known to be in the books as it was sent." in told


def test_what_stands_in_xero_is_said_whatever_the_input_is() -> None:
    """What is voided, what is left, and what is there twice, by name."""
    log: list[tuple[str, str]] = []
    held = made_entries.held(made_entries.journal())
    doubled = {f"JE-{number}": ["mj-1", "mj-2"] for number in range(5)}
    say = Announcements(lambda level, text: log.append((level, text)))
    say.found("Demo Company", Findings((), (), {}))
    assert log == []
    say.found("Demo Company", Findings([held], [held], doubled))

    assert [level for level, _ in log] == ["WARN"] * 3
    voided, left, twice = (text for _, text in log)
    assert voided.startswith("Journal mj-1 in Demo Company was posted for JE-1 and found wrong")
    assert left.startswith("Journal mj-1 in Demo Company (POSTED, 2026-01-31) says that JE-1 was taken back")
    assert "JE-0 (mj-1, mj-2), JE-1 (mj-1, mj-2), JE-2 (mj-1, mj-2), JE-3 (mj-1, mj-2) and JE-4 (mj-1, mj-2)." in twice


def test_deleted_rows_are_counted() -> None:
    """Where there are any."""
    log: list[tuple[str, str]] = []
    announcements = Announcements(lambda level, text: log.append((level, text)))
    for deleted in (DeletedRows(), DeletedRows(1), DeletedRows(1_200, nameless=2)):
        announcements.left_out(deleted)

    assert log == [
        ("INFO", "Left out 1 row that is marked as deleted or replaced."),
        (
            "INFO",
            "Left out 1,200 rows that are marked as deleted or replaced; those that name no journal entry: 2.",
        ),
    ]


def test_the_last_line_says_what_became_of_every_journal() -> None:
    """Posted, there already, held back, refused; and of the others what became of those, where there are any."""
    log: list[str] = []
    plan = PlanStore()
    announcements = Announcements(lambda _, text: log.append(text))
    announcements.ended_with(plan)
    stages = (
        *((Action.CREATE, Stage.DONE), (Action.UPDATE, Stage.DONE), (Action.UNCHANGED, Stage.DONE)),
        *((Action.LEAVE, Stage.DONE), (Action.NOTHING_TO_POST, Stage.DONE), (Action.CREATE, Stage.WAITING)),
        *((None, Stage.HELD_BACK), (None, Stage.REJECTED), (Action.CREATE, Stage.REJECTED)),
    )
    for first, (action, stage) in enumerate(stages, 1):
        journal = Journal(JournalKey(f"JE-{first}"), date(2026, 1, 31), "", ())
        decision = Decision(action, journal) if action else None
        plan.put(PlannedEntry(CollectedEntry("tenant", f"JE-{first}", first), "Demo", 2, decision=decision), stage)
    announcements.ended_with(plan)
    plan.close()

    (line,) = log
    assert line.startswith("Of 9 journals: 2 posted, 1 there already, 1 held back, 2 refused, ")
    assert line.endswith(", 1 left as they are in Xero, 1 without an amount, 1 not posted.")
