"""Every entry is read, checked and decided before anything is written, and all that is wrong comes back in one run."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.books.held_journals import HeldJournals
from destination_xero_journals.input.collection import Collection
from destination_xero_journals.options import PostingOptions, Rounding
from destination_xero_journals.plan.planner import OrganisationPlanner, Planner
from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.decision import Action
from destination_xero_journals.rules.journal import POSTED, VOIDED
from destination_xero_journals.rules.new_option import NewOption
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.made_input import entry, line, record
from unit_tests.destination_xero_journals.made_xero import MadeXero, stored, wanted
from unit_tests.destination_xero_journals.rules.made_entries import BOOKS, DAY, assembled
from unit_tests.revrec_journals.made_entries import entry as read_entry
from unit_tests.revrec_journals.made_entries import line as read_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from requests_mock import Mocker

    from destination_xero_journals.rules.books import Books
    from unit_tests.conftest import FakeClock

    Row = dict[str, Any]

LOCKED = replace(BOOKS, period_lock_date=DAY)


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


def planned(
    xero: MadeXero,
    *rows: Row,
    books: Books = BOOKS,
    organisation: str = "tenant",
    columns: Iterable[str] = (),
    **options: Any,  # noqa: ANN401 - any option
) -> list[tuple[PlannedEntry, Stage]]:
    """Return the plan of lines that name an organisation, of which the books of `tenant` alone are connected."""
    chosen = PostingOptions(**options).plan_settings()
    plan = PlanStore()
    with Collection() as collection:
        collection.add_columns("stream", columns)
        for row in rows:
            collection.add_columns("stream", row)
            collection.add_line(organisation, row.get("Journal Entry Id", ""), "stream", record(row), row.get("id"))
        known = {"tenant": OrganisationPlanner(books, xero.held, chosen)}
        Planner(chosen.columns, known, "Demo Company (tenant)").plan(collection, plan)
    found = sorted(plan.all(), key=lambda each: each[0].entry.first)
    plan.close()
    return found


def codes(found: list[tuple[PlannedEntry, Stage]]) -> list[tuple[Stage, list[Code]]]:
    """Return the stage of each entry with the codes of its problems."""
    return [(stage, [problem.code for problem in each.problems]) for each, stage in found]


def test_a_new_entry_waits_to_be_created(xero: MadeXero) -> None:
    """With the journal that it asks for, whole."""
    ((each, stage),) = planned(xero, *entry())

    assert stage is Stage.WAITING
    assert each.decision
    assert each.wanted == each.decision.journal
    assert each.decision.action is Action.CREATE
    assert (each.organisation, each.entry_lines, each.revrec_date) == ("Demo Company", 2, DAY)
    assert (each.rounding, each.problems, each.period_status) == (Decimal("0.00"), (), "")


def test_what_is_there_already_is_done(xero: MadeXero) -> None:
    """Nothing is left to be written."""
    wanted = assembled(read_entry(_read("100.00", "2400", "Debit"), _read("-100.00", "4000", "Credit"))).journal
    assert wanted
    stored(xero, wanted, POSTED)
    ((each, stage),) = planned(xero, *entry())

    assert stage is Stage.DONE
    assert each.decision
    assert each.decision.action is Action.UNCHANGED


def test_what_xero_holds_otherwise_is_decided_by_the_policies(xero: MadeXero) -> None:
    """A journal that was voided, with each policy."""
    wanted = assembled(read_entry()).journal
    assert wanted
    stored(xero, wanted, VOIDED)

    assert codes(planned(xero, *entry())) == [(Stage.REJECTED, [Code.VOIDED])]
    assert codes(planned(xero, *entry(), on_voided="leave")) == [(Stage.DONE, [])]
    assert codes(planned(xero, *entry(), on_voided="post_again")) == [(Stage.WAITING, [])]


@pytest.mark.parametrize(("on_changed", "action"), [("update", Action.UPDATE), ("post_difference", Action.CORRECT)])
def test_what_a_list_shows_otherwise_is_looked_up_before_it_is_changed(
    xero: MadeXero, on_changed: str, action: Action
) -> None:
    """As it is wanted by its id, it stays; where the id is another's, the entry is refused."""
    for amount, stays in (("100.00", Action.UNCHANGED), ("70.00", action)):
        lines = read_entry(_read(amount, "2400", "Debit"), _read(f"-{amount}", "4000", "Credit"))
        wanted = assembled(lines).journal
        assert wanted
        xero.journals.clear()
        xero.listed = _doubled
        stored(xero, wanted, POSTED)
        xero.held = HeldJournals(xero.organisation)
        xero.held.read()
        ((each, _),) = planned(xero, *entry(), on_changed=on_changed)
        assert each.decision
        assert each.decision.action is stays

    xero.journals["mj-1"]["Narration"] = "Somebody's own"
    xero.held = HeldJournals(xero.organisation)
    xero.listed = lambda journal: _doubled({**journal, "Narration": wanted.narration})
    xero.held.read()
    ((each, stage),) = planned(xero, *entry(), on_changed=on_changed)
    assert stage is Stage.REJECTED
    assert [problem.code for problem in each.problems] == [Code.CONTRADICTED]


