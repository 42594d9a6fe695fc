"""One cause, one sentence: however many entries have it, and none of their problems is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.rules.causes import Causes, listed
from revrec_journals.problem import Code, Problem

MAP_IT = "Map the RevRec account in account_mapping"


def unknown(account: str, *nearest: str, hint: str = "") -> Problem:
    """Return an account that Xero does not have."""
    message = f"Journal JE, line 2: RevRec's Account Number {account} has no account in Xero"
    return Problem(
        Code.ACCOUNT_UNKNOWN, message, account, "an account", f"{MAP_IT}{hint}", 2, subject=account, nearest=nearest
    )


def causes(*entries: tuple[str, list[Problem]], organisation: str = "Demo Company") -> Causes:
    """Return the causes of entries' problems."""
    found = Causes()
    for entry, problems in entries:
        found.add(organisation, entry, problems)
    return found


def test_accounts_that_are_not_mapped_are_one_cause() -> None:
    """With how many journals, the first of them, and what is near in Xero."""
    accounts = ["4000", "4010", "4020"]
    found = causes(*((f"JE-{n + 1}", [unknown(accounts[n % 3], "400 Advertising")]) for n in range(300)))

    (cause,) = found.all()
    assert cause.sentence() == (
        "ACCOUNT_UNKNOWN: accounts 4000, 4010 and 4020 are not mapped in Demo Company (300 journals, first JE-1); "
        "nearest in Xero: 400 Advertising. Map the RevRec account in account_mapping."
    )
    assert (found.problems, found.journals) == (300, 300)


@pytest.mark.parametrize(
    ("code", "one", "several"),
    [
        (Code.ACCOUNT_UNKNOWN, "account A is not mapped", "accounts A and B are not mapped"),
        (Code.ACCOUNT_ARCHIVED, "account A is archived", "accounts A and B are archived"),
        (Code.ACCOUNT_NOT_POSTABLE, "account A takes no manual journal", "accounts A and B take no manual journal"),
        (Code.CATEGORY_UNKNOWN, "there is no tracking category A", "there are no tracking categories A and B"),
        (Code.CATEGORY_ARCHIVED, "tracking category A is archived", "tracking categories A and B are archived"),
        (Code.OPTION_UNKNOWN, "there is no tracking option A", "there are no tracking options A and B"),
        (Code.OPTION_ARCHIVED, "tracking option A is archived", "tracking options A and B are archived"),
    ],
)
def test_a_cause_names_what_it_is_about(code: Code, one: str, several: str) -> None:
    """One of it, or all."""
    problems = [Problem(code, "wrong", name, "right", "mend it", subject=name) for name in "AB"]

    assert causes(("JE-1", problems[:1])).all()[0].what == f"{one} in Demo Company (1 journal, first JE-1)"
    assert causes(("JE-1", problems)).all()[0].what == f"{several} in Demo Company (1 journal, first JE-1)"


def test_what_is_said_of_one_account_is_not_said_of_all() -> None:
    """A hint after a semicolon is about its own account."""
    (cause,) = causes(("A", [unknown("1", hint="; it may be 2")]), ("B", [unknown("2")])).all()

    assert cause.what == "accounts 1 and 2 are not mapped in Demo Company (2 journals, first A)"
    assert cause.remedy == MAP_IT
    assert "it may be" not in cause.sentence()


def test_one_problem_is_said_as_it_is() -> None:
    """With all that is known of it."""
    problem = unknown("4000", "400 Advertising", hint="; it may be 400")
    (cause,) = causes(("JE-1", [problem])).all()

    assert cause.sentence() == problem.sentence()
    assert "Found: 4000. Expected: an account. Nearest in Xero: 400 Advertising." in cause.sentence()


def test_a_cause_about_nothing_in_xero_names_its_journals() -> None:
    """In a sentence of its own, with how often where that is more often than the journals."""
    unbalanced = Problem(Code.UNBALANCED, "The lines do not balance", line=1)
    (cause,) = causes(("JE-1", [unbalanced, unbalanced]), ("JE-2", [unbalanced])).all()

    assert cause.what == "The lines do not balance. This concerns 2 journal entries, 3 times: JE-1, JE-2"


