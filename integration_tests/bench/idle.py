"""`make bench`: what a sync costs in which nothing changed, and organisations side by side.

Seconds compare within this run only: eight organisations read at once against the same eight read one after the other,
each call taking 0.3 seconds, as it does over a long line.
"""

from __future__ import annotations

import io
import time
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

from integration_tests.bench.reading import REVREC
from integration_tests.support.reading import catalog, counted, read_in_process
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integration_tests.support.reading import Reading

MOST_CALLS = 9
ORGANISATIONS, LATENCY = 8, 0.3
SIDE_BY_SIDE = 0.25
SIGN_INS = ("custom_connection", "oauth")


def idle(sign_in: str) -> tuple[int, int]:
    """Return how many calls, signing in included, and rows a second sync of six streams takes and gives."""
    with Sandbox(limits=False) as xero:
        config = xero.source_config(auth_type=sign_in)
        first = _read(xero, config)
        counted(xero).reset()
        second = _read(xero, config, first.states())
        return counted(xero).count(), sum(len(second.records(stream)) for stream in REVREC)


def seconds(xero: Sandbox, names: Sequence[str]) -> float:
    """Return how long an idle sync of some organisations takes in this process."""
    config = xero.source_config(auth_type="oauth", organisations=list(names))
    first = _read(xero, config)
    rule = xero.fault("slow", delay=LATENCY)
    started = time.monotonic()
    _read(xero, config, first.states())
    took = time.monotonic() - started
    assert rule.fired
    xero.clear_faults()
    return took


def _read(xero: Sandbox, config: dict[str, Any], *states: Any) -> Reading:  # noqa: ANN401 - as they came
    """Read the six streams; what the CDK prints of a rotated token is no figure."""
    with redirect_stdout(io.StringIO()):
        reading = read_in_process(xero, config, catalog(*REVREC), *states)
    if reading.failure:
        raise SystemExit(f"The benchmark's sync failed: {reading.failure}")
    return reading


def main() -> None:
    """Measure and print; exits with 1 where a figure misses what is wanted."""
    missed = False
    for sign_in in SIGN_INS:
        calls, rows = idle(sign_in)
        print(f"idle sync, {sign_in}: {calls} calls, signing in included (at most {MOST_CALLS} wanted), {rows} rows")
        missed = missed or calls > MOST_CALLS or rows > 0
    with Sandbox(organisations=ORGANISATIONS, limits=False) as xero:
        names = [tenant.name for tenant in xero.tenants]
        at_once = seconds(xero, names)
        one_by_one = sum(seconds(xero, [name]) for name in names)
    print(
        f"ratio of time, {ORGANISATIONS} idle organisations side by side to one after the other, {LATENCY} s a call: "
        f"{at_once / one_by_one:.2f} = {at_once:.1f} s / {one_by_one:.1f} s (at most {SIDE_BY_SIDE:.2f} wanted)"
    )
    if missed or at_once > SIDE_BY_SIDE * one_by_one:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
