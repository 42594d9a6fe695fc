"""No secret in anything that is printed or kept, whatever goes wrong, and whatever a source passes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from integration_tests.support.journals.process import Destination, Printed
from integration_tests.support.journals.syncs import kept
from integration_tests.support.posting import entry, in_books, line, records, state, write_in_process
from xero_sandbox.identity.clients import DEFAULT_CUSTOM_CONNECTION, DEFAULT_REFRESH_TOKEN, DEFAULT_WEB_APP

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
PASSED_ON = "not-a-real-token-of-the-source"
OWN = (DEFAULT_CUSTOM_CONNECTION.client_secret, DEFAULT_WEB_APP.client_secret, DEFAULT_REFRESH_TOKEN)


def issued(xero: Sandbox) -> set[str]:
    """Return every access and refresh token that the sandbox ever issued."""
    identity = xero.identity
    return {*identity._access, *identity._refresh}  # noqa: SLF001 - no client is told the tokens of others


def nowhere(xero: Sandbox, printed: Printed, folder: Path, secrets: Iterable[str] = ()) -> bool:
    """Tell whether no secret is in what was printed or in the files that were kept.

    A CONTROL message is left out: it is how Airbyte is given the new refresh token to keep.
    """
    lines = [text for text in printed.out.splitlines() if orjson.loads(text)["type"] != "CONTROL"]
    texts = [b"\n".join(lines), printed.err, *(path.read_bytes() for path in folder.rglob("*") if path.is_file())]
    wanted = {*OWN, PASSED_ON, *issued(xero), *secrets}
    return not any(secret.encode() in text for secret in wanted for text in texts)


def passed_on() -> list[bytes]:
    """Return what a program may pass on of its source besides records: its configuration, with the tokens."""
    control = {
        "type": "CONTROL",
        "control": {
            "type": "CONNECTOR_CONFIG",
            "emitted_at": 1.0,
            "connectorConfig": {"config": {"credentials": {"client_secret": PASSED_ON, "refresh_token": PASSED_ON}}},
        },
    }
    logged = {"type": "LOG", "log": {"level": "DEBUG", "message": f"Authorization: Bearer {PASSED_ON}"}}
    spec = {"type": "SPEC", "spec": {"connectionSpecification": {"default": PASSED_ON}}}
    return [json.dumps(each).encode() for each in (control, logged, spec)]


def refused() -> list[Row]:
    """Return entries that are refused, each for another reason."""
    return [
        line("JE-SINGLE"),
        *[row | {"Account Number": "999"} for row in entry("JE-ACCOUNT")],
        *[row | {"Amount": "a lot"} for row in entry("JE-AMOUNT")],
    ]


@pytest.mark.parametrize("auth_type", ["custom_connection", "oauth"])
def test_a_good_sync_tells_no_token(destination: Destination, xero: Sandbox, auth_type: str) -> None:
    """Receipts, log and states hold neither the connection's own secrets nor what the source passed on."""
    folder = destination.folder / "kept"
    config = xero.destination_config(auth_type=auth_type, object_storage_config=kept(folder))
    printed = destination.write(config, [*passed_on(), *records(entry()), state(1), *passed_on()])

    assert printed.code == 0
    assert len(in_books(xero)) == 1
    assert (folder / "receipts.jsonl").exists()
    assert issued(xero)
    assert nowhere(xero, printed, folder)


@pytest.mark.parametrize("on_invalid", ["post_nothing", "post_the_valid"])
def test_refused_journals_tell_no_token(destination: Destination, xero: Sandbox, on_invalid: str) -> None:
    """The rejects hold the lines and why, and nothing of what stood between them."""
    folder = destination.folder / "kept"
    config = xero.destination_config(object_storage_config=kept(folder), on_invalid=on_invalid)
    given = [*passed_on(), *records(entry(), refused()), *passed_on(), state(1)]
    printed = destination.write(config, given)

    assert printed.code == (1 if on_invalid == "post_nothing" else 0)
    assert (folder / "rejects.jsonl").exists()
    assert nowhere(xero, printed, folder)


