"""What a walk met is remembered in little memory."""

from __future__ import annotations

import tracemalloc
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from xero_api.met import Met

KEYS = st.one_of(st.binary(max_size=20), st.binary(min_size=16, max_size=16))
NOTES = st.integers(0, 2**64 - 1)


@given(st.lists(st.tuples(KEYS, NOTES), max_size=60))
def test_what_was_noted_last_about_a_key_is_known_as_a_dictionary_knows_it(met: list[tuple[bytes, int]]) -> None:
    """Whatever the key is, and however often it comes; what was not met is not known."""
    known: dict[bytes, int] = {}
    ours = Met()

    for key, note in met:
        assert (key in ours) is (key in known)
        assert ours.put(key, note) == known.get(key)
        known[key] = note

    assert len(ours) == len(known)
    assert [ours.get(key) for key in known] == list(known.values())
    assert b"seventeen of them" not in ours


def test_a_key_that_lies_across_two_others_was_not_met() -> None:
    """Of many records some stand beside each other, and what is between them belongs to neither."""
    ours = Met()
    nearly_zero = [number.to_bytes(16, "big") for number in range(1, 20_000)]
    for key in nearly_zero:
        ours.put(key)

    assert bytes(16) not in ours
    assert ours.get(bytes(16)) is None
    assert ours.put(bytes(16), 7) is None
    assert ours.get(bytes(16)) == 7


def test_a_later_walk_adds_to_an_earlier_one() -> None:
    """What it says of a record counts."""
    earlier, later = Met(), Met()
    for key, note in ((b"a", 1), (b"b", 2)):
        earlier.put(key, note)
    for key, note in ((b"b", 3), (b"c", 4)):
        later.put(key, note)

    earlier.update(later)

    assert (len(earlier), earlier.get(b"a"), earlier.get(b"b"), earlier.get(b"c")) == (3, 1, 3, 4)
    assert not Met()


def test_forty_thousand_records_take_two_megabytes() -> None:
    """A dictionary of them would take eight."""
    chance = Random(7)
    tracemalloc.start()
    ours = Met()
    for _ in range(40_000):
        ours.put(chance.randbytes(16), chance.getrandbits(64))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(ours) == 40_000
    assert taken < 2_000_000
