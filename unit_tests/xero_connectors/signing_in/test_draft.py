"""The configuration before a sign-in and after it: credentials and organisations change, and nothing else."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from xero_connectors.config_fault import ConfigFault
from xero_connectors.exit_code import WrongUse
from xero_connectors.signing_in.answer import NotSignedIn
from xero_connectors.signing_in.draft import Draft, open_draft

if TYPE_CHECKING:
    from pathlib import Path

OAUTH = {"auth_type": "oauth", "client_id": "client-1", "client_secret": "not-a-real-secret", "refresh_token": "old"}
CUSTOM = {"auth_type": "custom_connection", "client_id": "client-2", "client_secret": "not-a-real-secret"}


def draft(
    path: Path,
    config: dict[str, Any] | None = None,
    *,
    client_id: str | None = None,
    client_secret: str | None = None,
    sandbox: str | None = None,
) -> Draft:
    """Open the draft of a file with this configuration, of none unless it is given."""
    if config is not None:
        path.write_text(json.dumps(config))
    return open_draft(path, client_id=client_id, client_secret=client_secret, sandbox=sandbox)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Hand out the path of a file that is not there yet."""
    return tmp_path / "config.json"


def test_a_new_file_holds_what_signing_in_needs(path: Path) -> None:
    """An app without a secret has no key for one; the file is its owner's alone."""
    draft(path, client_id="client-1", sandbox="http://127.0.0.1:8765/").save("new", ["t-1"])

    assert json.loads(path.read_text()) == {
        "credentials": {"auth_type": "oauth", "client_id": "client-1", "refresh_token": "new"},
        "organisations": ["t-1"],
        "api_url": "http://127.0.0.1:8765/api.xro/2.0",
        "identity_url": "http://127.0.0.1:8765",
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_keeps_everything_else_even_what_was_written_meanwhile(path: Path) -> None:
    """Without chosen organisations those of the file stay."""
    made = draft(path, {"credentials": OAUTH, "organisations": ["Demo"], "start_date": "2025-01-01"})
    path.write_text(json.dumps({"credentials": OAUTH, "organisations": ["Demo"], "start_date": "2026-01-01"}))

    made.save("new", [])

    assert json.loads(path.read_text()) == {
        "credentials": {**OAUTH, "refresh_token": "new"},
        "organisations": ["Demo"],
        "start_date": "2026-01-01",
    }


@pytest.mark.parametrize(
    ("credentials", "client_id", "client_secret", "expected"),
    [
        (OAUTH, None, None, ("client-1", "not-a-real-secret")),
        (OAUTH, "client-1", "newer", ("client-1", "newer")),
        (OAUTH, "client-9", None, ("client-9", None)),
        (CUSTOM, "client-9", None, ("client-9", None)),
        ({**OAUTH, "client_secret": ""}, None, None, ("client-1", None)),
    ],
)
def test_the_app_is_the_command_lines_else_the_files(
    path: Path,
    credentials: dict[str, str],
    client_id: str | None,
    client_secret: str | None,
    expected: tuple[str, str | None],
) -> None:
    """A secret belongs to the app that it was given with, and to no other."""
    made = draft(path, {"credentials": credentials}, client_id=client_id, client_secret=client_secret)

    assert (made.client_id, made.client_secret) == expected
    assert made.whole()["credentials"].get("client_secret") == expected[1]
    assert "not-a-real" not in repr(made)


@pytest.mark.parametrize(
    ("config", "changes", "said"),
    [
        (None, {}, "Give --client-id"),
        ({"credentials": {"auth_type": "pigeon"}}, {}, "Give --client-id"),
        ({"credentials": {"auth_type": "oauth"}}, {}, "Give --client-id"),
        ({"credentials": CUSTOM}, {}, "custom connection, which needs no user"),
        ({"credentials": OAUTH}, {"sandbox": "localhost:8765"}, "--sandbox is 'localhost:8765': give the address that"),
        ({"credentials": OAUTH}, {"sandbox": "http://localhost:8765/api"}, "such as http://localhost:8765"),
        ({"credentials": OAUTH, "api_url": "https://one/2.0"}, {"sandbox": "http://127.0.0.1:1"}, "another api_url"),
    ],
)
def test_what_names_no_app_or_two_addresses_is_refused(
    path: Path, config: dict[str, Any] | None, changes: dict[str, Any], said: str
) -> None:
    """Nobody signs in first to learn of it."""
    with pytest.raises((ConfigFault, WrongUse), match=said):
        draft(path, config, **changes)


def test_a_file_that_cannot_be_one_is_refused_before_anybody_signs_in(tmp_path: Path) -> None:
    """A folder, a folder that is not there, and a file that is no JSON."""
    (tmp_path / "broken.json").write_text("{")
    for name, said in ((".", "is a folder"), ("gone/a.json", "cannot be written to"), ("broken.json", "is no JSON")):
        with pytest.raises(ConfigFault, match=said):
            draft(tmp_path / name, client_id="client-1")


def test_a_file_that_cannot_be_written_after_all_is_told(tmp_path: Path) -> None:
    """Its folder went away meanwhile, or somebody broke it; what is there stays."""
    folder = tmp_path / "own"
    folder.mkdir()
    made = draft(folder / "config.json", client_id="client-1")
    folder.rmdir()
    with pytest.raises(NotSignedIn, match=r"could not be written: .*No such file.* Nothing was saved"):
        made.save("new", [])
    folder.mkdir()
    (folder / "config.json").write_text("{")
    with pytest.raises(NotSignedIn, match="is no JSON"):
        made.save("new", [])

    assert (folder / "config.json").read_text() == "{"
