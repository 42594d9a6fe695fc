"""`make bench`: the workbook against XlsxWriter alone, and its memory in the number of invoices.

The bare loop lets XlsxWriter write as many rows of as many cells, and nothing else: reading, accounting, sorting and
counting come on top in the command. Both are CPU seconds of the whole process, start-up included.
"""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

from integration_tests.bench.processes import BIN, sandbox

SMALL, LARGE = 6_000, 60_000
SPEED, MEMORY, FIRST_SIGN = 3.0, 1.15, 1.0
EARLIER = 0.38
"""What the workbook came to of XlsxWriter's rows a second while that wrote its rows: 2,700 of 7,100."""

BARE_LOOP = """
import sys, datetime, xlsxwriter
rows, path = int(sys.argv[1]), sys.argv[2]
book = xlsxwriter.Workbook(path, {"constant_memory": True})
sheet, day = book.add_worksheet(), datetime.date(2026, 1, 31)
for row in range(rows):
    for cell in range(30):
        sheet.write_string(row, cell, "a text of a document")
    for cell in range(30, 35):
        sheet.write_number(row, cell, 1200.5)
    for cell in range(35, 40):
        sheet.write_number(row, cell, day.toordinal())
book.close()
"""


def made(config: dict[str, Any], folder: Path) -> tuple[float, float, float, int]:
    """Make a workbook; returns CPU seconds, peak MB, seconds until something was shown, and rows."""
    (folder / "config.json").write_text(json.dumps(config))
    path = folder / "revrec.xlsx"
    files = ["--config", str(folder / "config.json"), "--output", str(path), "--overwrite"]
    screen, theirs = pty.openpty()
    started = time.monotonic()
    process = subprocess.Popen(
        [str(BIN / "source-xero-revrec"), "workbook", *files], stdout=subprocess.PIPE, stderr=theirs, text=True
    )
    os.close(theirs)
    os.read(screen, 1)
    shown = time.monotonic() - started
    seconds, megabytes, said = _ended(process, screen)
    # The table of sheets is indented, a number at the end of each line but its heading.
    told = [line.split()[-1].replace(",", "") for line in said.splitlines() if line.startswith("  ")]
    rows = sum(int(count) for count in told if count.isdecimal())
    assert zipfile.is_zipfile(path)
    return seconds, megabytes, shown, rows


def _ended(process: subprocess.Popen[str], screen: int) -> tuple[float, float, str]:
    while True:
        try:
            if not os.read(screen, 1 << 16):
                break
        except OSError:
            break
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the workbook failed with status {status}: {said}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said


def bare(rows: int, folder: Path) -> float:
    """Return the CPU seconds that XlsxWriter takes for so many rows."""
    process = subprocess.Popen([sys.executable, "-c", BARE_LOOP, str(rows), str(folder / "bare.xlsx")])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the bare loop failed with status {status}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print; exits with 1 where a figure misses what is wanted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with sandbox(SMALL) as (config, _):
            _, before, _, _ = made(config, folder)
        with sandbox(LARGE) as (config, _):
            seconds, after, shown, rows = made(config, folder)
        # A part of them, since each row takes as long as the one before.
        part = rows // 6
        alone = bare(part, folder) * rows / part
    print(f"workbook: {rows / seconds:,.0f} rows a CPU second, XlsxWriter alone {rows / alone:,.0f}")
    print(
        f"ratio of speed, workbook to XlsxWriter alone: {alone / seconds:.2f}, "
        f"{alone / seconds / EARLIER:.1f} times the {EARLIER} of before (at least {SPEED:.1f} wanted)"
    )
    print(
        f"ratio of memory, workbook, {LARGE:,} to {SMALL:,} invoices: {after / before:.2f} = {after:.0f} MB / "
        f"{before:.0f} MB (at most {MEMORY:.2f} wanted)"
    )
    print(f"first sign on a terminal after {shown:.1f} s (at most {FIRST_SIGN:.1f} wanted)")
    if alone < SPEED * EARLIER * seconds or after > MEMORY * before or shown > FIRST_SIGN:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
