"""Where journals of an input were posted moments ago, Xero is read again when its lists show the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.books.settling import LONGEST, YOUNG, Settling
from destination_xero_journals.waiting import Waiting
from unit_tests.destination_xero_journals.made_xero import MadeXero, held, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


def waited(xero: MadeXero, clock: FakeClock, due: Iterable[str] = ("JE-1", "JE-2")) -> list[float]:
    """Read, wait, and return the pauses (seconds)."""
    before = len(clock.slept)
    xero.held.read()
    said: list[str] = []
    Settling(Waiting(clock, said.append)).wait(xero.held, "Demo", lambda: set(due))
    pauses = clock.slept[before:]
    assert [text.partition(" s, and waited for until ")[0].rpartition(" ")[2] for text in said] == [
        f"{pause:.0f}" for pause in pauses
    ]
    assert all("of this input came into Demo in the last minute" in text for text in said)
    return pauses


def seconds_old(xero: MadeXero, clock: FakeClock, age: float, name: str = "JE-1") -> None:
    """Have Xero hold a journal that was posted so long ago, by its own clock."""
    held(xero, wanted(name))
    xero.at(f"mj-{len(xero.journals)}", clock.now() - timedelta(seconds=age))


@pytest.mark.parametrize("age", [0, 5, 30, 59])
def test_the_wait_is_as_long_as_the_youngest_journal_is_old(xero: MadeXero, clock: FakeClock, age: float) -> None:
    """A list that shows it is no further behind; one reading later everything is there."""
    seconds_old(xero, clock, age)
    seconds_old(xero, clock, age + 10, "JE-2")
    lists = xero.lists

    assert waited(xero, clock) == [age + 1]
    assert xero.lists == lists + 2


@pytest.mark.parametrize("age", [60, 3600])
def test_an_older_journal_is_no_sign_that_somebody_posts(xero: MadeXero, clock: FakeClock, age: float) -> None:
    """The next sync of a schedule begins at once."""
    seconds_old(xero, clock, age)

    assert waited(xero, clock) == []
    assert timedelta(seconds=60) == YOUNG


def test_journals_of_other_entries_are_no_sign(xero: MadeXero, clock: FakeClock) -> None:
    """Neither are people's own, which bear no key."""
    seconds_old(xero, clock, 5)
    held(xero, replace(wanted("JE-7"), narration="By hand [RevRec JE-7]"))
    xero.at("mj-2", clock.now() - timedelta(seconds=90))

    assert waited(xero, clock, ["JE-2"]) == []


def test_while_somebody_posts_xero_is_read_less_and_less_often(xero: MadeXero, clock: FakeClock) -> None:
    """Two minutes in all: then what is there counts."""
    seconds_old(xero, clock, 0)
    xero.on_list = lambda: xero.at("mj-1", clock.now())
    pauses = waited(xero, clock)

    assert pauses == [1, 2, 4, 8, 16, 32, 57]
    assert sum(pauses) == LONGEST.total_seconds()


def test_what_appears_meanwhile_is_read(xero: MadeXero, clock: FakeClock) -> None:
    """A list that lags by half a minute shows the second journal only then."""
    posted_at = clock.now()
    for name in ("JE-1", "JE-2"):
        held(xero, wanted(name))
    xero.held.close()
    xero.forget()
    xero.at("mj-1", posted_at)
    xero.at("mj-2", posted_at + timedelta(seconds=2))
    late = {"mj-1": 30.0, "mj-2": 32.0}
    xero.shows = lambda identity: clock.monotonic() >= late[identity]
    clock.sleep(30)

    assert waited(xero, clock) == [31]
    assert [len(xero.held.of(name)) for name in ("JE-1", "JE-2")] == [1, 1]
