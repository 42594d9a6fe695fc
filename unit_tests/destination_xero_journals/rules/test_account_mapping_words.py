"""What the mapping of accounts says when it refuses: word for word, since people search for these sentences."""

from __future__ import annotations

import pytest

from destination_xero_journals.rules.account_mapping import AccountMapping
from destination_xero_journals.rules.settings import AccountRoute, AccountSettings
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.rules.made_entries import account, books
from unit_tests.revrec_journals.made_entries import line

IN_XERO = books(
    account("4100", "Sales"),
    account("4200", "Sales"),
    account("090", "Current Account", type="BANK"),
    account("800", "Tax", system_account="GST"),
)
MAP_IT = "Map the RevRec account in account_mapping, or create the account in Xero"
CHOOSE = "Map the RevRec account in account_mapping to the code or the id of one of them"
ANOTHER = "Map the RevRec account in account_mapping to another account, for example a clearing account"


@pytest.mark.parametrize(
    ("mapped", "called", "said"),
    [
        (
            (),
            {"account_number": "9999"},
            Problem(
                Code.ACCOUNT_UNKNOWN,
                "RevRec's Account Number 9999 has no account in Xero: Demo Company has none with '9999'",
                found="9999",
                expected="an account of Demo Company",
                fix=MAP_IT,
            ),
        ),
        (
            (),
            {"account_number": "9999", "account_name": "Sales"},
            Problem(
                Code.ACCOUNT_UNKNOWN,
                "RevRec's Account Number 9999 (Sales) has no account in Xero: Demo Company has none with '9999'",
                found="9999",
                expected="an account of Demo Company",
                fix=f"{MAP_IT}; by its name it may be 4100 Sales, id id-4100-Sales; 4200 Sales, id id-4200-Sales",
            ),
        ),
        (
            (),
            {"account_name": "Sales"},
            Problem(
                Code.ACCOUNT_AMBIGUOUS,
                "RevRec's Account Name 'Sales', without a number, fits 2 accounts of Demo Company",
                found="4100 Sales, id id-4100-Sales; 4200 Sales, id id-4200-Sales",
                expected="one account",
                fix=CHOOSE,
            ),
        ),
        (
            (),
            {"account_type": "Revenue"},
            Problem(
                Code.ACCOUNT_UNKNOWN,
                "RevRec's Account Type 'Revenue' has no account in Xero: Demo Company has none with 'Revenue'",
                found="Revenue",
                expected="an account of Demo Company",
                fix=MAP_IT,
            ),
        ),
        (
            (("Revenue", "nowhere", "P"),),
            {"account_type": "Revenue", "product_code": "P"},
            Problem(
                Code.ACCOUNT_UNKNOWN,
                "account_mapping of Revenue with product P has no account in Xero: Demo Company has none with "
                "'nowhere'",
                found="nowhere",
                expected="an account of Demo Company",
                fix=MAP_IT,
            ),
        ),
        (
            (("Revenue", "4000", "P"), ("Revenue", "2400", "P")),
            {"account_type": "Revenue", "product_code": "P"},
            Problem(
                Code.ACCOUNT_AMBIGUOUS,
                "account_mapping names Revenue with product P 2 times",
                found="Revenue to 4000; Revenue to 2400",
                expected="one entry for each RevRec account and product",
                fix="Leave one of the entries in account_mapping",
            ),
        ),
        (
            (("Revenue", "090"),),
            {"account_type": "Revenue"},
            Problem(
                Code.ACCOUNT_NOT_POSTABLE,
                "account_mapping of Revenue leads to 090 Current Account of Demo Company, a bank account, which Xero "
                "refuses in manual journals",
                found="090 Current Account, type BANK, system account none",
                expected="an account that is neither a bank nor a system account",
                fix=ANOTHER,
            ),
        ),
        (
            (),
            {"account_number": "800"},
            Problem(
                Code.ACCOUNT_NOT_POSTABLE,
                "RevRec's Account Number 800 leads to 800 Tax of Demo Company, Xero's system account GST, which Xero "
                "itself keeps",
                found="800 Tax, type REVENUE, system account GST",
                expected="an account that is neither a bank nor a system account",
                fix=ANOTHER,
            ),
        ),
    ],
    ids=["unknown", "named", "ambiguous", "type", "mapped to nothing", "mapped twice", "bank", "system"],
)
def test_a_refusal_says_who_led_where_and_what_to_do(
    mapped: tuple[tuple[str, ...], ...], called: dict[str, str], said: Problem
) -> None:
    """The name of the account in RevRec, or the entry of the mapping; the accounts in Xero; the remedy."""
    routes = tuple(AccountRoute(*each) for each in mapped)
    found = AccountMapping(AccountSettings(routes), IN_XERO).account(line("1.00", **{"account_number": "", **called}))

    assert found == said


def test_an_archived_account_and_a_missing_rounding_account_say_what_to_do() -> None:
    """An account without a code is shown by its name."""
    mapping = AccountMapping(AccountSettings((), "8888"), IN_XERO)

    assert mapping.write_problems(account("", "Old", status="ARCHIVED")) == [
        Problem(
            Code.ACCOUNT_ARCHIVED,
            "account Old of Demo Company is archived",
            found="Old, ARCHIVED",
            expected="an ACTIVE account",
            fix="Restore the account in Xero (Accounting, Chart of accounts), or map the RevRec account to another",
        )
    ]
    (missing,) = mapping.problems()
    assert missing.message == "rounding has no account in Xero: Demo Company has none with '8888'"


def test_of_entries_that_are_alike_the_first_is_named() -> None:
    """As it is written in the configuration, with its product."""
    unknown = (AccountRoute("Sales", "nowhere", "P"), AccountRoute("SALES", "nowhere", "p"))
    two = (AccountRoute("Sales", "4000", "P"), AccountRoute("SALES", "2400", "p"))
    called = line("1.00", account_number="", account_name="sales", product_code="p ")

    said = [AccountMapping(AccountSettings(routes), IN_XERO).account(called) for routes in (unknown, two)]

    assert [problem.message for problem in said if isinstance(problem, Problem)] == [
        "account_mapping of Sales with product P has no account in Xero: Demo Company has none with 'nowhere'",
        "account_mapping names Sales with product P 2 times",
    ]


def test_a_refusal_names_the_account_that_it_is_about_and_those_that_are_near() -> None:
    """By name alone where Xero knows the account, whatever code is near."""
    mapping = AccountMapping(
        AccountSettings((AccountRoute("Revenue", "090"),)),
        books(
            account("4900", "Licences", status="ARCHIVED"),
            account("4901", "Licence fees"),
            account("4990", "Rent"),
            account("090", "Current Account", type="BANK"),
            account("091", "Current Accounts"),
        ),
    )
    (archived,) = mapping.write_problems(account("4900", "Licences", status="ARCHIVED"))
    bank = mapping.account(line("1.00", account_number="", account_type="Revenue"))
    unknown = mapping.account(line("1.00", account_number="4991", account_name="Licenses"))
    nameless = mapping.account(line("1.00", account_number="", account_name="Licenses"))

    assert isinstance(bank, Problem)
    assert isinstance(unknown, Problem)
    assert isinstance(nameless, Problem)
    assert (archived.subject, archived.nearest) == ("4900 Licences", ("4901 Licence fees",))
    assert (bank.subject, bank.nearest) == ("090 Current Account", ("091 Current Accounts",))
    assert (unknown.subject, unknown.nearest) == ("4991 (Licenses)", ("4901 Licence fees", "4990 Rent"))
    assert (nameless.subject, nameless.nearest) == ("Licenses", ("4901 Licence fees",))
