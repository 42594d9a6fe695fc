"""Xero's TrialBalance report as rows, and the stream of them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.streams.records import verbatim
from source_xero_revrec.streams.stream import XeroStream
from xero_api.endpoints import TRIAL_BALANCE
from xero_api.errors import WalkIncomplete
from xero_api.identity import json_text, shortened
from xero_api.unreadable import UnreadableField

if TYPE_CHECKING:
    import logging
    from collections.abc import Generator
    from datetime import date

    from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager

    from source_xero_revrec.streams.partitions import Told
    from source_xero_revrec.streams.raw import RawStream
    from xero_api.client import Client
    from xero_connectors.organisations import Organisation, Organisations

_COLUMNS = ("Debit", "Credit", "YTDDebit", "YTDCredit")
_AMOUNT = re.compile(r"-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,12})?", re.ASCII)


class TrialBalanceStream(XeroStream):
    """The trial balance of the day of the sync, one row per account."""

    def __init__(self, raw: RawStream, organisations: Organisations, logger: logging.Logger, today: date) -> None:
        """Ask for the balances at the end of `today` (UTC)."""
        super().__init__(raw.name, organisations, logger, raw.endpoint.scope)
        self._raw = raw
        self._day = today

    @property
    def primary_key(self) -> list[list[str]]:
        """Return organisation, day and account."""
        return [[column] for column in self._raw.key]

    def _read(self, organisation: Organisation, state_manager: ConnectorStateManager) -> Generator[Told]:
        for row in read_rows(organisation.client, self._day):
            written = {key: verbatim(str(value)) if isinstance(value, Decimal) else value for key, value in row.items()}
            yield self._message(written, organisation.tenant_id)
        yield self._checkpoint(state_manager, organisation.tenant_id, {"read_for": self._day.isoformat()})


def read_rows(client: Client, day: date) -> list[dict[str, Any]]:
    """Ask for the report at the end of a day, and return its rows; raises WalkIncomplete where it is no such report."""
    answer = client.get(TRIAL_BALANCE.path, scope=TRIAL_BALANCE.scope, params={"date": day.isoformat()})
    try:
        return rows(_first(answer.body, TRIAL_BALANCE.records_field), day.isoformat())
    except ValueError as odd:
        raise WalkIncomplete(
            f"Xero's Trial Balance of {day} cannot be understood: {odd}. Nothing is guessed; try again later, and "
            f"report it if it goes on."
        ) from None


def rows(report: dict[str, Any], day: str) -> list[dict[str, Any]]:
    """Return one row per account of the report: Debit and Credit for the month, YTD for the financial year.

    Amounts are in the organisation's base currency, as the Decimal of Xero's text; an empty cell is zero. `day` is the
    report's date (ISO). An account is written `Name (Code)` by Xero, and its code may be missing. Raises ValueError,
    with the rest of a sentence, for a report of another shape, a cell that is no amount, an account that comes twice.
    """
    found: dict[str, dict[str, Any]] = {}
    for section in _objects(report, "Rows"):
        for row in _objects(section, "Rows", optional=True):
            first, cells = _first(row, "Cells"), _objects(row, "Cells")
            account_id = _account_id(first)
            if row.get("RowType") != "Row" or account_id is None:
                continue
            name, code = _name_and_code(_text(first, "Value"))
            if account_id in found:
                raise ValueError(f"it holds {name!r} twice")
            if len(cells) != len(_COLUMNS) + 1:
                raise ValueError(f"it holds {len(cells) - 1} amounts of {name!r}, not {len(_COLUMNS)}")
            found[account_id] = {
                "Date": day,
                "AccountID": account_id,
                "AccountName": name,
                "AccountCode": code,
                "Section": section.get("Title", ""),
                **{column: _amount(cell.get("Value")) for column, cell in zip(_COLUMNS, cells[1:], strict=True)},
            }
    return list(found.values())


def _account_id(cell: dict[str, Any]) -> str | None:
    for attribute in _objects(cell, "Attributes", optional=True):
        if attribute.get("Id") == "account":
            return _text(attribute, "Value")
    return None


def _objects(holder: dict[str, Any], field: str, *, optional: bool = False) -> list[dict[str, Any]]:
    """Return a field's list of objects, empty where an optional one is left out; raises ValueError unless it is one."""
    found = holder.get(field, [] if optional else None)
    if not isinstance(found, list):
        raise _odd(field, found, "a list")
    for place, each in enumerate(found):
        if not isinstance(each, dict):
            raise _odd(f"{field}.{place}", each, "an object")
    return found


def _first(holder: dict[str, Any], field: str) -> dict[str, Any]:
    for each in _objects(holder, field):
        return each
    raise _odd(field, [], "a list that holds something")


def _text(holder: dict[str, Any], field: str) -> str:
    found = holder.get(field)
    if not isinstance(found, str):
        raise _odd(field, found, "a text")
    return found


def _odd(field: str, found: object, needed: str) -> ValueError:
    """Return the rest of a sentence about a field; one that is left out reads as null."""
    return ValueError(str(UnreadableField(field, shortened(json_text(found)), needed)))


def _name_and_code(text: str) -> tuple[str, str | None]:
    name, opened, code = text.rpartition(" (")
    return (name, code[:-1]) if opened and code.endswith(")") else (text, None)


def _amount(text: object) -> Decimal:
    if isinstance(text, str) and (not text or _AMOUNT.fullmatch(text)):
        return Decimal(text.replace(",", "") or "0")
    raise _odd("Value", text, "an amount")
