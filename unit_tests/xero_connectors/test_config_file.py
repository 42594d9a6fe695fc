"""The command line keeps a rotated refresh token in the file that it came from."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from xero_connectors.config_file import _after, write_config


def test_a_configuration_is_replaced_whole_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the file's mode was, the new one is 0600, since it holds a refresh token."""
    path = tmp_path / "config.json"
    path.write_text("{}")
    path.chmod(0o644)

    write_config(path, {"credentials": {"refresh_token": "not-a-real-token"}})

    assert json.loads(path.read_text()) == {"credentials": {"refresh_token": "not-a-real-token"}}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_configuration_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """A failure half-way leaves neither a broken configuration nor a temporary file with secrets."""
    path = tmp_path / "config.json"
    path.write_text('{"kept": true}')

    with pytest.raises(TypeError):
        write_config(path, {"first": 1, "then": object()})

    assert path.read_text() == '{"kept": true}'
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_never_sees_half_a_configuration(tmp_path: Path) -> None:
    """The file that a reader opened before stays whole: the new one takes its place and does not overwrite it."""
    path = tmp_path / "config.json"
    path.write_text('{"old": true}')

    with path.open() as reader:
        write_config(path, {"new": True})

        assert reader.read() == '{"old": true}'


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["read", "--config", "a.json", "--catalog", "b.json"], Path("a.json")),
        (["read", "--config=a.json"], Path("a.json")),
        (["spec"], None),
        (["check", "--config"], None),
    ],
)
def test_the_configurations_file_is_found_in_both_spellings(arguments: list[str], expected: Path | None) -> None:
    """`--config a.json` and `--config=a.json` name the same file."""
    assert expected == _after("--config", arguments)
