"""The command writes the whole file or says in one sentence why not."""

from __future__ import annotations

import io
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.workbook.command import main
from unit_tests.source_xero_revrec.workbook.made_records import made_up
from unit_tests.source_xero_revrec.workbook.made_source import MadeUpSource
from unit_tests.source_xero_revrec.workbook.made_workbook import (
    CONFIG,
    SECRET,
    left_behind,
    workbook,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    """An accountant's notes in last month's file survive a repeated command, and Xero is not even asked."""
    path = tmp_path / "a.xlsx"
    path.write_text("notes")
    source = MadeUpSource()
    code, _, error = workbook(tmp_path, "--output", str(path), source=source)

    assert (code, path.read_text(), source.read_streams) == (1, "notes", [])
    assert error == f"{path} exists already: use --overwrite to replace it.\n"
    assert workbook(tmp_path, "--output", str(path), "--overwrite")[0] == 0
    assert path.read_bytes().startswith(b"PK")


def test_a_failing_read_leaves_nothing_behind(tmp_path: Path) -> None:
    """Half a workbook is none, and an older file stays as it was."""
    path = tmp_path / "a.xlsx"
    path.write_text("last month")
    source = MadeUpSource(failing="billing_schedule")
    code, out, error = workbook(tmp_path, "--output", str(path), "--overwrite", source=source)

    assert (code, out, error) == (1, "", "Xero is closed for maintenance. Try again later.\n")
    assert left_behind(tmp_path) == ["a.xlsx"]
    assert path.read_text() == "last month"
    assert source.read_streams[-1] == "billing_schedule"


@pytest.mark.parametrize("option", [(), ("--zip",)])
def test_an_interrupted_command_leaves_nothing_behind(tmp_path: Path, option: tuple[str, ...]) -> None:
    """Ctrl-C and SIGTERM end it tidily."""

    def interrupted() -> Any:  # noqa: ANN401 - never returns anything
        yield {"product_code": "A"}
        raise KeyboardInterrupt

    source = MadeUpSource({**made_up(), "products": interrupted})
    code, _, error = workbook(
        tmp_path, *option, "--output", str(tmp_path / f"a{'.zip' if option else '.xlsx'}"), source=source
    )

    assert (code, error) == (130, "Stopped; nothing was written.\n")
    assert left_behind(tmp_path) == []


def test_a_place_that_cannot_be_written_is_found_before_xero_is_asked(tmp_path: Path) -> None:
    """One sentence, no calls."""
    source = MadeUpSource()
    code, _, error = workbook(tmp_path, "--output", str(tmp_path / "missing" / "a.xlsx"), source=source)

    assert (code, source.read_streams) == (1, [])
    missing = tmp_path / "missing"
    assert error == (
        f"{missing / 'a.xlsx'} cannot be written: there is no folder {missing}. Make it, or correct the path.\n"
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--output", "a.zip"), "let the name end in .xlsx"),
        (("--zip", "--output", "a.xlsx"), "let the name end in .zip"),
        (("--output", "ftp://host/a.xlsx"), "begins with ftp://"),
        (("--output", "s3:///a.xlsx"), "names no place"),
        (("--output", "sftp://host/a.xlsx"), "names no user"),
        (("--output", f"sftp://u:{SECRET}@host/a.xlsx"), "SFTP_PASSWORD"),
        (("--output", "sftp://u@host:port/a.xlsx"), "not an address"),
    ],
)
def test_a_wrong_output_is_one_sentence(tmp_path: Path, options: tuple[str, ...], sentence: str) -> None:
    """The sentence says what to write instead, and never repeats a password."""
    code, _, error = workbook(tmp_path, *options)

    assert code == 2
    assert sentence in error
    assert error.count("\n") == 1
    assert SECRET not in error


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be read"), ("{", "is no JSON"), ("[]", "is no JSON object")],
)
def test_a_wrong_configuration_file_is_one_sentence(tmp_path: Path, content: str | None, sentence: str) -> None:
    """Missing, broken or of another shape."""
    path = tmp_path / "config.json"
    if content is not None:
        path.write_text(content)
    error = io.StringIO()
    code = main(
        ["--config", str(path), "--output", str(tmp_path / "a.xlsx")], keep_config=lambda *_: None, stderr=error
    )

    assert code == 1
    assert sentence in error.getvalue()
    assert error.getvalue().count("\n") == 1


def test_a_configuration_that_the_form_refuses_is_one_sentence(tmp_path: Path) -> None:
    """The connector's own sentence, without a value of the configuration."""
    path = tmp_path / "config.json"
    path.write_text(json.dumps({"credentials": {"auth_type": "custom_connection", "client_secret": SECRET}}))
    error = io.StringIO()
    code = main(
        ["--config", str(path), "--output", str(tmp_path / "a.xlsx")], keep_config=lambda *_: None, stderr=error
    )

    assert code == 1
    assert error.getvalue() == "The configuration cannot be used: credentials.client_id is missing.\n"


def test_several_organisations_are_refused_and_named(tmp_path: Path) -> None:
    """Order numbers of two organisations may be the same, and a RevRec workbook holds one."""
    streams = {**made_up(), "organisations": lambda: [{"Name": "Demo UK"}, {"Name": "Demo NZ"}]}
    code, _, error = workbook(tmp_path, "--output", str(tmp_path / "a.xlsx"), source=MadeUpSource(streams))

    assert code == 2
    assert "2 organisations (Demo UK, Demo NZ)" in error
    assert "--organisation" in error


def test_without_revrecs_streams_there_is_nothing_to_write(tmp_path: Path) -> None:
    """A file without a sheet is not made."""
    source = MadeUpSource({"organisations": made_up()["organisations"]})
    code, _, error = workbook(tmp_path, "--output", str(tmp_path / "a.xlsx"), source=source)

    assert code == 1
    assert "none of RevRec's streams" in error


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_refresh_token_that_could_not_be_kept_is_not_used(tmp_path: Path) -> None:
    """Xero replaces it at every use, so a configuration that cannot be written would lose the connection."""
    config = {**CONFIG, "credentials": {"auth_type": "oauth", "client_id": "c", "refresh_token": "not-a-real-token"}}
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config))
    folder.chmod(0o500)
    error = io.StringIO()
    code = main(
        ["--config", str(folder / "config.json"), "--output", str(tmp_path / "a.xlsx")],
        keep_config=lambda *_: None,
        stderr=error,
    )

    assert code == 1
    assert "refresh token" in error.getvalue()
