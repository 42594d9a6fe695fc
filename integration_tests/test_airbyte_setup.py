"""`examples/airbyte_setup.py` against a stand-in for Airbyte's API that holds its requests against the SDK's models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.input.streams import MODES
from integration_tests.support import airbyte_stand_in
from integration_tests.support.airbyte_stand_in import CLIENT_ID, CLIENT_SECRET, WORKSPACE, Airbyte, airbyte
from source_xero_revrec.journal_control.stream import NAME
from source_xero_revrec.ledger.streams import REVREC_STREAMS
from source_xero_revrec.recognition.streams import KEYS as RECOGNITION
from source_xero_revrec.streams.raw import RAW_STREAMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., tuple[int, str, str]]

EXAMPLES = Path(__file__).parent.parent / "examples"
SOURCE_IMAGE, DESTINATION_IMAGE = "registry.example.com/source-xero-revrec", "registry.example.com/xero-journals"
PARTS = 6
"""Two connectors, a source, a destination, and two connections."""
CONFIG: dict[str, Any] = {
    "credentials": {
        "auth_type": "oauth",
        "client_id": "an-app",
        "client_secret": "${XERO_CLIENT_SECRET}",
        "refresh_token": "not-a-real-token-1",
    },
    "custom_fields": [{"revrec_field": "Location", "xero_tracking_category": "Region"}],
}
DEDUPLICATED, WHOLE = "incremental_deduped_history", "full_refresh_overwrite"


@pytest.fixture
def platform() -> Iterator[Airbyte]:
    """Give a test an Airbyte with a warehouse as a destination, and the same as a source with tables."""
    with airbyte() as kept:
        kept.offers[SOURCE_IMAGE] = [
            {"streamName": name, "syncModes": [WHOLE, "full_refresh_append", DEDUPLICATED]}
            for name in (*REVREC_STREAMS, *(raw.name for raw in RAW_STREAMS))
        ]
        kept.offers[SOURCE_IMAGE].append({"streamName": NAME, "syncModes": [WHOLE, "full_refresh_append"]})
        kept.offers[kept.place("sources", "The warehouse's tables")] = [
            {"streamName": "journal_entries", "streamnamespace": "revrec", "syncModes": ["full_refresh_append"]},
            {"streamName": "journal_entries_old", "streamnamespace": "revrec", "syncModes": ["full_refresh_append"]},
            {"streamName": "closes", "streamnamespace": "a", "syncModes": ["full_refresh_append"]},
            {"streamName": "closes", "streamnamespace": "b", "syncModes": ["full_refresh_append"]},
        ]
        kept.place("destinations", "The warehouse")
        yield kept


@pytest.fixture
def run(platform: Airbyte, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a test the command with all it needs; options may be added, and given again to replace."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    monkeypatch.setenv("AIRBYTE_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("AIRBYTE_CLIENT_SECRET", CLIENT_SECRET)
    monkeypatch.setenv("XERO_CLIENT_SECRET", "not-a-real-secret")
    import airbyte_setup  # noqa: PLC0415 - the examples are beside each other, and on the path from here on

    files = {name: tmp_path / f"{name}.json" for name in ("source", "destination")}
    for file in files.values():
        file.write_text(json.dumps(CONFIG))
    options = [
        *("--url", platform.url, "--workspace", WORKSPACE),
        *("--source-image", f"{SOURCE_IMAGE}:0.1.0", "--source-config", str(files["source"])),
        *("--warehouse", platform.the("destinations", "The warehouse")["destinationId"], "--schema", "xero"),
        *("--destination-image", f"{DESTINATION_IMAGE}:0.1.0", "--destination-config", str(files["destination"])),
        *("--journals", platform.the("sources", "The warehouse's tables")["sourceId"]),
    ]

    def run(*more: str) -> tuple[int, str, str]:
        platform.writes.clear()
        code = airbyte_setup.main([*options, *more])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def change(path: Path, **options: object) -> None:
    """Change options of a configuration file."""
    path.write_text(json.dumps(json.loads(path.read_text()) | options))


def test_a_first_run_makes_connectors_source_destination_and_connections(platform: Airbyte, run: Run) -> None:
    """RevRec's streams go to the warehouse every day, deduplicated; the journals' table is posted by hand."""
    code, out, _ = run()

    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["workspace"] + ["made"] * PARTS
    assert [each["dockerImageTag"] for side in platform.definitions.values() for each in side.values()] == ["0.1.0"] * 2
    source, destination = platform.the("sources", "Xero to RevRec"), platform.the("destinations", "Xero journals")
    filled = CONFIG["credentials"] | {"client_secret": "not-a-real-secret"}
    assert source["configuration"] == destination["configuration"] == CONFIG | {"credentials": filled}
    reading = platform.connection("Xero to the warehouse")
    assert {each["name"]: each["syncMode"] for each in reading["configurations"]["streams"]} == {
        **dict.fromkeys(REVREC_STREAMS, DEDUPLICATED),
        NAME: WHOLE,
    }
    assert reading["schedule"] == {"scheduleType": "cron", "cronExpression": "0 0 5 * * ?"}
    assert (reading["namespaceDefinition"], reading["namespaceFormat"]) == ("custom_format", "xero")
    assert reading["nonBreakingSchemaUpdatesBehavior"] == "propagate_columns"
    posting = platform.connection("Xero journals from the warehouse")
    (table,) = posting["configurations"]["streams"]
    assert (table["namespace"], table["name"], table["syncMode"]) == (
        "revrec",
        "journal_entries",
        "full_refresh_append",
    )
    assert posting["schedule"] == {"scheduleType": "manual"}


def test_what_is_posted_is_appended_as_the_destination_takes_it() -> None:
    """The sync mode of the posting connection is one of the destination's own."""
    assert "append" in MODES


