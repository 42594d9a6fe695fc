"""A wait says what it is for, how long it takes, and until when it goes on at most."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.waiting import Waiting, journals

if TYPE_CHECKING:
    from unit_tests.conftest import FakeClock


def test_a_wait_is_told_before_it_begins(clock: FakeClock) -> None:
    """In UTC, by the clock that is waited by."""
    said: list[str] = []
    Waiting(clock, said.append).wait("Nothing shows", timedelta(seconds=16), timedelta(seconds=47))

    assert said == ["Nothing shows: Xero is read again in 16 s, and waited for until 09:00:47 UTC at the latest."]
    assert clock.slept == [16]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["JE-1"], "1 journal (JE-1)"),
        (["JE-3", "JE-2", "JE-1"], "3 journals (JE-1, JE-2 and JE-3)"),
        ([f"JE-{number}" for number in range(1_200)], "1,200 journals (JE-0, JE-1, JE-10 and 1,197 more)"),
        (["J" * 200], f"1 journal ({'J' * 60})"),
    ],
)
def test_the_first_journals_are_named(names: list[str], said: str) -> None:
    """However many there are, it is a sentence."""
    assert journals(names) == said
