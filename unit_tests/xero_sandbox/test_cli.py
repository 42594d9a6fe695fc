"""The command `xero-sandbox`."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

import xero_sandbox
from unit_tests.xero_sandbox.conftest import TENANT, Xero
from xero_sandbox.cli import _greeting, _parser, main
from xero_sandbox.faults import FAULTS
from xero_sandbox.identity.consent import LANDING
from xero_sandbox.identity.scopes import EVERYDAY_SCOPES
from xero_sandbox.switches import Switches


def test_the_command_prints_configs_and_ends_on_ctrl_c(tmp_path: object) -> None:
    """Exit code 0, no traceback."""
    code = "import sys; from xero_sandbox.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "--port", "0", "--invoices", "0", "--switch", "id_order=text"]
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
    (company,) = requests.get(f"{address}/sandbox/books", timeout=5).json()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)

    assert (process.returncode, err) == (0, "")
    assert "Invoices" not in {row["Endpoint"] for row in company["control_totals"]}
    assert "stopped" in out
    printed = "".join(lines)
    assert '"auth_type": "custom_connection"' in printed
    assert '"auth_type": "oauth"' in printed
    (link,) = [line.strip() for line in lines if "/identity/connect/authorize?" in line]
    asked = parse_qs(urlsplit(link).query)
    assert set(asked["scope"][0].split()) == set(EVERYDAY_SCOPES)
    assert asked["redirect_uri"] == [address + LANDING]
    assert f"--client-id sandbox-native-app --sandbox {address}\n" in printed


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
    err = capsys.readouterr().err
    assert err.startswith("xero-sandbox: ")
    assert err.endswith("; xero-sandbox --help tells more\n")
    assert err.count("\n") == 1


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


def test_the_greeting_tells_how_to_connect(xero: Xero) -> None:
    """Organisations with their ids, a configuration of each kind, and a page to click through."""
    shown = _greeting(xero.sandbox)

    assert shown.splitlines()[0] == f"Xero Sandbox on {xero.sandbox.url}"
    assert f"Fake Company ({TENANT})" in shown
    assert json.dumps(xero.sandbox.destination_config(), indent=2) in shown
    assert f"{xero.sandbox.url}/identity/connect/authorize?response_type=code&" in shown


@pytest.mark.parametrize("invoices", [0, 1, 100])
def test_a_company_may_have_any_number_of_invoices(invoices: int) -> None:
    """None is a number too."""
    assert _parser().parse_args(["--invoices", str(invoices)]).invoices == invoices


def test_limits_are_xeros_unless_they_are_set() -> None:
    """Each of the four has its option."""
    asked = _parser().parse_args([])
    assert (asked.minute_limit, asked.day_limit, asked.concurrent_limit, asked.app_minute_limit) == (60, 5000, 5, 10000)

    assert _parser().parse_args(["--day-limit", "1000"]).day_limit == 1000
    assert _parser().parse_args(["--no-limits"]).no_limits


def test_without_its_extra_the_command_says_what_to_install() -> None:
    """Exit code 1."""
    code = (
        "import sys; sys.modules['uvicorn'] = None\nfrom xero_sandbox.cli import main\nsys.exit(main(['--port', '0']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert "install airbyte-xero-revrec[sandbox]" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--prot", "1"], "unrecognized arguments: --prot 1; did you mean --port? xero-sandbox"),
        (["--unheard-of"], "unrecognized arguments: --unheard-of; xero-sandbox"),
        (["--invoices", "a", "--no-limit"], "did you mean --no-limits?"),
    ],
)
def test_a_wrong_option_is_answered_with_the_nearest(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is like none is answered with none."""
    with pytest.raises(SystemExit):
        main(arguments)

    assert said in capsys.readouterr().err


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is served for it."""
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("xero-sandbox 0.")
