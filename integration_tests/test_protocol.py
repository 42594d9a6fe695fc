"""The connector's process, as Airbyte and a command line run it."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.reading import COMMAND, Connector, catalog
from source_xero_revrec.streams.raw import RAW_STREAMS
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from integration_tests.support.forked import Forked

REVREC = ["customers", "products", "order_details", "billing_schedule", "recon_errors", "control_totals"]
EVERYTHING = [*REVREC, *(raw.name for raw in RAW_STREAMS)]


def test_check_discover_and_read_of_all_streams_succeed(connector: Connector, own_demo: Sandbox) -> None:
    """A full refresh of every stream brings every record of the company, and its last line says what it took."""
    config = connector.write("config.json", own_demo.source_config())
    code, messages, _ = connector.run("check", "--config", config)
    assert (code, messages[-1]["connectionStatus"]["status"]) == (0, "SUCCEEDED")
    code, messages, _ = connector.run("discover", "--config", config)
    names = {stream["name"] for stream in messages[-1]["catalog"]["streams"]}
    assert names == set(EVERYTHING)
    selected = connector.write("catalog.json", catalog(*EVERYTHING, mode="full_refresh"))
    code, messages, printed = connector.run("read", "--config", config, "--catalog", selected)
    assert code == 0, printed[-2000:]
    found: dict[str, int] = {}
    for message in messages:
        if message["type"] == "RECORD":
            found[message["record"]["stream"]] = found.get(message["record"]["stream"], 0) + 1
    for raw in RAW_STREAMS:
        if raw.name not in ("journals", "organisations", "trial_balance"):
            assert found.get(raw.name, 0) == len(own_demo.books.collection(raw.endpoint.path)), raw.name
    assert found["journals"] == len(own_demo.books.journals())
    assert "Asked Xero" in printed
    assert own_demo.source_config()["credentials"]["client_secret"] not in printed


def test_no_state_precedes_its_records(connector: Connector) -> None:
    """At every STATE, exactly the records it claims to cover have been printed."""
    with Sandbox(invoices=3_500, limits=False) as xero:
        config = connector.write("config.json", xero.source_config())
        selected = connector.write("catalog.json", catalog("invoices"))
        _, messages, _ = connector.run("read", "--config", config, "--catalog", selected)
    seen = 0
    covered = []
    for message in messages:
        seen += message["type"] == "RECORD"
        if message["type"] == "STATE":
            (place,) = message["state"]["stream"]["stream_state"].values()
            covered.append(place.get("received"))
            assert place.get("received", seen) <= seen
    assert covered[:4] == [1000, 2000, 3000, 3500]


def test_a_reader_that_goes_away_ends_the_read(connector: Connector) -> None:
    """`read | head -1` ends within seconds."""
    with Sandbox(invoices=20_000, limits=False) as xero:
        config = connector.write("config.json", xero.source_config())
        selected = connector.write("catalog.json", catalog("invoices"))
        started = time.monotonic()
        pipeline = f"{COMMAND} read --config {config} --catalog {selected} | head -1"
        done = subprocess.run(["bash", "-c", pipeline], capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout.count("\n") == 1
        assert time.monotonic() - started < 30
        assert "Traceback" not in done.stderr


def test_a_rotated_refresh_token_is_sent_to_airbyte_and_saved_on_request(
    connector: Connector, own_demo: Sandbox
) -> None:
    """The CONTROL message and, with --save-config, the file hold the new token; the next command works with it."""
    oauth = own_demo.source_config(auth_type="oauth")
    config = connector.write("config.json", oauth)
    code, messages, _ = connector.run("check", "--config", config, "--save-config")
    assert code == 0
    sent = [m["control"]["connectorConfig"]["config"] for m in messages if m["type"] == "CONTROL"]
    saved = json.loads((connector.folder / "config.json").read_text())
    assert sent[-1]["credentials"]["refresh_token"] == saved["credentials"]["refresh_token"]
    assert saved["credentials"]["refresh_token"] != oauth["credentials"]["refresh_token"]
    own_demo.clock.advance(3600)
    code, messages, _ = connector.run("check", "--config", config, "--save-config")
    assert messages[-1]["connectionStatus"]["status"] == "SUCCEEDED"


@pytest.mark.parametrize("command", ["check", "read"])
def test_a_refresh_token_that_cannot_be_saved_is_sent_first_and_told_with_a_remedy(
    connector: Connector, own_demo: Sandbox, command: str
) -> None:
    """A configuration that came through a pipe has no folder: the CONTROL message has the token, an error says so."""
    selected = ["--catalog", connector.write("catalog.json", catalog("accounts", "items"))]
    arguments = [command, "--config", "/dev/stdin", "--save-config", *(selected if command == "read" else [])]

    config = json.dumps(own_demo.source_config(auth_type="oauth"))
    done = subprocess.run([COMMAND, *arguments], input=config, capture_output=True, text=True, timeout=60, check=False)

    messages = [json.loads(line) for line in done.stdout.splitlines()]
    told = [m["connectionStatus"]["message"] for m in messages if m["type"] == "CONNECTION_STATUS"]
    errors = [m["trace"]["error"] for m in messages if m["type"] == "TRACE" and m["trace"]["type"] == "ERROR"]
    (*_, first) = [place for place, m in enumerate(messages) if m["type"] == "CONTROL"]
    assert first < len(messages) - 1
    assert done.returncode == (1 if command == "read" else 0)
    assert {error["failure_type"] for error in errors} <= {"config_error"}
    for said in told or [error["message"] for error in errors[:2]]:
        assert "could not be written into /dev/stdin" in said
        assert "It is in the last CONTROL message that was printed" in said
    assert "Traceback" not in done.stdout + done.stderr


def test_sigkill_and_resume_bring_every_invoice(connector: Connector) -> None:
    """A process killed after its second STATE is followed by one that brings the rest."""
    with Sandbox(invoices=6_000, limits=False) as xero:
        config = connector.write("config.json", xero.source_config())
        selected = connector.write("catalog.json", catalog("invoices"))
        ids: set[str] = set()
        states: list[dict[str, Any]] = []
        command = [str(COMMAND), "read", "--config", config, "--catalog", selected]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                message = json.loads(line)
                if message["type"] == "RECORD":
                    ids.add(message["record"]["data"]["InvoiceID"])
                elif message["type"] == "STATE":
                    states.append(message["state"])
                    if len(states) == 2:
                        process.kill()
                        break
        assert len(ids) == 2_000
        state = connector.write("state.json", states[-1:])
        code, messages, _ = connector.run("read", "--config", config, "--catalog", selected, "--state", state)
        ids |= {m["record"]["data"]["InvoiceID"] for m in messages if m["type"] == "RECORD"}
        assert code == 0
        assert len(ids) == 6_000


def _failed_check(connector: Connector, forked: Forked, config: dict[str, Any]) -> str:
    path = connector.write("config.json", config)
    done = forked.run(COMMAND.name, "check", "--config", path, folder=connector.folder)
    code, messages = done.returncode, [json.loads(line) for line in done.stdout.splitlines()]
    # A CONTROL message holds the whole configuration by design: it is how Airbyte learns of a rotated token.
    printed = json.dumps([message for message in messages if message["type"] != "CONTROL"])
    status = next(m["connectionStatus"] for m in messages if m["type"] == "CONNECTION_STATUS")
    assert (code, status["status"]) == (0, "FAILED")
    for secret in ("client_secret", "refresh_token"):
        value = config.get("credentials", {}).get(secret)
        assert not value or value not in printed
    message: str = status["message"]
    assert "Traceback" not in message
    return message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"credentials": {"client_secret": "wrong-not-a-real-secret"}}, "client id and secret"),
        ({"organisations": ["Nobody Ltd"]}, "Nobody Ltd"),
        ({"start_date": "2999-01-01"}, "lies in the future"),
        ({"limits": {"calls_per_minute": "many"}}, "limits.calls_per_minute"),
        ({"credentials": {"client_secret": None}}, "client_secret is missing"),
    ],
)
def test_a_faulty_config_fails_the_check_with_a_sentence(
    connector: Connector, xero: Sandbox, forked: Forked, change: dict[str, Any], says: str
) -> None:
    """The connection status names what is wrong; the exit code is 0, as Airbyte expects of a check."""
    config = xero.source_config()
    for key, value in change.items():
        merged = {**config[key], **value} if isinstance(value, dict) and key in config else value
        config[key] = {k: v for k, v in merged.items() if v is not None} if isinstance(merged, dict) else merged
    assert says in _failed_check(connector, forked, config)


def test_several_organisations_and_none_chosen_names_them(connector: Connector, forked: Forked) -> None:
    """The sentence lists what can be chosen."""
    with Sandbox(organisations=2) as xero:
        message = _failed_check(connector, forked, xero.source_config(auth_type="oauth"))
        for organisation in xero.organisations:
            assert organisation["Name"] in message


def test_a_missing_scope_is_named(connector: Connector, own_demo: Sandbox, forked: Forked) -> None:
    """The sentence names the scope to add."""
    own_demo.fault("forbidden_scope", "Contacts")
    assert "accounting.contacts.read" in _failed_check(connector, forked, own_demo.source_config())


@pytest.mark.parametrize(
    ("streams", "change", "says"),
    [
        (["no_such_stream"], {}, "no_such_stream"),
        (["invoices"], {"client_secret": "wrong-not-a-real-secret"}, "client id and secret"),
    ],
)
def test_a_read_that_cannot_work_exits_with_1_and_a_config_error(
    connector: Connector, xero: Sandbox, streams: list[str], change: dict[str, str], says: str
) -> None:
    """The trace that Airbyte shows is a config error with one sentence."""
    config = xero.source_config()
    config["credentials"].update(change)
    code, messages, _ = connector.run(
        "read",
        "--config",
        connector.write("config.json", config),
        "--catalog",
        connector.write("catalog.json", catalog(*streams)),
    )
    errors = [m["trace"]["error"] for m in messages if m["type"] == "TRACE" and m["trace"]["type"] == "ERROR"]
    assert code == 1
    assert says in errors[0]["message"]
    assert errors[0]["failure_type"] == "config_error"


def test_numbers_arrive_with_the_digits_that_xero_sent(connector: Connector, own_demo: Sandbox) -> None:
    """No amount passes through a float on its way to standard output."""
    config = connector.write("config.json", own_demo.source_config())
    selected = connector.write("catalog.json", catalog("invoices"))
    done = subprocess.run(
        [COMMAND, "read", "--config", config, "--catalog", selected], capture_output=True, text=True, check=True
    )
    line = next(line for line in done.stdout.splitlines() if '"RECORD"' in line)
    data = json.loads(line, parse_float=str)["record"]["data"]
    assert data["Total"] == str(own_demo.books.collection("Invoices")[data["InvoiceID"]]["Total"])
    assert len(data["Total"].partition(".")[2]) == 2


@pytest.mark.parametrize(
    ("wrong", "content", "says"),
    [
        ("check config", None, "cannot be read (No such file or directory)"),
        ("discover config", "", "is empty"),
        ("read config", "{nope", "is no JSON (line 1, column 2)"),
        ("read catalog", "[1]", "is no JSON object"),
        ("read catalog", '{"streams": [{"name": "invoices"}]}', "is no configured catalog"),
        (
            "read catalog",
            '{"type": "LOG"}\n{"type": "CATALOG"}',
            "is not one yet; `source-xero-revrec init --catalog",
        ),
        ("read state", None, "cannot be read"),
        ("read state", '{"type": "STATE"}\n{"type": "STATE"}', "put the last of each stream into a list"),
        ("read state", '{"invoices": 1}', "is no list of Airbyte's states"),
        ("read state", '[{"type": "STREAM"}]', "is no list of Airbyte's states"),
        ("read state", "[{}]", "is no list of Airbyte's states"),
        ("read state", '[{"type": "GLOBAL", "global": {"stream_states": []}}]', "is no list of Airbyte's states"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(
    connector: Connector, xero: Sandbox, wrong: str, content: str | None, says: str, *, forked: Forked
) -> None:
    """It is a config error, printed once, and no traceback is."""
    command, which = wrong.split()
    files = {
        "config": connector.write("config.json", xero.source_config()),
        "catalog": connector.write("catalog.json", catalog("invoices")),
        "state": connector.write("state.json", []),
    }
    path = Path(files[which])
    if content is None:
        path.unlink()
    else:
        path.write_text(content)
    options = {"check": ["config"], "discover": ["config"], "read": ["config", "catalog", "state"]}[command]

    done = forked.run(
        COMMAND.name,
        command,
        *(word for name in options for word in (f"--{name}", files[name])),
        folder=connector.folder,
    )

    errors = [json.loads(line)["trace"]["error"] for line in done.stdout.splitlines() if '"TRACE"' in line]
    assert done.returncode == 1
    assert [error["failure_type"] for error in errors] == ["config_error"]
    assert says in errors[0]["message"]
    assert str(path) in errors[0]["message"]
    assert "Traceback" not in done.stdout + done.stderr