def test_the_streams_of_the_example_are_revrecs() -> None:
    """A renamed or added stream turns this red."""
    text = (EXAMPLES / "airbyte_setup.py").read_text()
    listed = text[text.index("REVREC = (") : text.index("OWN = ")]

    assert [line.strip(' ",') for line in listed.splitlines()[1:-1]] == [*REVREC_STREAMS, *RECOGNITION, NAME]


def test_what_the_source_recognises_is_posted_without_a_warehouse_between(platform: Airbyte, run: Run) -> None:
    """`own` connects the entries that the source makes; a warehouse has them overwritten, as they are read whole."""
    platform.offers[SOURCE_IMAGE] += [
        {"streamName": name, "syncModes": [WHOLE, "full_refresh_append"]} for name in RECOGNITION
    ]
    code, out, _ = run("--journals", "own")

    assert (code, out.count("made  ")) == (0, PARTS)
    posting = platform.connection("Xero journals as recognised")
    assert posting["sourceId"] == platform.the("sources", "Xero to RevRec")["sourceId"]
    assert [(each["name"], each["syncMode"]) for each in posting["configurations"]["streams"]] == [
        ("journal_entries", "full_refresh_append")
    ]
    streams = platform.connection("Xero to the warehouse")["configurations"]["streams"]
    modes = {each["name"]: each["syncMode"] for each in streams}
    assert {name: modes[name] for name in RECOGNITION} == dict.fromkeys(RECOGNITION, WHOLE)
    assert [line.split()[0] for line in run("--journals", "own")[1].splitlines()] == ["workspace"] + [
        "unchanged"
    ] * PARTS


def test_a_source_that_recognises_nothing_has_no_entries_of_its_own(run: Run) -> None:
    """It is said with what it offers, and nothing is connected."""
    code, _, err = run("--journals", "own")

    assert code == 1
    assert "offers no table journal_entries" in err


def test_a_second_run_changes_nothing_and_says_so(platform: Airbyte, run: Run) -> None:
    """Masked secrets, the order of streams and what Airbyte fills in are no changes; a paused connection stays so."""
    run()
    platform.connection("Xero to the warehouse")["status"] = "inactive"
    code, out, _ = run()

    assert (code, platform.writes) == (0, [])
    assert [line.split()[0] for line in out.splitlines()] == ["workspace"] + ["unchanged"] * PARTS
    assert platform.connection("Xero to the warehouse")["status"] == "inactive"


def test_a_changed_option_is_sent_and_the_newest_refresh_token_is_kept(
    platform: Airbyte, run: Run, tmp_path: Path
) -> None:
    """Xero has replaced the file's refresh token since, and Airbyte has the new one: it survives the change."""
    run()
    source = platform.the("sources", "Xero to RevRec")
    source["configuration"]["credentials"]["refresh_token"] = "not-a-real-token-2"
    change(tmp_path / "source.json", paid_invoices_only=True, custom_fields=[])
    code, out, _ = run()

    assert code == 0
    assert "changed      source Xero to RevRec (custom_fields, paid_invoices_only)" in out
    assert platform.writes == [f"PUT /sources/{source['sourceId']}"]
    assert source["configuration"]["paid_invoices_only"] is True
    assert source["configuration"]["custom_fields"] == []
    assert source["configuration"]["credentials"]["refresh_token"] == "not-a-real-token-2"
    assert source["configuration"]["credentials"]["client_secret"] == "not-a-real-secret"


def test_an_option_that_was_taken_out_of_the_file_is_taken_out_of_airbyte(
    platform: Airbyte, run: Run, tmp_path: Path
) -> None:
    """The file is the whole configuration."""
    change(tmp_path / "source.json", start_date="2026-01-01")
    run()
    change(tmp_path / "source.json", **CONFIG)
    (tmp_path / "source.json").write_text(json.dumps(CONFIG))
    run()

    assert "start_date" not in platform.the("sources", "Xero to RevRec")["configuration"]


def test_changed_secrets_are_sent_when_asked(platform: Airbyte, run: Run, tmp_path: Path) -> None:
    """Airbyte does not show secrets, so that nobody can tell that only one of them changed."""
    run()
    change(tmp_path / "source.json", credentials=CONFIG["credentials"] | {"refresh_token": "not-a-real-token-9"})
    assert run()[0] == 0
    assert platform.writes == []
    assert run("--send-secrets")[0] == 0

    held = platform.the("sources", "Xero to RevRec")["configuration"]["credentials"]
    assert held["refresh_token"] == "not-a-real-token-9"