def test_what_xero_says_is_the_cause() -> None:
    """Two texts of Xero's are two causes, whatever our own words are."""
    said = ["Account code is archived", "Account code is archived", "The date is locked"]
    refused = [Problem(Code.REFUSED_BY_XERO, f"Xero refused journal {n}", found=text) for n, text in enumerate(said)]
    found = causes(*((str(n), [problem]) for n, problem in enumerate(refused)))

    assert [(each.problem.found, each.journals) for each in found.all()] == [(said[0], 2), (said[2], 1)]


def test_organisations_have_causes_of_their_own() -> None:
    """An account that one of them lacks may be in the other."""
    found = causes(("JE-1", [unknown("4000")]))
    found.add("Other", "JE-1", [unknown("4000")])

    assert [(each.organisation, each.journals) for each in found.all()] == [("Demo Company", 1), ("Other", 1)]


def test_columns_that_are_missing_are_a_cause_each() -> None:
    """Their remedy is the same, and what is missing is not."""
    missing = [Problem(Code.COLUMN_MISSING, f"The input has no column {name}", fix="Add it") for name in "AB"]

    assert len(causes(("JE-1", missing), ("JE-2", missing)).all()) == 2


def test_those_of_most_journals_come_first() -> None:
    """In the order of arrival where these are as many."""
    alone, often = Problem(Code.UNTAGGED, "No option", line=1), Problem(Code.UNBALANCED, "No balance", line=1)
    found = causes(("a", [alone]), ("b", [often]), ("c", [often]))

    assert [each.code for each in found.all()] == [Code.UNBALANCED, Code.UNTAGGED]


@pytest.mark.parametrize(
    ("count", "said"), [(1, "a0"), (2, "a0 and a1"), (3, "a0, a1 and a2"), (6, "a0, a1, a2 and 3 more")]
)
def test_names_are_listed_as_a_sentence_has_them(count: int, said: str) -> None:
    """The first ones, and how many more."""
    assert listed([f"a{n}" for n in range(count)], 3) == said


def test_a_sentence_names_ten_accounts_and_counts_the_rest() -> None:
    """With the five nearest of Xero."""
    (cause,) = causes(("JE-1", [unknown(f"40{n:02}", f"4{n:02} Near") for n in range(12)])).all()

    assert cause.what.startswith("accounts 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009 and 2 more are ")
    assert cause.near == "400 Near, 401 Near, 402 Near, 403 Near, 404 Near and 7 more"


PROBLEMS = st.builds(
    Problem,
    st.sampled_from([*Code]),
    st.sampled_from(["Journal JE-1: wrong", "Journal JE-2, line 3: wrong", "The input lacks a column", ""]),
    st.sampled_from(["", "a", "b"]),
    st.just("right"),
    st.sampled_from(["", "mend it", "mend it; or not"]),
    st.integers(0, 3),
    st.sampled_from(["", "4000", "4010"]),
    st.sampled_from([(), ("400 Advertising",)]),
)


@given(st.lists(st.tuples(st.sampled_from(["JE-1", "JE-2", "", "J"]), st.lists(PROBLEMS, max_size=5)), max_size=12))
def test_grouping_loses_no_problem(entries: list[tuple[str, list[Problem]]]) -> None:
    """The counts of the causes add up, by code and in all, and every account is in some sentence."""
    found = causes(*entries)
    every = [problem for _, problems in entries for problem in problems]
    counted: Counter[Code] = Counter()
    for cause in found.all():
        counted[cause.code] += cause.problems
        assert 1 <= cause.journals <= cause.problems
        assert len(cause.first) >= min(cause.journals, 3)
        assert len(cause.sentences()) in (1, cause.problems)
        assert "\n" not in cause.sentence()

    assert counted == Counter(problem.code for problem in every)
    assert found.problems == len(every)
    assert found.journals == sum(bool(problems) for _, problems in entries)
    for code in (Code.ACCOUNT_UNKNOWN, Code.OPTION_UNKNOWN):
        named = {subject for cause in found.all() if cause.code is code for subject in cause.subjects}
        assert named == {problem.subject for problem in every if problem.code is code} - {""}


def test_ids_that_look_alike_are_told_apart() -> None:
    """One of them has a mark without width."""
    causes = Causes()
    for name in ("JE-1", "JE-1\u200b"):
        causes.add("Demo Company", name, [Problem(Code.SINGLE_LINE, f"Journal {name} has 1 line", "1 line")])

    (cause,) = causes.all()
    assert cause.sentence().endswith("This concerns 2 journal entries: JE-1, JE-1\\u200b.")
