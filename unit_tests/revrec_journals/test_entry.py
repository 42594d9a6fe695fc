"""A journal entry is a value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec import structs

from revrec_journals.entry import EntryLine
from unit_tests.revrec_journals.made_entries import DAY, entry, line


def test_entries_of_equal_lines_are_equal() -> None:
    """Whoever read them."""
    assert entry() == entry()
    assert entry(line("1.00")) != entry(line("1.00", fields={"Location": "North"}))


def test_what_a_line_does_not_say_is_empty() -> None:
    """Text without a letter, and no field."""
    bare = EntryLine(1, DAY, Decimal("1.00"))

    assert bare == EntryLine(1, DAY, Decimal("1.00"), "", "", "", "", "", "", {}, "")


def test_nothing_of_an_entry_changes_after_it_was_read() -> None:
    """What was checked is what is posted."""
    made = line("1.00")

    with pytest.raises(AttributeError):
        made.description = "another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        made.fields["Location"] = "North"  # type: ignore[index]
    assert structs.replace(made, description="another").amount == made.amount
