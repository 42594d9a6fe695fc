"""The commands that reach Xero: `check` finds what is wrong, all of it, and `write` posts and says what it took."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.destination import DestinationXeroJournals
from destination_xero_journals.sync import NotPosted
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_input import CATALOG, entry, line, records, state, without_counts
from unit_tests.destination_xero_journals.made_sign_in import CUSTOM, OAUTH, Heard, sign_in
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

    Row = dict[str, Any]


class Trial:
    """The destination with an output that is kept, and the configurations that it was asked to keep."""

    def __init__(self, clock: FakeClock) -> None:
        """Ask nothing yet."""
        self.heard = Heard()
        self.kept: list[Mapping[str, Any]] = []
        self.destination = DestinationXeroJournals(
            self.heard, clock=clock, randomness=random.Random(1), keep_config=self.kept.append
        )


@pytest.fixture
def trial(clock: FakeClock) -> Trial:
    """Give a test the destination."""
    return Trial(clock)


@pytest.fixture
def company(requests_mock: Mocker, clock: FakeClock) -> MadeCompany:
    """Give a test an organisation to sign in to."""
    sign_in(requests_mock, ("tenant-1", "Demo Company"))
    return MadeCompany(requests_mock, clock)


def config(**options: Any) -> Row:  # noqa: ANN401 - any option
    """Return a configuration with a custom connection."""
    return {"credentials": CUSTOM, **options}


def local(folder: Path) -> Row:
    """Return the place for receipts and rejects in a folder."""
    return {"object_storage_config": {"storage_type": "Local", "path": str(folder)}}


# -- check


@pytest.mark.usefixtures("company")
def test_a_configuration_that_fits_is_said_to_be_connected(trial: Trial) -> None:
    """With the organisation's name, currency and lock date, so that a person sees which one it is."""
    assert trial.destination.check(config()) == ""
    assert trial.heard.said("INFO") == [
        "Connected to Demo Company (tenant-1, base currency NZD, no lock date, 3 accounts, 1 tracking categories)."
    ]


def test_a_lock_date_is_said(trial: Trial, company: MadeCompany) -> None:
    """The later of both."""
    company.record |= {"PeriodLockDate": "2025-12-31", "EndOfYearLockDate": "2025-03-31"}
    assert trial.destination.check(config()) == ""

    assert "locked until 2025-12-31, " in trial.heard.said("INFO")[0]


@pytest.mark.usefixtures("company")
def test_every_fault_of_accounts_tracking_and_place_comes_back_at_once(trial: Trial, tmp_path: Path) -> None:
    """A line each; nothing is said to be connected."""
    blocked = tmp_path / "file"
    blocked.touch()
    found = trial.destination.check(
        config(
            account_mapping=[{"revrec_account": "4000", "xero_account": "9999"}],
            tracking_mapping=[{"revrec_field": "Location", "xero_tracking_category": "Nowhere"}],
            **local(blocked),
        )
    ).splitlines()

    assert len(found) == 3
    assert str(blocked) in found[0]
    assert found[1].startswith("Demo Company: ACCOUNT_UNKNOWN: ")
    assert found[2].startswith("Demo Company: CATEGORY_UNKNOWN: ")
    assert trial.heard.said("INFO") == []


def test_a_configuration_that_cannot_be_read_asks_nothing_of_xero(trial: Trial, requests_mock: Mocker) -> None:
    """The form's own faults come first."""
    assert trial.destination.check({"credentials": {"auth_type": "pigeon"}}).startswith(
        "The configuration cannot be used: credentials.auth_type must be "
    )
    assert requests_mock.call_count == 0


def test_credentials_that_xero_refuses_are_a_fault_beside_the_place(
    trial: Trial, requests_mock: Mocker, tmp_path: Path
) -> None:
    """Both are mended in one go."""
    requests_mock.post("https://identity.xero.com/connect/token", json={"error": "invalid_client"}, status_code=400)
    (tmp_path / "file").touch()
    found = trial.destination.check(config(**local(tmp_path / "file"))).splitlines()

    assert len(found) == 2
    assert found[1].startswith("Xero refused the client id and secret")


def test_journals_that_may_not_be_read_are_a_fault(trial: Trial, requests_mock: Mocker, company: MadeCompany) -> None:
    """A missing scope is found by asking, before anything is posted."""
    assert company.asked == []
    requests_mock.get(
        "https://api.xero.com/api.xro/2.0/ManualJournals",
        status_code=403,
        headers={"WWW-Authenticate": 'Bearer error="insufficient_scope"'},
    )

    assert "the scope accounting.manualjournals was not granted" in trial.destination.check(config())


