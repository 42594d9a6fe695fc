"""The command `xero-sandbox`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest
import requests

import xero_sandbox
from xero_sandbox import Sandbox
from xero_sandbox.cli import main
from xero_sandbox.faults import FAULTS
from xero_sandbox.switches import Switches


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


def test_help_documents_every_switch_and_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """Name, value, choices and meaning."""
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out

    for switch in Switches().listed():
        assert f"  {switch.name}={switch.value or '(none)'}" in text
        assert f"      {switch.about}\n" in text
    for fault in FAULTS.values():
        assert f"  {fault.name}: {fault.about}" in text
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


def served(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Sandbox:
    """Return the sandbox that a command line makes, as it is when it would serve."""
    made: list[Sandbox] = []

    def stopped(sandbox: Sandbox) -> None:
        made.append(sandbox)
        raise KeyboardInterrupt

    monkeypatch.setattr(Sandbox, "serve", stopped)
    assert main(["--port", "0", *arguments]) == 0
    made[0].stop()
    return made[0]


def test_no_invoices_is_a_company_without_documents(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Contacts, items and tracking are there."""
    sandbox = served(monkeypatch, "--invoices", "0")

    assert dict(sandbox.books.collection("Invoices")) == {}
    assert sandbox.books.collection("Contacts")
    assert "xero-sandbox: stopped" in capsys.readouterr().out


def test_limits_are_set_or_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the four has its option."""
    limits = ("--minute-limit", "7", "--day-limit", "8", "--concurrent-limit", "2", "--app-minute-limit", "9")
    allowed = served(monkeypatch, "--invoices", "0", *limits).limits

    assert allowed.enabled
    assert (allowed.allowance.minute, allowed.allowance.day) == (7, 8)
    assert (allowed.allowance.concurrent, allowed.allowance.app_minute) == (2, 9)
    assert not served(monkeypatch, "--invoices", "0", "--no-limits").limits.enabled


def test_without_its_extra_the_command_says_what_to_install() -> None:
    """Exit code 1."""
    code = (
        "import sys; sys.modules['uvicorn'] = None\nfrom xero_sandbox.cli import main\nsys.exit(main(['--port', '0']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert "install airbyte-xero-revrec[sandbox]" in done.stderr
