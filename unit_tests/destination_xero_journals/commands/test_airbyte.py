"""Airbyte's commands: arguments in, messages out, and every failure as a message that says what to do."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.commands.airbyte import failed, main
from destination_xero_journals.input.messages import MalformedInput, SourceIncomplete
from destination_xero_journals.posting.attachments import UnreadableSupport
from destination_xero_journals.posting.storage import StorageFault
from destination_xero_journals.sync import NotPosted, PlanNotApproved
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_input import CATALOG, entry, records, state, without_counts
from unit_tests.destination_xero_journals.made_sign_in import CUSTOM, OAUTH, Heard, sign_in
from xero_api.errors import CredentialsRefused, DayLimitReached, RequestRefused, WalkIncomplete
from xero_connectors.config_fault import ConfigFault
from xero_connectors.standard_output import OutputFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

    Row = dict[str, Any]


@pytest.fixture
def company(requests_mock: Mocker, clock: FakeClock) -> MadeCompany:
    """Give a test an organisation to sign in to."""
    sign_in(requests_mock, ("tenant-1", "Demo Company"))
    return MadeCompany(requests_mock, clock)


def written(folder: Path, name: str, content: Row) -> str:
    """Write a JSON file and return its path."""
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def error(heard: Heard) -> Row:
    """Return the error that Airbyte shows; it is the last thing said, after the same sentence in the log."""
    found: Row = heard.messages("TRACE")[-1]["trace"]["error"]
    assert heard.said("FATAL") == [found["message"]]
    return found


# -- the commands


def test_spec_prints_the_form() -> None:
    """It needs no configuration."""
    heard = Heard()

    assert main(["spec"], output=heard) == 0
    (message,) = heard.messages("SPEC")
    assert "credentials" in message["spec"]["connectionSpecification"]["properties"]


def test_discover_prints_what_can_be_written(tmp_path: Path, requests_mock: Mocker) -> None:
    """Without asking Xero."""
    heard = Heard()
    config = written(tmp_path, "config.json", {"credentials": CUSTOM, "organisation_column": "Entity"})

    assert main(["discover", "--config", config], output=heard) == 0
    (message,) = heard.messages("DESTINATION_CATALOG")
    (operation,) = message["destination_catalog"]["operations"]
    assert "Entity" in operation["json_schema"]["properties"]
    assert requests_mock.call_count == 0


@pytest.mark.usefixtures("company")
def test_check_says_whether_the_connection_can_be_used(tmp_path: Path) -> None:
    """A fault is an answer, not a failure of the command."""
    heard = Heard()
    good = written(tmp_path, "good.json", {"credentials": CUSTOM})
    wrong = written(tmp_path, "wrong.json", {"credentials": CUSTOM, "narration": "{month}"})

    assert main(["check", "--config", good], output=heard) == 0
    assert main(["check", "--config", wrong], output=heard) == 0
    first, second = (message["connectionStatus"] for message in heard.messages("CONNECTION_STATUS"))
    assert first == {"status": "SUCCEEDED"}
    assert second["status"] == "FAILED"
    assert "narration has {month}" in second["message"]


def test_write_posts_its_input_and_hands_on_the_states(tmp_path: Path, company: MadeCompany) -> None:
    """A rotated token goes to whoever keeps the configuration, if anybody does."""
    kept: list[Mapping[str, Any]] = []
    heard = Heard()
    config = written(tmp_path, "config.json", {"credentials": OAUTH})
    arguments = ["write", "--config", config, "--catalog", written(tmp_path, "catalog.json", CATALOG)]

    assert main(arguments, kept.append, output=heard, lines=[*records(entry()), state(1)]) == 0
    assert state(1) in map(without_counts, heard.lines)
    assert len(company.journals) == 1
    assert [each["credentials"]["refresh_token"] for each in kept] == ["not-a-real-second"]
    assert main(arguments, output=Heard(), lines=[state(1)]) == 0


# -- failures


def test_a_failure_ends_with_code_1_and_a_message(tmp_path: Path) -> None:
    """So that the platform calls the sync failed."""
    heard = Heard()
    config = written(tmp_path, "config.json", {"credentials": {"auth_type": "pigeon"}})

    assert main(["discover", "--config", config], output=heard) == 1
    assert error(heard)["failure_type"] == "config_error"


def test_a_reader_that_went_away_is_no_failure_to_tell(tmp_path: Path) -> None:
    """There is nobody to tell it to."""

    class _Broken(Heard):
        def line(self, message: bytes) -> None:
            super().line(message)
            raise OutputFault

    heard = _Broken()
    config = written(tmp_path, "config.json", {"credentials": CUSTOM})

    with pytest.raises(OutputFault):
        main(["discover", "--config", config], output=heard)
    assert [json.loads(line)["type"] for line in heard.lines] == ["DESTINATION_CATALOG"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read (No such file or directory): correct the path"),
        (
            b'{"client_secret": "hidden',
            "is no JSON (line 1, column 26): see whether a comma, a bracket or a quotation mark is missing there",
        ),
        (b'["hidden"]', "is no JSON object: it must begin with { and end with }"),
        (b"\xff\xfe hidden", "is no JSON: it is written in UTF-16. Save it as UTF-8"),
    ],
)
def test_a_file_that_is_none_is_said_without_a_word_of_it(tmp_path: Path, content: bytes | None, said: str) -> None:
    """It may hold secrets."""
    heard = Heard()
    path = tmp_path / "config.json"
    if content is not None:
        path.write_bytes(content)

    assert main(["check", "--config", str(path)], output=heard) == 1
    assert error(heard)["message"] == f"The configuration {path} {said}."
    assert b"hidden" not in b"".join(heard.lines)


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (ConfigFault("Wrong."), "config_error"),
        (CredentialsRefused("Wrong."), "config_error"),
        (NotPosted("Wrong."), "config_error"),
        (PlanNotApproved("Wrong."), "config_error"),
        (StorageFault("Wrong."), "config_error"),
        (UnreadableSupport("Wrong."), "config_error"),
        (DayLimitReached("Wrong."), "transient_error"),
        (SourceIncomplete("Wrong."), "transient_error"),
        (MalformedInput("Wrong."), "system_error"),
        (RequestRefused("Wrong."), "system_error"),
        (WalkIncomplete("Wrong."), "system_error"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_each_failure_says_whose_it_is_to_mend(failure: Exception, kind: str) -> None:
    """The user's, the next sync's or ours; the sentence is the failure's own."""
    heard = Heard()
    failed(heard, failure)

    assert error(heard)["failure_type"] == kind
    assert error(heard)["message"] == "Wrong."
    assert error(heard)["internal_message"] == f"{type(failure).__name__}: Wrong."


