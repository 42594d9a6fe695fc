"""A tracking option is announced before it is created."""

from __future__ import annotations

from destination_xero_journals.rules.new_option import NewOption


def test_a_new_option_is_said_with_those_that_are_near() -> None:
    """So that a slip of the finger is seen; letters that nobody sees are shown."""
    assert NewOption("Region", "West", ("West Coast", "Best")).sentence == (
        "Tracking option 'West' of Region would be created; near it in Xero: 'West Coast', 'Best'."
    )
    assert NewOption("Region", "A\u00a0B").sentence == "Tracking option 'A\\xa0B' of Region would be created."