def test_a_new_image_schedule_and_choice_of_streams_change_what_is_there(platform: Airbyte, run: Run) -> None:
    """Only what differs is sent, and nothing is made twice."""
    run()
    new = ("--source-image", f"{SOURCE_IMAGE}:0.2.0", "--cron", "0 0 7 ? * MON", "--streams", "invoices,tax_rates")
    code, out, _ = run(*new, "--posting-cron", "0 0 8 3 * ? Europe/London")

    assert code == 0
    assert f"changed      source connector {SOURCE_IMAGE} (0.1.0 -> 0.2.0)" in out
    assert "changed      connection Xero to the warehouse (schedule, configurations)" in out
    assert "changed      connection Xero journals from the warehouse (schedule)" in out
    assert [write.split("/")[0] for write in platform.writes] == ["PUT ", "PATCH ", "PATCH "]
    streams = platform.connection("Xero to the warehouse")["configurations"]["streams"]
    assert [each["name"] for each in streams] == ["invoices", "tax_rates"]
    assert platform.connection("Xero journals from the warehouse")["schedule"]["cronExpression"].endswith("London")


def test_a_dry_run_writes_nothing_and_shows_what_it_would(platform: Airbyte, run: Run, tmp_path: Path) -> None:
    """Before anything is there, and for a change."""
    code, out, _ = run("--dry-run")
    assert (code, platform.writes) == (0, [])
    assert out.count("would make") == PARTS

    run()
    change(tmp_path / "destination.json", status="DRAFT")
    code, out, _ = run("--dry-run")
    assert (code, platform.writes) == (0, [])
    assert out.count("unchanged") == PARTS - 1
    assert "would change destination Xero journals (status)" in out


def test_a_workspace_with_more_sources_than_a_page_is_read_whole(platform: Airbyte, run: Run) -> None:
    """What is on the second page is found, and not made again."""
    for number in range(150):
        platform.place("sources", f"Source {number}")
    run()
    run()

    assert platform.writes == []


def test_the_table_of_the_journals_may_be_named_with_its_schema(platform: Airbyte, run: Run) -> None:
    """A name that is there twice needs it, and one that is not there is refused with those that are."""
    code, _, err = run("--journals-table", "closes")
    assert code == 1
    assert "more than one table closes. It offers a.closes, b.closes, revrec.journal_entries" in err

    code, _, err = run("--journals-table", "revrec.nothing")
    assert code == 1
    assert "no table revrec.nothing" in err

    assert run("--journals-table", "b.closes")[0] == 0
    (table,) = platform.connection("Xero journals from the warehouse")["configurations"]["streams"]
    assert (table["namespace"], table["name"]) == ("b", "closes")


def test_what_stands_in_the_way_is_one_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams, files, variables, addresses and credentials that are wrong end with 1, and no secret is repeated."""
    cases = {
        ("--streams", "invoicez"): "The source does not offer invoicez. It offers accounts,",
        ("--source-config", str(tmp_path / "none.json")): "none.json cannot be read",
        ("--workspace", "other"): "does not show the workspace other: HTTP 404, Could not find",
        ("--url", "http://127.0.0.1:9"): "Airbyte cannot be reached: ConnectionError. Is --url right?",
        ("--warehouse", "unknown"): "Airbyte refused: HTTP 404, Could not find a resource for: destination",
    }
    for options, text in cases.items():
        code, _, err = run(*options)
        assert code == 1
        assert text in err
        assert err.count("\n") == 1
    monkeypatch.delenv("XERO_CLIENT_SECRET")
    assert "has ${XERO_CLIENT_SECRET}, and the environment has no XERO_CLIENT_SECRET" in run()[2]
    monkeypatch.setenv("AIRBYTE_CLIENT_SECRET", "wrong-secret")
    assert "gives no token for AIRBYTE_CLIENT_ID" in run()[2]
    monkeypatch.delenv("AIRBYTE_CLIENT_ID")
    assert "The environment has no AIRBYTE_CLIENT_ID" in run()[2]


def test_half_of_a_connection_is_a_wrong_command_line(run: Run) -> None:
    """A configuration without an image or a warehouse exits with 2 before anything is asked."""
    with pytest.raises(SystemExit) as ended:
        run("--warehouse", "")

    assert ended.value.code == 2


def test_the_stand_in_takes_no_request_that_the_sdks_models_do_not_hold() -> None:
    """A field, an enumeration's value or a type that Airbyte does not have is refused."""
    held = {"sourceId": "s", "destinationId": "d", "name": "n"}
    kept = Airbyte()
    for wrong in ({"nmae": "x"}, {"status": "asleep"}, {"configurations": {"streams": [{"name": "a", "mode": "x"}]}}):
        with pytest.raises(airbyte_stand_in.Refusal):
            kept.answer("POST", "/connections", {}, held | wrong)