def test_a_sign_in_that_only_reads_is_a_fault(trial: Trial, requests_mock: Mocker, company: MadeCompany) -> None:
    """The source's sign-in reaches all that `check` reads, and could post nothing."""
    assert company.asked == []
    answer = {"access_token": "not-a-real-token", "expires_in": 1800, "scope": "accounting.manualjournals.read"}
    requests_mock.post("https://identity.xero.com/connect/token", json=answer)

    assert "not have the scope accounting.settings.read" in trial.destination.check(config())
    answer["scope"] += " accounting.settings.read"
    requests_mock.post("https://identity.xero.com/connect/token", json=answer)
    assert "not have the scope accounting.manualjournals. " in trial.destination.check(config())


# -- write


def test_what_the_input_holds_is_posted_and_the_effort_said(
    trial: Trial, company: MadeCompany, requests_mock: Mocker, tmp_path: Path
) -> None:
    """States come out as they came, receipts are kept, and the log ends with lines, calls and journals."""
    messages = [*records(entry("JE-1"), entry("JE-2")), state(1)]
    trial.destination.write(config(**local(tmp_path)), CATALOG, messages)

    assert [without_counts(message) for message in trial.heard.lines if b'"STATE"' in message] == [state(1)]
    assert len(company.journals) == 2
    assert len((tmp_path / "receipts.jsonl").read_bytes().splitlines()) == 2
    assert trial.heard.said("INFO")[-2:] == [
        f"Read 4 lines. Asked Xero {requests_mock.call_count} times, waited 0 seconds for its limits.",
        "Of 2 journals: 2 posted, 0 there already, 0 held back, 0 refused.",
    ]


def test_a_wrong_catalog_or_place_is_said_before_xero_is_asked(
    trial: Trial, requests_mock: Mocker, tmp_path: Path
) -> None:
    """Neither signing in nor reading the input is worth the while."""
    overwrite: Row = {"streams": [{**CATALOG["streams"][0], "destination_sync_mode": "overwrite"}]}
    with pytest.raises(ConfigFault, match="overwrite"):
        trial.destination.write(config(), overwrite, iter(()))
    (tmp_path / "file").touch()
    with pytest.raises(Exception, match="cannot be written to"):
        trial.destination.write(config(**local(tmp_path / "file")), CATALOG, iter(()))

    assert requests_mock.call_count == 0


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("count", [150, 600])
def test_a_sync_is_a_page_of_log_however_many_entries_are_refused(
    trial: Trial, tmp_path: Path, *, kept: bool, count: int
) -> None:
    """Each cause is one sentence with the number of its journals; a place for rejects has every line."""
    rows = [[line(f"JE-{number:03}")] for number in range(count)]
    with pytest.raises(NotPosted) as failure:
        trial.destination.write(config(**(local(tmp_path) if kept else {})), CATALOG, records(*rows))

    assert len(trial.heard.said("INFO") + trial.heard.said("WARN") + trial.heard.said("ERROR")) <= 6
    assert f"This concerns {count} journal entries: JE-000, JE-001, JE-002 and {count - 3} more." in str(failure.value)
    if kept:
        assert len((tmp_path / "rejects.jsonl").read_bytes().splitlines()) == count


def test_a_rotated_refresh_token_is_kept_and_sent_to_the_platform(trial: Trial, company: MadeCompany) -> None:
    """The whole configuration with the new token; a lost token is a lost connection."""
    raw = {"credentials": OAUTH, "status": "DRAFT"}
    trial.destination.write(raw, CATALOG, records(entry()))

    rotated = {**raw, "credentials": {**OAUTH, "refresh_token": "not-a-real-second"}}
    assert trial.kept == [rotated]
    (sent,) = trial.heard.messages("CONTROL")
    assert sent["control"]["type"] == "CONNECTOR_CONFIG"
    assert sent["control"]["connectorConfig"] == {"config": rotated}
    assert sent["control"]["emitted_at"] == 1_767_603_600_000
    assert [journal["Status"] for journal in company.journals.values()] == ["DRAFT"]


@pytest.mark.usefixtures("company")
def test_lines_go_to_the_organisation_that_their_column_names(trial: Trial, requests_mock: Mocker) -> None:
    """Signing in tells which ones there are."""
    sign_in(requests_mock, ("tenant-1", "Demo Company"), ("tenant-2", "Another"))
    raw = {
        "credentials": OAUTH,
        "organisations": ["Demo Company", "Another"],
        "organisation_column": "Entity",
        "dry_run": True,
    }
    trial.destination.write(raw, CATALOG, records(entry("JE-1", Entity="demo company")))

    assert trial.heard.said("INFO")[0].startswith("Ready to Post: 1 to create.")