def _doubled(journal: Row) -> Row:
    lines = [{**line, "LineAmount": 2 * line["LineAmount"]} for line in journal["JournalLines"]]
    return {**journal, "JournalLines": lines}


def test_every_fault_of_every_line_comes_back_in_one_run(xero: MadeXero) -> None:
    """One entry that is right beside one with three faults of its lines."""
    wrong = [line("JE-2", "Cr", "1,0"), line("JE-2", "Credit", "100.00", **{"Transaction Date": "January"})]
    found = planned(xero, *entry("JE-1"), *wrong)

    assert codes(found) == [
        (Stage.WAITING, []),
        (Stage.REJECTED, [Code.AMOUNT_UNREADABLE, Code.POSTING_TYPE_UNKNOWN, Code.DATE_UNREADABLE]),
    ]
    refused = found[1][0]
    assert (refused.organisation, refused.entry_lines, refused.wanted) == ("Demo Company", 2, None)


def test_a_column_that_all_lines_lack_is_said_once(xero: MadeXero) -> None:
    """It is one cause, however many lines there are."""
    rows = [{name: value for name, value in row.items() if name != "Amount"} for row in entry()]

    assert codes(planned(xero, *rows)) == [(Stage.REJECTED, [Code.COLUMN_MISSING])]


def test_a_column_that_a_line_leaves_out_is_known_from_its_stream(xero: MadeXero) -> None:
    """Many sources leave a value out where it is null: the value is missing, the column is not."""
    location = {"revrec_field": "Location", "xero_tracking_category": "Region", "when_empty": "post_untagged"}

    assert codes(planned(xero, *entry(), columns=["Location"], tracking_mapping=[location])) == [(Stage.WAITING, [])]
    assert codes(planned(xero, *entry(), tracking_mapping=[location])) == [(Stage.REJECTED, [Code.COLUMN_MISSING])]


def test_a_line_for_an_unknown_organisation_is_refused_with_those_that_are_known(xero: MadeXero) -> None:
    """Beside everything else that is wrong with its lines."""
    found = planned(xero, line("JE-1", "Sideways"), organisation="Elsewhere Ltd")

    assert codes(found) == [(Stage.REJECTED, [Code.POSTING_TYPE_UNKNOWN, Code.ORGANISATION_UNKNOWN])]
    refused = found[0][0]
    assert refused.organisation == "Elsewhere Ltd"
    assert (refused.problems[1].found, refused.problems[1].expected) == ("Elsewhere Ltd", "Demo Company (tenant)")
    nameless = planned(xero, line("JE-1"), organisation="")[0][0]
    assert nameless.problems[0].found == "nothing in the organisation column"


