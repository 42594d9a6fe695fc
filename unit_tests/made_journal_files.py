"""Files of journal entries as people, warehouses and accidents make them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

_DATES = (
    "2026-01-31", " 2026-01-31 ", "2026-01-31T00:00:00Z", "2026-01-31 00:00:00+13:00", "2026-02-28",
    "2026-01-31T23:30:00Z", "2026-01-31 11:00", "31/01/2026", "2026-02-30", "31 Jan 2026", "",
)  # fmt: skip
_AMOUNTS = ("10.005", "-10.00", "1,000.00", "1.000,00", "1E-3", "NaN", "(5.00)", "$5", "1E+20", "", " ", "0.00", "ten")
_SIDES = ("Debit", "Credit", "DEBIT", " credit ", "Dr", "", "Debits")
_NUMBERS = ("2400", "4000", "4000.0", " 2400 ", "")
_NAMES = ("Deferred Revenue", "deferred revenue ", "Subscription Revenue", "")
_TYPES = ("Deferred Revenue", "")
_CURRENCIES = ("", "NZD", "nzd", "USD")
_STATUSES = ("Closed", "closed ", "LOCKED", "", "Open", "In Progress", "open")
_GOOD_IDS = ("JE-1", "JE-2", "1001", "JE 3 [x]")
_IDS = (*_GOOD_IDS, " JE-1 ", "x" * 201, "")
_TEXTS = ("", "Order 7", 'He said "ten"', "one,\ntwo", "a;b\tc", "東京", "'")
_SPELLED = (
    str, str, str.upper, str.lower,
    lambda name: name.replace(" ", "_").lower(), lambda name: name.replace(" ", ""), lambda name: f" {name} ",
)  # fmt: skip
_ALWAYS = ("Transaction Date", "Journal Entry Id", "Posting Type", "Amount")
_ACCOUNTS = (["Account Number"], ["Account Name"], ["Account Number", "Account Name"], ["Account Type"])
_ODD = {
    "Transaction Date": _DATES, "Journal Entry Id": _IDS, "Posting Type": _SIDES, "Amount": _AMOUNTS,
    "Account Number": _NUMBERS, "Account Name": _NAMES, "Account Type": _TYPES, "Currency": _CURRENCIES,
    "Period Status": _STATUSES, "Location": ("North", "South", " North ", ""), "Description": _TEXTS,
    "Customer Name": ("Acme", "Smith, Sons", ""), "_airbyte_raw_id": ("1", "2"), "Net; Gross": ("", "1"),
}  # fmt: skip
_RIGHT = {
    "Account Number": "2400", "Account Name": "Deferred Revenue", "Account Type": "Deferred Revenue",
    "Location": "North", "Description": "Order", "Customer Name": "Acme",
    "_airbyte_raw_id": "1", "Net; Gross": "",
}  # fmt: skip
_WRITINGS = (str, str, "{}00".format, "+{}".format, lambda amount: f" {amount} ", lambda amount: f"{float(amount):E}")

Row = dict[str, Any]


@dataclass(frozen=True)
class MadeFile:
    """A file by its ending and its bytes, and whether the mapping names an Account Type."""

    ending: str
    content: bytes
    type_mapped: bool


@st.composite
def files(draw: Any) -> MadeFile:  # noqa: ANN401 - hypothesis gives it
    """Draw a file that is right in most places and odd in some."""
    names = _names(draw)
    rows = _rows(draw, names)
    spelled = {name: draw(st.sampled_from(_SPELLED))(name) for name in names}
    rows = [{spelled[name]: value for name, value in row.items()} for row in rows]
    mapped = draw(st.booleans())
    if draw(st.integers(0, 2)):
        heading = [spelled[name] for name in names]
        return MadeFile(".csv", _csv(draw, heading, rows), mapped)
    return MadeFile(".jsonl", _json_lines(draw, rows), mapped)


def _names(draw: Any) -> list[str]:  # noqa: ANN401
    others = [name for name in _ODD if name not in _ALWAYS]
    chosen = draw(st.lists(st.sampled_from(others), unique=True, max_size=len(others)))
    wanted = [*_ALWAYS, *draw(st.sampled_from(_ACCOUNTS)), *chosen]
    if not _seldom(draw, 20):
        wanted.append("Location")
    if _seldom(draw, 20):
        wanted.remove(draw(st.sampled_from(wanted)))
    if _seldom(draw, 20):
        wanted.append(draw(st.sampled_from(["amount", "AMOUNT ", "Journal Entry ID", "location"])))
    names: list[str] = draw(st.permutations([*dict.fromkeys(wanted)]))
    return names


def _rows(draw: Any, names: list[str]) -> list[Row]:  # noqa: ANN401
    rows = []
    for entry in draw(st.lists(st.sampled_from(_GOOD_IDS), unique=True, min_size=1)):
        status, currency = draw(st.sampled_from(_STATUSES)), draw(st.sampled_from(_CURRENCIES))
        for number in range(draw(st.integers(1, 3))):
            cents = draw(st.integers(0, 10**9))
            amount = f"{cents // 100}.{cents % 100:02d}"
            for side in ("Debit", "Credit"):
                writing = draw(st.sampled_from(_WRITINGS))
                values = {
                    **_RIGHT,
                    "Journal Entry Id": entry,
                    "Transaction Date": "2026-01-31",
                    "Posting Type": side,
                    "Amount": writing(amount),
                    "Period Status": status,
                    "Currency": currency,
                    "Description": f"Order {number}",
                }
                rows.append({name: values.get(name, "1") for name in names})
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 3]))):
        row, name = draw(st.sampled_from(rows)), draw(st.sampled_from(names))
        row[name] = draw(st.sampled_from(_ODD.get(name, ("",))))
    if _seldom(draw, 20):
        rows = [*rows, *map(dict, rows)]
    if _seldom(draw, 20):
        rows.pop()
    return draw(st.permutations(rows)) if _seldom(draw, 3) else rows


def _seldom(draw: Any, times: int) -> bool:  # noqa: ANN401
    """Tell whether it is the one of so many times; hypothesis draws the ends of a range more often than its middle."""
    found: int = draw(st.integers(0, times))
    return found == times // 2


def _csv(draw: Any, heading: list[str], rows: list[Row]) -> bytes:  # noqa: ANN401
    made = io.StringIO()
    delimiter = draw(st.sampled_from(",;\t"))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer = csv.writer(
        made, delimiter=delimiter, quoting=quoting, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))
    )
    if _seldom(draw, 5):
        made.write(f"sep={delimiter}\r\n")
    if _seldom(draw, 15):
        writer.writerow(draw(st.sampled_from([["Journal entries of January"], [""], []])))
    beyond = [""] * draw(st.sampled_from([0, 0, 0, 2]))
    writer.writerow([*heading, *beyond])
    for row in rows:
        writer.writerow([*(row[name] for name in heading), *beyond])
        if _seldom(draw, 60):
            writer.writerow(draw(st.sampled_from([[], [""] * len(heading), [" "] * len(heading), ["x"], ["x"] * 40])))
    text = made.getvalue()
    if _seldom(draw, 20):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(['"', ",", ";", "\n", "\0", "\ufeff"])) + text[place:]
    return text.encode(draw(st.sampled_from([*["utf-8-sig", "utf-8"] * 9, "utf-16", "latin-1"])), "replace")


def _json_lines(draw: Any, rows: list[Row]) -> bytes:  # noqa: ANN401
    lines: list[str] = []
    for row in rows:
        made = {}
        for name, value in row.items():
            kind = draw(st.integers(0, 9))
            if kind == 0 and not value.strip():
                continue
            made[name] = None if kind == 1 and not value.strip() else value
        if _seldom(draw, 9):
            made["_reject"] = {
                "organisation": "Demo Company",
                "journal_entry_id": draw(st.sampled_from(_IDS)),
                "made_at": draw(st.sampled_from(["2026-02-01", "2026-02-02"])),
            }
        text = json.dumps(made, ensure_ascii=draw(st.booleans()))
        lines.append(_with_numbers(draw, text))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1]))):
        odd = ["", "[]", "{}", '{"a"', '{"Amount": NaN}', "1", '{"Journal Entry Id": {"a": [NaN, 1.0, "\\ud83d"]}}']
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(odd)))
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def _with_numbers(draw: Any, text: str) -> str:  # noqa: ANN401
    """Write some values as numbers: `"10.50"` as 10.50 or 10.5E0, `"4000"` as 4000.0, one or the other as NaN."""
    values = json.loads(text)
    for name, value in values.items():
        how = draw(st.integers(0, 6))
        number = isinstance(value, str) and value.replace(".", "", 1).isdecimal() and value.isascii()
        if number and how < 4:
            written = (value.lstrip("0").rjust(1, "0"), f"{value}.0", f"{value}E0", value)[how]
            if how == 1 and "." in value:
                written = f"{value}0"
            if written.startswith("."):
                written = f"0{written}"
            text = text.replace(f"{json.dumps(name)}: {json.dumps(value)}", f"{json.dumps(name)}: {written}")
    return text
