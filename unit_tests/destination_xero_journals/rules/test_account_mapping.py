"""From RevRec's account to Xero's: the most specific entry, and never a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.rules.account_mapping import AccountMapping
from destination_xero_journals.rules.settings import AccountRoute, AccountSettings
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.rules.made_entries import (
    DEFERRED,
    REVENUE,
    ROUNDING,
    account,
    books,
)
from unit_tests.revrec_journals.made_entries import line, the

if TYPE_CHECKING:
    from xero_api.models import Account

BANK = account("090", "Current Account", type="BANK")
ARCHIVED = account("4900", "Old Revenue", status="ARCHIVED")
LICENCES = account("4100", "Licences")


def mapping(*entries: Any, accounts: tuple[Account, ...] = (), rounding: str = "") -> AccountMapping:  # noqa: ANN401
    """Return a mapping of these entries, (RevRec account, Xero account[, product])."""
    routes = tuple(AccountRoute(*each) for each in entries)
    return AccountMapping(AccountSettings(routes, rounding), books(*accounts))


def found(mapping: AccountMapping, number: str = "", name: str = "", kind: str = "", product: str = "") -> Any:  # noqa: ANN401
    """Return the account of a line that is called so."""
    return mapping.account(
        line("1.00", account_number=number, account_name=name, account_type=kind, product_code=product)
    )


def refused(result: Account | Problem, code: Code) -> Problem:
    """Return why there is no account."""
    assert isinstance(result, Problem)
    return the([result], code)


def test_what_nothing_maps_goes_to_the_account_of_its_number() -> None:
    """RevRec's Account Number is Xero's code; exactly first, then ignoring case and outer space."""
    twins = (account("4000A", "Upper"), account("4000a", "Lower"), account("R1", "Other"))

    assert found(mapping(), "4000", "any name") == REVENUE
    assert found(mapping(accounts=twins), "4000a") == twins[1]
    assert found(mapping(accounts=twins), "r1") == twins[2]


def test_a_name_counts_only_without_a_number() -> None:
    """A number that Xero does not know is no reason to take an account by its name; the fix proposes it."""
    assert found(mapping(), "", "subscription revenue ") == REVENUE

    problem = refused(found(mapping(), "9999", "Subscription Revenue"), Code.ACCOUNT_UNKNOWN)
    assert problem.found == "9999"
    assert "9999 (Subscription Revenue)" in problem.message
    assert "it may be 4000 Subscription Revenue, id id-4000" in problem.fix


def test_an_account_number_that_a_warehouse_took_for_a_float_is_found() -> None:
    """`4000.0` is 4000 (hotglue's "Force Account Number to be string"), by Xero's code and by the mapping."""
    assert found(mapping(), "4000.0") == REVENUE
    assert found(mapping(("77", "2400")), "77.00") == DEFERRED


def test_a_code_that_ends_in_point_nought_is_taken_as_it_is() -> None:
    """Only what is no account is read without it."""
    exact = account("4000.0", "Odd")

    assert found(mapping(accounts=(exact,)), "4000.0") == exact
    assert found(mapping(("4000.0", "2400")), "4000.0") == DEFERRED
    refused(found(mapping(), "4000.5"), Code.ACCOUNT_UNKNOWN)


@pytest.mark.parametrize(
    ("last", "expected"),
    [(1, "type"), (2, "name"), (3, "number"), (4, "type+product"), (5, "name+product"), (6, "number+product")],
)
def test_the_most_specific_entry_counts(last: int, expected: str) -> None:
    """Product before none; number before name before type; in whatever order the entries are."""
    keys = [("Revenue", ""), ("Sales", ""), ("900", ""), ("Revenue", "P"), ("Sales", "P"), ("900", "P")]
    names = ["type", "name", "number", "type+product", "name+product", "number+product"]
    accounts = tuple(account(f"X{number}", name) for number, name in enumerate(names))
    entries = [(key, name, product) for (key, product), name in zip(keys[:last], names[:last], strict=True)]

    assert found(mapping(*entries[::-1], accounts=accounts), "900", "Sales", "Revenue", "P").name == expected


def test_an_entry_with_a_product_is_for_that_product_alone() -> None:
    """Lines of other products and of none go on to the next rule."""
    by_product = mapping(("4000", "4100", "P-1"), accounts=(LICENCES,))

    assert found(by_product, "4000", product="p-1 ") == LICENCES
    assert found(by_product, "4000", product="P-2") == REVENUE
    assert found(by_product, "4000") == REVENUE


@pytest.mark.parametrize("text", ["4100", "Licences", "id-4100-Licences", "ID-4100-LICENCES", " licences "])
def test_an_entry_names_xeros_account_by_code_name_or_id(text: str) -> None:
    """In any of the ways in which Xero shows it."""
    assert found(mapping(("Revenue", text), accounts=(LICENCES,)), kind="Revenue") == LICENCES


@pytest.mark.parametrize(
    ("text", "by_code", "by_name", "expected"),
    [
        ("R1", "R1", "R1", "code"),
        ("r1", "R1", "r1", "name"),
        ("r1", "R1", "R1 ", "code"),
        ("r1", "", "R1", "name"),
    ],
    ids=["both exact", "name exact", "neither exact", "name alone"],
)
def test_of_an_account_s_names_the_exact_one_comes_first_and_then_the_code(
    text: str, by_code: str, by_name: str, expected: str
) -> None:
    """An entry that means one account is not taken for another."""
    accounts = (account(by_code, "code"), account("", by_name, account_id="name"))
    wanted = accounts[0] if expected == "code" else accounts[1]

    assert found(mapping(("Revenue", text), accounts=accounts), kind="Revenue") == wanted


def test_an_account_type_without_an_entry_leads_nowhere() -> None:
    """Xero has no such thing."""
    assert "Account Type 'Revenue'" in refused(found(mapping(), kind="Revenue"), Code.ACCOUNT_UNKNOWN).message


def test_two_accounts_of_one_name_are_both_named() -> None:
    """target-netsuite took whichever came last; here the codes and ids of all are shown."""
    twins = (account("4100", "Sales"), account("4200", "Sales"))

    for result in (found(mapping(accounts=twins), "", "Sales"), found(mapping(("X", "Sales"), accounts=twins), "X")):
        problem = refused(result, Code.ACCOUNT_AMBIGUOUS)
        assert problem.found == "4100 Sales, id id-4100-Sales; 4200 Sales, id id-4200-Sales"


def test_of_two_names_that_differ_in_case_the_exact_one_counts() -> None:
    """Where none is exact, it stays open."""
    twins = (account("4100", "Sales"), account("4200", "SALES"))

    assert found(mapping(accounts=twins), "", "SALES") == twins[1]
    refused(found(mapping(accounts=twins), "", "sales"), Code.ACCOUNT_AMBIGUOUS)


@pytest.mark.parametrize(
    "system",
    ["DEBTORS", "CREDITORS", "RETAINEDEARNINGS", "GST", "UNPAIDEXPCLM", "TRACKINGTRANSFERS", "HISTORICAL",
     "BANKCURRENCYGAIN", "REALISEDCURRENCYGAIN", "UNREALISEDCURRENCYGAIN", "ANY THAT XERO INVENTS"],
)  # fmt: skip
def test_xeros_system_accounts_take_no_journal(system: str) -> None:
    """Some Xero refuses, the others Xero keeps by itself."""
    kept = account("800", "Kept by Xero", system_account=system)

    problem = refused(found(mapping(accounts=(kept,)), "800"), Code.ACCOUNT_NOT_POSTABLE)
    assert "800 Kept by Xero" in problem.message
    assert system in problem.found


def test_a_bank_account_takes_no_journal_and_the_rounding_account_does() -> None:
    """Xero refuses the one and offers the other."""
    assert "bank" in refused(found(mapping(accounts=(BANK,)), "090"), Code.ACCOUNT_NOT_POSTABLE).message
    assert found(mapping(), "860") == ROUNDING


def test_an_archived_account_is_found_and_forbids_writing_alone() -> None:
    """A journal that was posted before its account was archived stays right."""
    archived = mapping(accounts=(ARCHIVED,))

    assert found(archived, "4900") == ARCHIVED
    assert "4900 Old Revenue" in the(archived.write_problems(ARCHIVED), Code.ACCOUNT_ARCHIVED).message
    assert archived.write_problems(REVENUE) == []


def test_an_active_account_comes_before_an_archived_one() -> None:
    """Also where only the archived one is spelled exactly so."""
    active = account("5000", "old revenue")

    assert found(mapping(accounts=(ARCHIVED, active)), "", "Old Revenue") == active
    assert found(mapping(("X", "Old Revenue"), accounts=(ARCHIVED, active)), "X") == active


def test_an_active_code_comes_before_an_archived_one_and_an_archived_name_is_found() -> None:
    """With a number and without one."""
    archived = account("r1", "Gone", status="ARCHIVED")
    active = account("R1", "Open")

    assert found(mapping(accounts=(archived, active)), "r1") == active
    assert found(mapping(accounts=(archived, active)), "", "gone") == archived


def test_an_entry_of_blanks_is_no_entry_for_every_line() -> None:
    """A line has no type, and often no name."""
    assert found(mapping((" ", "2400")), "4000") == REVENUE


def test_one_key_for_two_accounts_stays_open() -> None:
    """Exactly the same twice, or alike where the line is spelled in a third way."""
    twice = mapping(("Sales", "4000"), ("Sales", "2400"))
    alike = mapping(("Sales", "4000"), ("SALES", "2400"))

    problem = refused(found(twice, "", "Sales"), Code.ACCOUNT_AMBIGUOUS)
    assert problem.found == "Sales to 4000; Sales to 2400"
    assert found(alike, "", "SALES") == DEFERRED
    refused(found(alike, "", "sales"), Code.ACCOUNT_AMBIGUOUS)


def test_the_whole_mapping_is_checked_at_once() -> None:
    """Unknown, ambiguous, archived, not postable and named twice, and the rounding account too."""
    accounts = (BANK, ARCHIVED, account("4100", "Sales"), account("4200", "Sales"))
    entries = (("A", "9999"), ("B", "Sales"), ("C", "4900"), ("D", "090"), ("E", "4000"), ("E ", "2400"))

    problems = mapping(*entries, accounts=accounts, rounding="8888").problems()

    assert [problem.code for problem in problems] == [
        Code.ACCOUNT_AMBIGUOUS,
        Code.ACCOUNT_UNKNOWN,
        Code.ACCOUNT_AMBIGUOUS,
        Code.ACCOUNT_ARCHIVED,
        Code.ACCOUNT_NOT_POSTABLE,
        Code.ACCOUNT_UNKNOWN,
    ]
    assert all(problem.fix and problem.expected for problem in problems)
    assert mapping(("E", "4000"), ("E", "2400", "P"), rounding="860").problems() == []
    assert mapping(("E", "4000")).problems() == []


def test_the_rounding_account_is_found_like_any_other() -> None:
    """There is none unless somebody configures it, and then no difference can be posted."""
    assert mapping(rounding="Rounding").rounding() == ROUNDING
    refused(mapping().rounding(), Code.ACCOUNT_UNKNOWN)
    result = mapping(rounding="090", accounts=(BANK,)).rounding()
    assert isinstance(result, Problem)
    assert result.code is Code.ACCOUNT_NOT_POSTABLE


def test_an_account_without_a_code_is_no_account_of_every_blank_number() -> None:
    """Bank accounts have none; it is found by its name all the same."""
    blank = account("", "Clearing")

    assert found(mapping(("Clear", "Clearing"), accounts=(blank,)), name="Clear") == blank
    refused(found(mapping(("Clear", " "), accounts=(blank,)), name="Clear"), Code.ACCOUNT_UNKNOWN)


def test_what_is_remembered_does_not_fill_the_memory() -> None:
    """However many accounts the lines name."""
    assert mapping()._remembered.cache_info().maxsize == 50_000


# -- accounts that may be meant


def test_accounts_of_a_similar_name_are_named_before_those_of_a_similar_code() -> None:
    """Only active ones that journals may be posted to, with code and name, three at most."""
    accounts = (BANK, ARCHIVED, LICENCES, account("4199", "Licence fees"), account("4999", "Other"))
    problem = refused(found(mapping(accounts=accounts), "4990", "Licence"), Code.ACCOUNT_UNKNOWN)

    assert problem.subject == "4990 (Licence)"
    assert problem.nearest == ("4100 Licences", "4199 Licence fees", "4999 Other")


def test_what_is_like_nothing_has_no_near_account() -> None:
    """A wrong hint is worse than none."""
    assert refused(found(mapping(), "ZZ", "Xylophone"), Code.ACCOUNT_UNKNOWN).nearest == ()


def test_an_account_that_takes_no_journal_names_others_like_it() -> None:
    """What it is called leads to them."""
    problem = refused(
        found(mapping(accounts=(BANK, account("855", "Current Accounts"))), "090"), Code.ACCOUNT_NOT_POSTABLE
    )

    assert (problem.subject, problem.nearest) == ("090 Current Account", ("855 Current Accounts",))


@pytest.mark.parametrize(
    ("number", "name", "warns"),
    [
        ("2400", "Subscription Revenue", True),
        ("2400", "subscription revenue ", True),
        ("2400.0", "Subscription Revenue", True),
        ("2400", "Deferred Revenue", False),
        ("2400", "RevRec's own name", False),
        ("2400", "", False),
        ("", "Subscription Revenue", False),
        ("9999", "Subscription Revenue", False),
    ],
)
def test_a_number_and_a_name_of_two_accounts_are_warned_of(number: str, name: str, *, warns: bool) -> None:
    """A name that Xero does not have says nothing about Xero's account, and the number decides."""
    warning = mapping().contradiction(line("1.00", account_number=number, account_name=name))

    assert bool(warning) is warns
    assert not warns or "2400 Deferred Revenue is posted to" in warning


@pytest.mark.parametrize("mapped", [("2400", "2400"), ("Subscription Revenue", "4000")])
def test_what_the_mapping_decides_is_no_mistake(mapped: tuple[str, str]) -> None:
    """By number or by name."""
    called = line("1.00", account_number="2400", account_name="Subscription Revenue")

    assert mapping(mapped).contradiction(called) == ""


def test_the_account_of_a_number_is_known_though_journals_may_not_go_there() -> None:
    """So that a refused line is shown with Xero's name of it."""
    made = mapping(accounts=(BANK,))

    assert made.called(line("1.00", account_number="090")) == BANK
    assert made.called(line("1.00", account_number="9999")) is None
    assert made.called(line("1.00", account_number="", account_name="Current Account")) is None