@pytest.mark.parametrize("status", ["Open", "In Review"])
def test_an_entry_whose_period_is_not_closed_is_held_back(xero: MadeXero, status: str) -> None:
    """Whatever else may be wrong with it: it comes again."""
    ((each, stage),) = planned(xero, *entry(amount="1,0", **{"Period Status": status}))

    assert (stage, each.period_status, each.problems) == (Stage.HELD_BACK, status, ())


def test_lines_of_closed_and_open_periods_are_no_entry(xero: MadeXero) -> None:
    """One of them is wrong; two spellings of one status are one."""
    debit, credit = entry(**{"Period Status": "Closed"})

    assert codes(planned(xero, debit, credit | {"Period Status": "CLOSED"})) == [(Stage.WAITING, [])]
    mixed = planned(xero, debit, credit | {"Period Status": "Open"})
    assert codes(mixed) == [(Stage.REJECTED, [Code.SEVERAL_PERIOD_STATUSES])]
    assert mixed[0][0].problems[0].found == "Closed, Open"


def test_what_cannot_be_assembled_is_told_of_the_lock_date_too(xero: MadeXero) -> None:
    """So that nobody mends the account to be told of the date; with first_open_day the date is no fault."""
    rows = entry()
    rows[0]["Account Number"] = "9999"

    assert codes(planned(xero, *rows, books=LOCKED)) == [(Stage.REJECTED, [Code.ACCOUNT_UNKNOWN, Code.DATE_LOCKED])]
    found = planned(xero, *rows, books=LOCKED, locked_period="first_open_day")
    assert codes(found) == [(Stage.REJECTED, [Code.ACCOUNT_UNKNOWN])]
    assert found[0][0].revrec_date == DAY


def test_a_locked_period_is_decided_by_its_policy(xero: MadeXero) -> None:
    """Refused, or dated on the first open day."""
    assert codes(planned(xero, *entry(), books=LOCKED)) == [(Stage.REJECTED, [Code.DATE_LOCKED])]
    ((each, stage),) = planned(xero, *entry(), books=LOCKED, locked_period="first_open_day")

    assert stage is Stage.WAITING
    assert each.decision
    assert (each.decision.journal.date, each.revrec_date) == (date(2026, 2, 1), DAY)


def test_the_cents_that_were_rounded_are_kept(xero: MadeXero) -> None:
    """For the receipt."""
    rows = [line(amount="100.00"), line(side="Credit", amount="99.99", account="4000")]
    ((each, _),) = planned(xero, *rows, rounding=Rounding(account="860", limit=Decimal("0.05")))

    assert each.rounding == Decimal("-0.01")


def _read(amount: str, account: str, side: str) -> Any:  # noqa: ANN401 - a line of an entry
    return read_line(amount, account_number=account, description=f"{side} of JE-1", currency="NZD")


# -- all that is wrong with an entry, and what somebody should look at


def test_an_amount_that_cannot_be_read_hides_nothing_else(xero: MadeXero) -> None:
    """The account and the option of that very line, the currency of another, and the lock date come in one run."""
    location = {"revrec_field": "Location", "xero_tracking_category": "Region"}
    rows = [
        line(amount="1.250,00", account="9999", Location="Nowhere"),
        line(side="Credit", account="8888", Location="North", Currency="USD"),
    ]
    found = planned(xero, *rows, books=LOCKED, tracking_mapping=[location])

    assert codes(found) == [
        (
            Stage.REJECTED,
            [
                Code.AMOUNT_UNREADABLE,
                Code.CURRENCY_NOT_BASE,
                Code.ACCOUNT_UNKNOWN,
                Code.OPTION_UNKNOWN,
                Code.ACCOUNT_UNKNOWN,
                Code.DATE_LOCKED,
            ],
        )
    ]
    assert [problem.line for problem in found[0][0].problems] == [1, 2, 1, 1, 2, 0]


