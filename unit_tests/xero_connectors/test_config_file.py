"""The command line keeps a rotated refresh token in the file that it came from."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest

from xero_connectors.config_fault import ConfigFault
from xero_connectors.config_file import check_kept, saver, write_config


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


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file that it leads to is replaced, wherever it is."""
    (tmp_path / "secrets").mkdir()
    target = tmp_path / "secrets" / "real.json"
    target.write_text("{}")
    link = tmp_path / "config.json"
    link.symlink_to(target)

    write_config(link, {"new": True})

    assert link.is_symlink()
    assert json.loads(target.read_text()) == {"new": True}


def test_a_token_that_cannot_be_written_is_told_with_where_it_is(tmp_path: Path) -> None:
    """The platform's message has it: nothing is lost if somebody copies it in time."""
    with pytest.raises(ConfigFault, match=r"could not be written into .*gone/config\.json \(No such file.*CONTROL"):
        write_config(tmp_path / "gone" / "config.json", {})


def test_a_token_that_nothing_printed_is_lost_and_the_sign_in_command_is_named(tmp_path: Path) -> None:
    """What speaks to a person prints no CONTROL message."""
    path = tmp_path / "gone" / "config.json"

    with pytest.raises(ConfigFault) as raised:
        write_config(path, {}, silent="source-xero-revrec")

    assert f"sign in again with `source-xero-revrec sign-in --config {path}`" in str(raised.value)
    assert "CONTROL" not in str(raised.value)


@pytest.mark.parametrize(
    ("silent", "where"),
    [
        ("", "in the last CONTROL message that was printed: put it into the file, or authorise the app in the CRM"),
        ("source-xero-revrec", "printed nowhere, and is lost: authorise the app in the CRM again, and put its refresh"),
    ],
)
def test_a_token_of_the_crm_is_not_xeros(tmp_path: Path, silent: str, where: str) -> None:
    """Signing in to Xero again would bring none of it back; what the file says tells whose it is."""
    folder = tmp_path / "gone"
    folder.mkdir()
    file = folder / "config.json"
    file.write_text(json.dumps({"credentials": {"client_id": "a"}, "mode": {"crm": "before"}}))
    with file.open() as opened:
        shutil.rmtree(folder)
        with pytest.raises(ConfigFault, match=r"^The CRM replaced the refresh token") as raised:
            write_config(
                Path(f"/proc/self/fd/{opened.fileno()}"),
                {"credentials": {"client_id": "a"}, "mode": {"crm": "after"}},
                silent=silent,
            )

    assert where in str(raised.value)
    assert "sign in" not in str(raised.value)


def test_what_saves_for_a_silent_command_says_so(tmp_path: Path) -> None:
    """A plan has its table on standard output, and no message."""
    path = tmp_path / "gone" / "config.json"
    _, save = saver(["plan", "--config", str(path), "--save-config"], silent="destination-xero-journals")

    assert save is not None
    with pytest.raises(ConfigFault, match="`destination-xero-journals sign-in --config"):
        save({})


def test_a_reader_never_sees_half_a_configuration(tmp_path: Path) -> None:
    """The file that a reader opened before stays whole: the new one takes its place and does not overwrite it."""
    path = tmp_path / "config.json"
    path.write_text('{"old": true}')

    with path.open() as reader:
        write_config(path, {"new": True})

        assert reader.read() == '{"old": true}'


@pytest.mark.parametrize("spelling", [["--config", "{}"], ["--config={}"]])
def test_the_file_of_either_spelling_is_written_back_where_that_was_asked_for(
    spelling: list[str], tmp_path: Path
) -> None:
    """`--config a.json` and `--config=a.json` name the same file; Airbyte's commands do not see our own option."""
    path = tmp_path / "config.json"
    arguments = ["read", *(word.format(path) for word in spelling), "--catalog", "b.json"]

    rest, save = saver([*arguments, "--save-config"])

    assert rest == arguments
    assert save is not None
    save({"new": True})
    assert json.loads(path.read_text()) == {"new": True}


@pytest.mark.parametrize(
    "arguments", [["read", "--config", "a.json"], ["spec", "--save-config"], ["check", "--config"]]
)
def test_nothing_is_written_back_unasked_or_without_a_file(arguments: list[str]) -> None:
    """The configuration belongs to the user."""
    assert saver(arguments)[1] is None


def test_a_refresh_token_that_could_not_be_kept_is_not_used(tmp_path: Path) -> None:
    """It would be good once, and the connection lost; what does not rotate needs no place."""
    nowhere = tmp_path / "missing" / "config.json"

    with pytest.raises(ConfigFault, match=r"The folder of .* cannot be written to"):
        check_kept(nowhere, {"credentials": {"refresh_token": "not-a-real-token"}})
    check_kept(nowhere, {"credentials": {"client_secret": "not-a-real-secret"}})
    check_kept(tmp_path / "config.json", {"credentials": {"refresh_token": "not-a-real-token"}})


def test_a_folder_in_the_place_of_the_file_is_told_with_a_remedy(tmp_path: Path) -> None:
    """Nothing of what was begun is left in the folder above it."""
    (tmp_path / "config.json").mkdir()

    with pytest.raises(ConfigFault, match=r"config\.json \(Is a directory\): name a file in it\. .* CONTROL message"):
        write_config(tmp_path / "config.json", {"credentials": {}})

    assert [each.name for each in tmp_path.iterdir()] == ["config.json"]
