"""The files that a command line names, or one sentence about each that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xero_connectors.config_fault import ConfigFault
from xero_connectors.json_file import json_file, json_object

if TYPE_CHECKING:
    from pathlib import Path


def test_whatever_json_there_is_is_read(tmp_path: Path) -> None:
    """A list where a list may stand, an object where one must."""
    path = tmp_path / "a.json"
    path.write_text('[{"a": 1}]')
    assert json_file(path, "state") == [{"a": 1}]
    path.write_text('{"a": 1}')
    assert json_object(path, "configuration") == {"a": 1}
    path.write_bytes(b'\xef\xbb\xbf{"a": 1\r\n}')
    assert json_object(path, "configuration") == {"a": 1}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "The catalog {} cannot be read (No such file or directory): correct the path."),
        (b"", "The catalog {} is empty: it must be JSON."),
        (b" \n", "The catalog {} is empty: it must be JSON."),
        (
            b'{"client_secret": "hidden',
            (
                "The catalog {} is no JSON (line 1, column 26): see whether a comma, a bracket or a quotation mark is "
                "missing there."
            ),
        ),
        (
            b'{"a": {"b": 1}, }',
            "The catalog {} is no JSON (line 1, column 15): the comma before the bracket is one too many. Remove it.",
        ),
        (
            b'{"a": [1,\r\n]}',
            "The catalog {} is no JSON (line 1, column 9): the comma before the bracket is one too many. Remove it.",
        ),
        (
            b"{'a': 1}",
            "The catalog {} is no JSON (line 1, column 2): the quotation marks of JSON are double ones. Put those.",
        ),
        (
            b"a:\n  b: hidden\n",
            (
                "The catalog {} is no JSON: it must begin with {{ and end with }}. YAML, for example, has to be "
                "written as JSON first."
            ),
        ),
        (
            b'{"a": 1, // hidden\n"b": 2}',
            (
                "The catalog {} is no JSON (line 1, column 10): JSON has no comments. Remove them; a key that begins "
                "with // is passed over here."
            ),
        ),
        (
            b'{"a": 1}\n{"b": 2}',
            "The catalog {} is no JSON (line 2, column 1): something follows after its end. Leave one object.",
        ),
        (
            '{"a": 1,\n"b": "\u00e9"}'.encode("latin-1"),
            "The catalog {} is no JSON (line 2): its letters are not UTF-8. Save it as UTF-8.",
        ),
        ('{"a": 1}'.encode("utf-16"), "The catalog {} is no JSON: it is written in UTF-16. Save it as UTF-8."),
        (
            b'{"status": "DRAFT",\n "status": "hidden"}',
            (
                "The catalog {} has two values under the name 'status' in one object, of which a program would take "
                "the last: leave one of them."
            ),
        ),
        (b'["hidden"]', "The catalog {} is no JSON object: it must begin with {{ and end with }}."),
    ],
)
def test_a_file_that_cannot_be_used_is_told_without_its_content(
    content: bytes | None, says: str, tmp_path: Path
) -> None:
    """It may be full of secrets."""
    path = tmp_path / "a.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigFault) as fault:
        json_object(path, "catalog")

    assert str(fault.value) == says.format(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """The system's word for it is told."""
    with pytest.raises(ConfigFault, match=r"cannot be read \(Is a directory\)"):
        json_file(tmp_path, "state")


def test_a_state_that_a_program_wrote_may_have_a_name_twice(tmp_path: Path) -> None:
    """PyAirbyte writes such states, and no person could leave one of them."""
    path = tmp_path / "state.json"
    path.write_text('[{"type": "STREAM", "global_": null, "global_": null}]', encoding="utf-8")

    assert json_file(path, "state") == [{"type": "STREAM", "global_": None}]