def test_nothing_is_said_of_a_balance_of_which_a_line_is_missing(xero: MadeXero) -> None:
    """A sum without it would be a guess."""
    rows = [line(amount="x"), line(side="Credit", amount="100.00", account="4000")]

    assert codes(planned(xero, *rows)) == [(Stage.REJECTED, [Code.AMOUNT_UNREADABLE])]


def test_lines_without_an_id_are_judged_by_themselves(xero: MadeXero) -> None:
    """They are no entry, whatever dates and currencies they have."""
    rows = [line("", Currency="USD"), line("", **{"Transaction Date": "2026-02-28"})]

    assert codes(planned(xero, *rows)) == [(Stage.REJECTED, [Code.VALUE_MISSING, Code.VALUE_MISSING])]


def test_a_refused_entry_keeps_its_lines_with_their_amounts(xero: MadeXero) -> None:
    """Xero's account where there is one, RevRec's own words where there is none, and no amount where it is unread."""
    rows = [
        line(amount="1.250,00"),
        line(side="Credit", amount="7.50", account="9999", **{"Account Name": "Nowhere"}),
    ]
    ((each, _),) = planned(xero, *rows)

    assert [(found.account_code, found.account_name, found.amount) for found in each.refused] == [
        ("2400", "Deferred Revenue", None),
        ("9999", "Nowhere", Decimal("-7.50")),
    ]
    ((unbalanced, _),) = planned(xero, line(), line(side="Credit", amount="1.00", account="4000"))
    assert [found.amount for found in unbalanced.refused] == [Decimal("100.00"), Decimal("-1.00")]


def test_a_number_and_a_name_of_two_accounts_are_a_warning(xero: MadeXero) -> None:
    """It is posted all the same: the number decides. Where account_mapping decides, nothing is said."""
    rows = [line(**{"Account Name": "Subscription Revenue"}), line(side="Credit", account="4000")]
    ((each, stage),) = planned(xero, *rows)
    (warning,) = each.warnings

    assert stage is Stage.WAITING
    assert warning == (
        "RevRec calls account 2400 'Subscription Revenue', which is 4000 Subscription Revenue in Demo Company; the "
        "number decides, and 2400 Deferred Revenue is posted to. If that is wrong, map 2400 in account_mapping"
    )
    mapped = [{"revrec_account": "2400", "xero_account": "2400"}]
    ((decided, _),) = planned(xero, *rows, account_mapping=mapped)
    assert decided.warnings == ()


def test_an_option_that_would_be_created_is_named_with_those_that_are_near(xero: MadeXero) -> None:
    """One that differs in white space alone is the one that is there."""
    location = {"revrec_field": "Location", "xero_tracking_category": "Region"}

    def new(value: str) -> tuple[NewOption, ...]:
        rows = entry(Location=value)
        return planned(xero, *rows, tracking_mapping=[location], missing_option="create")[0][0].new_options

    assert new("Nort") == (NewOption("Region", "Nort", ("North",)),)
    assert new("Elsewhere") == (NewOption("Region", "Elsewhere"),)
    assert new("Nor\u00a0 th") == ()


# -- lists that lie about what was voided

AGAIN = {"on_voided": "post_again"}


@pytest.mark.parametrize("amount", ["100.00", "0.00"])
def test_what_a_list_wrongly_calls_voided_is_not_posted_again(xero: MadeXero, amount: str) -> None:
    """It is refused and said, also where the entry has come to nothing; what is voided indeed is posted again."""
    lie = {"Status": VOIDED}
    xero.listed = lambda journal: {**journal, **lie}
    stored(xero, wanted(), POSTED)
    ((each, stage),) = planned(xero, *entry(amount=amount), **AGAIN)

    assert (stage, each.problems[0].code) == (Stage.REJECTED, Code.CONTRADICTED)
    assert "mj-1 is listed as VOIDED" in each.problems[0].found
    xero.journals["mj-1"]["Status"] = VOIDED
    xero.forget()
    xero.held.read()
    assert planned(xero, *entry(), **AGAIN)[0][1] is Stage.WAITING