@pytest.mark.parametrize("cut", [40, 150, 230])
def test_a_control_message_that_was_cut_tells_no_token(destination: Destination, xero: Sandbox, cut: int) -> None:
    """A broken line is refused by its number and its length; the file of rejects is not even made."""
    folder = destination.folder / "kept"
    config = xero.destination_config(object_storage_config=kept(folder))
    broken = passed_on()[0][:cut] + PASSED_ON.encode()
    printed = destination.write(config, [*records(entry()), broken])

    assert printed.code == 1
    assert "Line 3 of the input" in printed.error()["message"]
    assert in_books(xero) == []
    assert nowhere(xero, printed, folder)


@pytest.mark.parametrize("place", ["token", "connections", "*"])
@pytest.mark.parametrize("fault", ["unauthorized", "forbidden_scope", "forbidden_organisation", "server_error", "html"])
def test_a_failure_of_xero_tells_no_token(xero: Sandbox, tmp_path: Path, fault: str, place: str) -> None:
    """Neither the error that Airbyte shows nor the log quotes a request or an answer."""
    xero.fault(fault, place)
    config = xero.destination_config(auth_type="oauth", object_storage_config=kept(tmp_path / "kept"))
    written = write_in_process(xero, config, [*records(entry()), state(1)])

    assert written.error()["message"]
    assert written.states() == []
    assert nowhere(xero, Printed(1, b"\n".join(written.lines), b""), tmp_path / "kept")


@pytest.mark.parametrize("command", ["check", "discover", "write"])
def test_an_unusable_configuration_is_not_quoted(destination: Destination, xero: Sandbox, command: str) -> None:
    """Each fault names the field, never its value: a secret may have been put into any of them."""
    misplaced = "not-a-real-secret-in-the-wrong-place"
    config = xero.destination_config(
        status=misplaced,
        api_url=misplaced,
        plan_fingerprint=misplaced,
        limits={"calls_per_minute": misplaced},
        account_mapping=[{"revrec_account": "200", "xero_account": "200", "password": misplaced}],
        object_storage_config={"storage_type": "S3", "secret_access_key": misplaced, "access_key_id": misplaced},
    )
    config["credentials"] |= {"client_secret": [misplaced], "token": misplaced}
    selected = destination.file("catalog.json", {"streams": []})
    more = ["--catalog", selected] if command == "write" else []
    printed = destination.run(command, "--config", destination.file("config.json", config), *more)

    assert "status" in printed.everything
    assert "credentials" in printed.everything
    assert nowhere(xero, printed, destination.folder / "kept", [misplaced])


def test_a_wrong_secret_is_refused_without_being_told(destination: Destination, xero: Sandbox) -> None:
    """The check says that Xero does not know the app, and write fails with the same sentence."""
    config = xero.destination_config()
    config["credentials"]["client_secret"] = "not-a-real-secret-and-wrong"
    for printed in (
        destination.run("check", "--config", destination.file("config.json", config)),
        destination.write(config, [*records(entry()), state(1)]),
    ):
        assert printed.states() == []
        assert "-and-wrong" not in printed.everything
        assert nowhere(xero, printed, destination.folder / "kept")
    assert in_books(xero) == []


def test_a_source_that_failed_tells_no_token(destination: Destination, xero: Sandbox) -> None:
    """What the source says of its failure is the source's to show."""
    folder = destination.folder / "kept"
    config = xero.destination_config(object_storage_config=kept(folder))
    failed = {"type": "TRACE", "trace": {"type": "ERROR", "error": {"internal_message": PASSED_ON}}}
    printed = destination.write(config, [*passed_on(), *records(entry()), json.dumps(failed).encode()])

    assert printed.code == 1
    assert not in_books(xero)
    assert nowhere(xero, printed, folder)
