"""Lines of earlier syncs are read whole or refused with their place; only a torn last one is passed over."""

from __future__ import annotations

import pytest

from destination_xero_journals.posting.kept_lines import kept_objects
from destination_xero_journals.posting.storage import KeptFile, StorageFault


def test_each_object_comes_with_its_place() -> None:
    """Blank lines count, as they do in an editor."""
    file = KeptFile("kept.jsonl", [b'{"a":1}\n', b"\n", b'{"a":{"b":2}}\n'])

    assert [*kept_objects(file, print)] == [("line 1", {"a": 1}), ("line 3", {"a": {"b": 2}})]


@pytest.mark.parametrize(
    ("appended", "line"), [(True, b'{"a":\n'), (False, b'{"a":'), (False, b'{"a":\n'), (True, b'{"a":1,"a":2}')]
)
def test_a_line_that_cannot_be_read_is_refused(line: bytes, *, appended: bool) -> None:
    """With the file, the line and the remedy; only where lines are appended is a cut last one a kill's trace."""
    with pytest.raises(StorageFault) as fault:
        [*kept_objects(KeptFile("kept.jsonl", [b'{"a":1}\n', line], appended=appended), print)]

    assert str(fault.value).startswith("kept.jsonl is damaged in line 2: it ")
    assert "Restore the file from a backup" in str(fault.value)


def test_a_torn_last_line_is_passed_over_with_a_warning() -> None:
    """A whole one without its end, as an editor leaves it, is read."""
    said: list[str] = []

    assert [*kept_objects(KeptFile("kept.jsonl", [b'{"a":'], appended=True), said.append)] == []
    assert [*kept_objects(KeptFile("kept.jsonl", [b'{"a":1}'], appended=True), said.append)] == [("line 1", {"a": 1})]
    assert len(said) == 1