def test_a_correction_that_a_list_wrongly_calls_voided_is_not_posted_again(xero: MadeXero) -> None:
    """Nor is a journal updated for which one stands."""
    key = JournalKey("JE-1", 1)
    stored(xero, wanted(), POSTED)
    stored(xero, replace(wanted(amount="30.00"), key=key, narration=f"Revenue {key.mark()}"), POSTED)
    xero.listed = lambda journal: {**journal, **({"Status": VOIDED} if key.mark() in journal["Narration"] else {})}
    for policy in ("post_difference", "update"):
        xero.forget()
        xero.held.read()
        ((each, stage),) = planned(xero, *entry(amount="130.00"), on_changed=policy, **AGAIN)

        assert (stage, each.problems[0].code) == (Stage.REJECTED, Code.CONTRADICTED)


def test_nothing_is_looked_up_where_nothing_is_posted_again(xero: MadeXero, requests_mock: Mocker) -> None:
    """A new entry has no journal that could be looked up, and one that is left or refused needs none."""
    stored(xero, wanted("JE-1"), VOIDED)
    stored(xero, wanted("JE-2"), VOIDED)
    stored(xero, wanted("JE-2"), POSTED)
    calls = requests_mock.call_count

    assert len(planned(xero, *entry("JE-2", Description=""), *entry("JE-3"), **AGAIN)) == 2
    for policy in ("fail", "leave"):
        planned(xero, *entry("JE-1"), on_voided=policy)
    assert requests_mock.call_count == calls
    planned(xero, *entry("JE-1"), **AGAIN)
    assert requests_mock.call_count == calls + 1


# -- ids that changed their spelling


def test_a_new_id_that_is_another_spelling_of_one_in_xero_is_refused(xero: MadeXero) -> None:
    """With the same date and lines; the journal itself is there already, and another one is posted."""
    stored(xero, wanted("700300"), POSTED)
    found = planned(xero, *entry("00700300"), *entry("0700300", amount="90.00"))

    assert codes(found) == [(Stage.REJECTED, [Code.KEY_RESPELLED]), (Stage.WAITING, [])]
    assert "00700300 and 700300" in found[0][0].problems[0].sentence()
    assert codes(planned(xero, *entry("700300", Description=""))) == [(Stage.DONE, [])]


def test_two_spellings_of_a_new_id_in_one_input_are_both_refused(xero: MadeXero) -> None:
    """Nobody can say which is right; where lines or dates differ they are two journals."""
    same = planned(xero, *entry("JE-01"), *entry("JE-2"), *entry("je-1"), *entry("JE-1", amount="90.00"))
    other = planned(xero, *entry("JE-01"), *entry("JE-1", **{"Transaction Date": "2026-02-28"}))

    refused = (Stage.REJECTED, [Code.KEY_RESPELLED])
    assert codes(same) == [refused, (Stage.WAITING, []), refused, (Stage.WAITING, [])]
    assert codes(other) == [(Stage.WAITING, [])] * 2


def test_a_spelling_beside_the_one_that_xero_holds_is_refused_alone(xero: MadeXero) -> None:
    """The one that is there is there already."""
    stored(xero, wanted("700300"), POSTED)
    found = planned(xero, *entry("00700300"), *entry("700300", Description=""))

    assert codes(found) == [(Stage.REJECTED, [Code.KEY_RESPELLED]), (Stage.DONE, [])]


def test_an_entry_of_zeros_is_done_and_named(xero: MadeXero) -> None:
    """Nothing is posted for it; zeros beside amounts are lines."""
    found = planned(xero, *entry("JE-1", "0.00"), *entry("JE-2", "0.00"), *entry("JE-2", "5.00"))

    assert [(stage, each.warnings) for each, stage in found] == [
        (Stage.DONE, ("Nothing is posted for what comes to 0.00 on every line, or in every sum",)),
        (Stage.WAITING, ()),
    ]
    assert [len(each.wanted.lines) for each, _ in found if each.wanted] == [2, 4]