def test_a_failure_of_ours_shows_where_and_not_what() -> None:
    """Its text may be about anybody; the stack trace has files and lines alone."""
    heard = Heard()
    try:
        entry()[0]["hidden"]
    except KeyError as failure:
        failed(heard, failure)

    found = error(heard)
    assert found["message"].startswith("KeyError in destination-xero-journals. What was acknowledged is posted; ")
    assert "test_airbyte.py:" in found["stack_trace"]
    assert b"hidden" not in b"".join(heard.lines)


def test_what_was_posted_by_then_is_said_of_every_failure() -> None:
    """It was noted on the way up, whatever failed."""
    heard = Heard()
    failure = StorageFault("The disk is full.")
    failure.add_note("By then Xero had confirmed 50 journal entries.")
    failed(heard, failure)

    assert error(heard)["message"] == "The disk is full. By then Xero had confirmed 50 journal entries."


def test_a_full_temporary_folder_is_the_users_to_mend() -> None:
    """It is no mistake of ours, and its sentence says which folder."""
    heard = Heard()
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    failed(heard, full)

    assert error(heard)["failure_type"] == "config_error"
    assert "cannot take more temporary files (database or disk is full)" in error(heard)["message"]


def test_a_signal_is_answered_by_one_line(company: MadeCompany, tmp_path: Path) -> None:
    """Without a traceback, and with the exit code that shells know."""
    heard = Heard()
    files = [written(tmp_path, "config.json", {"credentials": CUSTOM}), written(tmp_path, "catalog.json", CATALOG)]

    def interrupted() -> Iterator[bytes]:
        yield records(entry())[0]
        raise KeyboardInterrupt

    ended = main(["write", "--config", files[0], "--catalog", files[1]], output=heard, lines=interrupted())

    assert ended == 130
    assert heard.said("FATAL") == ["Stopped by a signal. Nothing was posted."]
    assert heard.messages("TRACE") == []
    assert company.calls == []
