"""How every command ends."""

from __future__ import annotations

from xero_connectors.exit_code import ExitCode


def test_the_codes_are_those_that_shells_and_airbyte_know() -> None:
    """0 went well, 1 failed as Airbyte's tools have it, 2 is wrong use as argparse has it, 130 is a shell's Ctrl-C."""
    assert {code.name: int(code) for code in ExitCode} == {
        "DONE": 0,
        "FAILED": 1,
        "WRONG_USE": 2,
        "REFUSED": 3,
        "INTERRUPTED": 130,
    }