def test_a_line_of_which_the_platform_changed_a_value_is_refused_by_name(xero: MadeXero) -> None:
    """With field, change and reason, and nothing besides; another entry, and another column, pass."""
    cut = {"field": "Description", "change": "TRUNCATED", "reason": "DESTINATION_FIELD_SIZE_LIMITATION"}
    debit, credit = entry("JE-1")
    found = planned(
        xero,
        {**debit, "_airbyte_meta": {"changes": [cut]}},
        {**credit, "_airbyte_meta": {"changes": []}},
        *entry("JE-2", notes="x", _airbyte_meta={"changes": [{**cut, "field": "notes"}]}),
    )

    assert codes(found) == [(Stage.REJECTED, [Code.VALUE_LOST]), (Stage.WAITING, [])]
    assert found[0][0].problems[0].message.startswith("Journal JE-1, line 1: Description was changed on the way")
    assert found[0][0].problems[0].found == "Description TRUNCATED (DESTINATION_FIELD_SIZE_LIMITATION)"


def test_what_the_message_says_of_its_row_counts() -> None:
    """Airbyte puts its note beside the data of a record."""
    plan = PlanStore()
    noted = {"changes": [{"field": "Amount", "change": "NULLED", "reason": "x"}]}
    with Collection() as collection:
        for row in entry():
            message = json.loads(record(row))
            message["record"]["meta"] = noted
            collection.add_line("elsewhere", "JE-1", "stream", json.dumps(message).encode(), None)
        Planner(PostingOptions().plan_settings().columns, {}, "Demo").plan(collection, plan)
        ((each, _),) = plan.all()

    assert Code.VALUE_LOST in [problem.code for problem in each.problems]


# -- deleted rows

GONE = {"_fivetran_deleted": True}
THERE = {"_fivetran_deleted": False}


def test_deleted_rows_are_no_lines(xero: MadeXero) -> None:
    """What is left of the entry is posted, and what was left out is counted."""
    found = planned(xero, *entry(amount="10.00", **GONE), *entry(amount="12.00", **THERE))

    ((each, stage),) = found
    assert (stage, each.entry_lines) == (Stage.WAITING, 2)
    assert each.wanted
    assert each.wanted.total == Decimal(12)


def test_an_entry_of_nothing_but_deleted_rows_is_refused_by_name(xero: MadeXero) -> None:
    """It may be in Xero still, which a person has to see to."""
    ((each, _),) = planned(xero, *entry(**GONE))

    assert [problem.code for problem in each.problems] == [Code.DELETED]
    assert "Journal JE-1 " in each.problems[0].message
    assert "_fivetran_deleted" in each.problems[0].found


def test_an_entry_whose_rows_were_all_replaced_by_nameless_ones_is_refused_by_name(xero: MadeXero) -> None:
    """A loader of changes keeps nothing of a deleted row but its key, and Append + Deduped puts that in its place."""
    rows = [{**row, "id": str(number), **THERE} for number, row in enumerate(entry())]
    gone = [{"id": row["id"], **GONE} for row in rows]
    ((each, stage),) = planned(xero, *rows, *gone)

    assert (stage, [problem.code for problem in each.problems]) == (Stage.REJECTED, [Code.DELETED])
    assert "Journal JE-1 " in each.problems[0].message
    assert planned(xero, *rows, *gone[:1])[0][0].entry_lines == 1


def test_a_deleted_row_without_an_id_is_nobodys(xero: MadeXero) -> None:
    """There is no journal to name; an id is missing where the row is there."""
    assert planned(xero, line("", **GONE)) == []
    assert codes(planned(xero, line("", **THERE)))[0][0] is Stage.REJECTED
