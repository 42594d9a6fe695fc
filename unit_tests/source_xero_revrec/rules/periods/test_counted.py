"""A number behind a noun may count it, and two numbers may be what something was and became."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.counted import amounts, is_counted, numbered_thing


@pytest.mark.parametrize("word", ["user", "room", "phase", "hall", "users", "kits", "rows", "widgets", "sessions"])
def test_what_is_counted_is_known_by_itself_or_as_a_plural(word: str) -> None:
    """Any plural that is no event; four letters are enough."""
    assert is_counted(word)


@pytest.mark.parametrize(
    "word",
    ["", "gas", "access", "campus", "analysis", "logistics", "renovations", "solutions", "subscriptions",
     "workshops", "nights", "hosting", "onsite", "workshop"],
)  # fmt: skip
def test_what_takes_place_or_is_no_plural_is_not_counted(word: str) -> None:
    """Workshops 3-5 March are days of March."""
    assert not is_counted(word)


@pytest.mark.parametrize(
    ("before", "behind", "after_from", "word"),
    [
        ("Users increased", "", True, "increased"),
        ("Storage raised", "", True, "raised"),
        ("Upgrade", "", False, "upgrade"),
        ("Seat upgrade:", "", False, "upgrade"),
        ("Erh\u00f6hung", "", True, "erh\u00f6hung"),
        ("Upgrade of mailbox", "", False, "upgrade"),
        ("Headcount", "", False, "headcount"),
        ("Licences", "", True, "licences"),
        ("Seats up", "", True, "up"),
        ("Mailbox went up", "", True, "up"),
        ("", " users", True, "users"),
        ("Storage", " upgrade", True, "upgrade"),
    ],
)
def test_two_numbers_beside_a_change_or_a_measure_may_be_amounts(
    before: str,
    behind: str,
    after_from: bool,  # noqa: FBT001
    word: str,
) -> None:
    """The word is named: directly before or behind the range, or a change anywhere in its clause."""
    assert amounts(before, behind, after_from=after_from, whole_month=False) == word


@pytest.mark.parametrize(
    ("before", "behind", "word"),
    [
        ("Kiosk ", "", "kiosk"),
        ("Gondel ", "", "gondel"),
        ("Kart #", "", "kart"),
        ("Crew of ", "", "crew"),
        ("Equipo de ", "", "equipo"),
        ("Pair of ", "", "pair"),
        ("Kiosk ", ", workshop", "kiosk"),
        ("Workshop. Kiosk ", "", "kiosk"),
    ],
)
def test_an_unknown_noun_may_be_the_one_that_is_numbered(before: str, behind: str, word: str) -> None:
    """Directly before the numbers, or before "of", with nothing beside it that takes days."""
    assert numbered_thing(before, behind) == word


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("", ""),
        ("Workshop ", ""),
        ("Villa ", ""),
        ("Scaffolding ", ""),
        ("Serverwartung ", ""),
        ("Formaci\u00f3n ", ""),
        ("Workshop Berlin ", ""),
        ("Location de mat\u00e9riel ", ""),
        ("Kiosk ", " hire"),
        ("Kiosk: ", ""),
        ("Kiosk (", ""),
        ("Kiosk from ", ""),
        ("Acme Ltd ", ""),
        ("Training of ", ""),
        ("Week of ", ""),
        ("Delivery ", ""),
    ],
)
def test_what_takes_days_is_not_numbered(before: str, behind: str) -> None:
    """Events, stays, services and work, and what stands beside one."""
    assert numbered_thing(before, behind) == ""


@pytest.mark.parametrize(
    ("behind", "word"),
    [
        (" leads", "leads"),
        (" hours", "hours"),
        (" blog posts", "posts"),
        (" Personen", "personen"),
        (" workshops", ""),
        (" training sessions", ""),
        (" services", ""),
        (" for delegates", ""),
        (", leads", ""),
        (" blog posts at Acme", ""),
    ],
)
def test_a_plural_directly_behind_the_range_may_be_counted_by_it(behind: str, word: str) -> None:
    """With one word between at most."""
    assert amounts("", behind, after_from=False, whole_month=False) == word


@pytest.mark.parametrize(
    ("before", "behind", "after_from"),
    [
        ("", "", True),
        ("Support", "", True),
        ("Room", "", True),
        ("Set up", "", True),
        ("Upgrade works", "", True),
        ("Change management", "", False),
        ("Server upgrade, onsite", "", False),
        ("Upgrade of the hall - dismantling", "", False),
        ("Dates may change:", "", False),
        ("Labour", " for upgrade", False),
        ("Support", ", 5 users", False),
    ],
)
def test_numbers_of_what_takes_days_are_days(before: str, behind: str, after_from: bool) -> None:  # noqa: FBT001
    """Work on a change takes days, and a change in another clause is another matter."""
    assert amounts(before, behind, after_from=after_from, whole_month=False) == ""


def test_the_numbers_of_a_whole_month_are_its_days_unless_the_change_stands_beside_them() -> None:
    """Extended coverage 1 to 31 March is one of March; Upgrade from 1 to 31 March may be one of seats."""
    assert amounts("Extended coverage", "", after_from=False, whole_month=True) == ""
    assert amounts("Users", "", after_from=True, whole_month=True) == ""
    assert amounts("Upgrade", "", after_from=True, whole_month=True) == "upgrade"
