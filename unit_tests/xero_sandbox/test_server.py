"""The running sandbox: context manager, configs, command line, clock."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import requests

import xero_sandbox
from unit_tests.xero_sandbox.conftest import NOON, FakeBooks, Xero
from xero_sandbox import Sandbox
from xero_sandbox.cli import main
from xero_sandbox.clock import SandboxClock
from xero_sandbox.server import PortTakenError
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable


def _fake(now: Callable[[], datetime]) -> list[FakeBooks]:
    return [FakeBooks(now)]


def test_configs_are_ready_to_use(xero: Xero) -> None:
    """Both kinds of credentials, and any key can be set."""
    url = xero.sandbox.url
    config = xero.sandbox.source_config(start_date="2026-01-01")

    expected = {
        "credentials": {
            "auth_type": "custom_connection",
            "client_id": "sandbox-custom-connection",
            "client_secret": "not-a-real-secret",
        },
        "api_url": f"{url}/api.xro/2.0",
        "identity_url": url,
        "start_date": "2026-01-01",
    }
    assert expected == config
    assert xero.sandbox.destination_config().keys() == {"credentials", "api_url", "identity_url"}
    oauth = xero.sandbox.source_config(auth_type="oauth")["credentials"]
    assert {"auth_type", "client_id", "client_secret", "refresh_token"} == set(oauth)


def test_it_stops_when_the_block_ends() -> None:
    """The port is free again."""
    with Sandbox(open_books=_fake) as sandbox:
        assert requests.get(sandbox.url, timeout=5).status_code == 200
    with pytest.raises(requests.ConnectionError):
        requests.get(sandbox.url, timeout=5)


def test_a_port_that_is_taken_is_an_error() -> None:
    """Before any books are opened."""
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortTakenError, match="cannot listen"):
        Sandbox(open_books=_fake, port=other.getsockname()[1])


def test_the_front_door_says_what_this_is(xero: Xero) -> None:
    """A person who opens the address in a browser is told where to go."""
    assert "Xero Sandbox" in requests.get(f"{xero.sandbox.url}/", timeout=5).text


def test_many_parallel_requests_are_answered(seven: Xero) -> None:
    """Twenty at a time, limits lifted."""
    seven.sandbox.limits.enabled = False
    import threading  # noqa: PLC0415

    seen: list[int] = []

    def read() -> None:
        with requests.Session() as http:
            http.headers.update(seven.http.headers)
            for _ in range(5):
                answer = http.get(f"{seven.sandbox.api_url}/Invoices", params={"page": "1"}, timeout=20)
                seen.append(len(answer.json()["Invoices"]))

    threads = [threading.Thread(target=read) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [7] * 100


def test_the_command_prints_configs_and_ends_on_ctrl_c(tmp_path: object) -> None:
    """Exit code 0, no traceback."""
    code = "import sys; from xero_sandbox.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "--port", "0", "--organisations", "2", "--switch", "id_order=text"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=str(tmp_path),
        env={**os.environ, "PYTHONPATH": os.path.dirname(os.path.dirname(xero_sandbox.__file__))},  # noqa: PTH120
    )  # fmt: skip
    assert process.stdout is not None
    lines: list[str] = []
    while "Ctrl-C" not in (lines[-1] if lines else ""):
        lines.append(process.stdout.readline())
    address = lines[0].split()[-1]
    assert requests.get(f"{address}/sandbox/switches", timeout=5).json()["id_order"] == "text"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)

    assert (process.returncode, err) == (0, "")
    assert "stopped" in out
    printed = "".join(lines)
    assert '"auth_type": "custom_connection"' in printed
    assert '"auth_type": "oauth"' in printed
    assert "/identity/connect/authorize?" in printed


def test_a_taken_port_is_a_plain_message(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["--port", str(other.getsockname()[1])]) == 1

    assert "Choose another --port" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--switch", "colour=red"], ["--invoices", "-1"], ["--organisations", "x"]])
def test_wrong_arguments_are_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "xero-sandbox: error:" in capsys.readouterr().err


def test_help_documents_every_switch(capsys: pytest.CaptureFixture[str]) -> None:
    """Name, value, choices and meaning."""
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out

    for name in Switches().as_dict():
        assert f"  {name}=" in text
    assert "id_order=sql_server  (or text)" in text


def test_help_needs_no_server() -> None:
    """Neither Starlette nor uvicorn is imported for it."""
    code = (
        "import sys, contextlib, io\nfrom xero_sandbox.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()): main(['--help'])\n"
        "print(sorted({'starlette', 'uvicorn', 'orjson'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_frozen_clock_moves_only_when_told() -> None:
    """By whole milliseconds."""
    clock = SandboxClock(NOON + timedelta(microseconds=1999), frozen=True)

    assert clock.now() == clock.now() == NOON + timedelta(milliseconds=1)
    assert clock.advance(60) == NOON + timedelta(seconds=60, milliseconds=1)


def test_a_running_clock_starts_where_it_is_told() -> None:
    """And goes on from there."""
    clock = SandboxClock(NOON)

    assert timedelta() <= clock.now() - NOON < timedelta(seconds=5)
    clock.advance(3600)
    assert timedelta(hours=1) <= clock.now() - NOON < timedelta(hours=1, seconds=5)
    assert abs(SandboxClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_clock_refuses_a_start_without_zone_and_a_step_back() -> None:
    """Neither makes sense."""
    with pytest.raises(ValueError, match="time zone"):
        SandboxClock(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="cannot go back"):
        SandboxClock().advance(-1)


def test_the_real_organisations_are_the_same_after_a_reset() -> None:
    """A company of fifty invoices, the British one and an empty one; ids repeat."""
    with Sandbox(invoices=50, organisations=3, clock=SandboxClock(NOON, frozen=True)) as sandbox:
        before = [each["OrganisationID"] for each in sandbox.organisations]
        invoices = list(sandbox.books.collection("Invoices"))
        sandbox.act("create_contact", name="Nobody", organisation=before[2])
        sandbox.service.reset()

        assert len(invoices) == 50
        assert len(set(before)) == 3
        assert before == [each["OrganisationID"] for each in sandbox.organisations]
        assert invoices == list(sandbox.books.collection("Invoices"))
        assert len(sandbox.tenants[2].books.collection("Contacts")) == 0


def test_the_switch_of_allocations_reaches_the_books() -> None:
    """From the start, when it is set, and back at a reset."""
    first = Switches(allocation_bumps_credit_note=True)
    with Sandbox(invoices=1, switches=first) as sandbox:
        assert sandbox.books.switches.allocation_bumps_credit_note
        sandbox.set_switches(allocation_bumps_credit_note=False)
        assert not sandbox.books.switches.allocation_bumps_credit_note
        sandbox.service.reset()
        assert sandbox.books.switches.allocation_bumps_credit_note


def test_the_package_exports_the_sandbox_alone() -> None:
    """Anything else is an AttributeError."""
    assert xero_sandbox.__all__ == ["Sandbox"]
    with pytest.raises(AttributeError):
        xero_sandbox.Elephant  # noqa: B018
