"""The command `source-xero-revrec init`."""

from __future__ import annotations

import json
import logging
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from source_xero_revrec.config import Config
from source_xero_revrec.ledger.master_data import read_accounts
from source_xero_revrec.sign_in import PROGRAM
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.streams.raw import RAW_STREAMS
from xero_api.endpoints import JOURNALS
from xero_connectors.config_fault import ConfigFault
from xero_connectors.form import form
from xero_connectors.setting_up.command import Setup
from xero_connectors.setting_up.command import main as set_up
from xero_connectors.setting_up.question import Question
from xero_connectors.terminal.log import log_shown
from xero_connectors.terminal.screen import Screen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from airbyte_cdk.models import AirbyteStream

    from xero_connectors.organisations import Organisation

REVREC, RECOGNITION, WAREHOUSE = "revrec", "recognition", "warehouse"
CONTRACT, MAPPING = "invoice_equals_contract", "customer_name_mapping"
_LOGGER = logging.getLogger("airbyte")


def main(arguments: Sequence[str]) -> int:
    """Set the source up and return the exit code."""
    return set_up(SETUP, arguments)


def _prove(config: dict[str, Any], keep: Callable[[Mapping[str, Any]], None]) -> str:
    # What the source prints for a platform, and what it logs on the way, is not for a person who answers questions.
    with redirect_stdout(StringIO()), log_shown(Screen()):
        succeeded, fault = SourceXeroRevrec(save_config=keep).check_connection(_LOGGER, dict(config))
    return "" if succeeded else str(fault)


def _same(config: dict[str, Any], _: str) -> dict[str, Any]:
    return config


def _crm_file(config: dict[str, Any], place: str) -> dict[str, Any]:
    return {**config, "mode": {"mode": MAPPING, "crm": {"source": "file", "location": place}}}


def _deferred(config: dict[str, Any], code: str) -> dict[str, Any]:
    kept = config.get("recognition") or {}
    there = kept if kept.get("recognised_by") == "here" else {}
    return {**config, "recognition": {**there, "recognised_by": "here", "deferred_account": code}}


def _first_period(config: dict[str, Any], month: str) -> dict[str, Any]:
    here = config["recognition"]
    return {**config, "recognition": {**here, "cut_over": {**(here.get("cut_over") or {}), "first_period": month}}}


def _receipts(config: dict[str, Any], place: str) -> dict[str, Any]:
    return {**config, "journal_control": {"source": "receipts", "path": place}}


def _liabilities(organisation: Organisation) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    found = [each for each in read_accounts(organisation) if each.get("Class") == "LIABILITY" and each.get("Code")]
    return ("Code", "Liability account"), [(str(each["Code"]), str(each.get("Name", ""))) for each in found]


def _for(*uses: str) -> Callable[[Mapping[str, Any], Mapping[str, str]], bool]:
    return lambda _, answers: answers.get("use") in uses


QUESTIONS = (
    Question(
        "--use",
        "USE",
        "What is it for?",
        "what it is for, which decides what else is asked, and the streams of --catalog",
        _same,
        default=REVREC,
        choices={
            REVREC: "RevRec recognises revenue; its workbook, or tables of its records",
            RECOGNITION: "revenue is recognised here, from Xero to Xero",
            WAREHOUSE: "everything that Xero has, and RevRec's records",
        },
    ),
    Question(
        "--mode",
        "MODE",
        "How do invoices become RevRec's records?",
        "how invoices become RevRec's records",
        lambda config, mode: {**config, "mode": {"mode": CONTRACT}} if mode == CONTRACT else config,
        default=CONTRACT,
        choices={CONTRACT: "each invoice is a contract", MAPPING: "orders come from the CRM, matched by customer name"},
        applies=lambda config, answers: answers.get("use") != RECOGNITION and "crm" not in (config.get("mode") or {}),
    ),
    Question(
        "--crm",
        "PLACE",
        "Which file has the CRM's customers? A path, or an address (--help tells of HubSpot and Salesforce):",
        "the file with the CRM's customers, a path or an address; other CRMs by --set and --secret mode.crm...",
        _crm_file,
        applies=lambda config, answers: answers.get("mode") == MAPPING and "crm" not in (config.get("mode") or {}),
    ),
    Question(
        "--deferred-account",
        "CODE",
        "Which account takes what is not earned yet? Its code:",
        "with --use recognition: the code of the liability account that takes what is not earned yet",
        _deferred,
        applies=_for(RECOGNITION),
        hints=_liabilities,
    ),
    Question(
        "--first-period",
        "MONTH",
        "From which month on is revenue recognised here? Such as 2026-01; nothing: from the first document on.",
        "with --use recognition: the first month, such as 2026-01; left out, from the first document on",
        _first_period,
        default="",
        applies=_for(RECOGNITION),
    ),
    Question(
        "--start-date",
        "DAY",
        "From which day on is Xero read? Such as 2025-01-01; nothing: everything, which a reconciliation needs.",
        "with --use warehouse: read what changed since this day, such as 2025-01-01; left out, everything",
        lambda config, day: {**config, "start_date": day},
        default="",
        applies=_for(WAREHOUSE),
    ),
    Question(
        "--receipts",
        "PLACE",
        "Where does destination-xero-journals keep its receipts, to compare them with Xero? Nothing: no comparison.",
        "where destination-xero-journals keeps its receipts: adds the stream journal_control",
        _receipts,
        default="",
    ),
)


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--catalog", type=Path, metavar="FILE", help="also write the configured catalog that `read` needs"
    )


def _ending(asked: argparse.Namespace, config: dict[str, Any]) -> list[str]:
    file = asked.config
    following = [f"source-xero-revrec check --config {file}"]
    if asked.catalog:
        if asked.catalog.exists() and not asked.overwrite:
            raise ConfigFault(
                f"{asked.catalog} exists, and was left as it is: choose another name, or add --overwrite."
            )
        found = SourceXeroRevrec().discover(_LOGGER, dict(config)).streams
        chosen = [each for each in found if each.name in _wanted(found, asked.use or REVREC)]
        asked.catalog.write_text(
            json.dumps({"streams": [*map(_configured, chosen)]}, indent=2) + "\n", encoding="utf-8"
        )
        following.append(f"source-xero-revrec read --config {file} --catalog {asked.catalog} > records.jsonl")
    here = config.get("recognition") or {}
    if here.get("recognised_by") == "here":
        month = (here.get("cut_over") or {}).get("first_period", "2026-01")
        return [*following, f"source-xero-revrec close --config {file} --period {month} --output close/"]
    return [*following, f"source-xero-revrec workbook --config {file} --output revrec.xlsx"]


def _wanted(found: Sequence[AirbyteStream], use: str) -> set[str]:
    """Return the streams of a use: RevRec's own, and for a warehouse all that every app may read."""
    advanced = {raw.name for raw in RAW_STREAMS if raw.endpoint is JOURNALS}
    left_out = advanced if use == WAREHOUSE else {raw.name for raw in RAW_STREAMS}
    return {each.name for each in found} - left_out


def _configured(stream: AirbyteStream) -> dict[str, Any]:
    modes = [mode.value for mode in stream.supported_sync_modes or ()]
    incremental = "incremental" in modes
    return {
        "stream": {
            "name": stream.name,
            "json_schema": stream.json_schema,
            "supported_sync_modes": modes,
            "source_defined_cursor": bool(stream.source_defined_cursor),
            "default_cursor_field": stream.default_cursor_field or [],
            "source_defined_primary_key": stream.source_defined_primary_key or [],
        },
        "sync_mode": "incremental" if incremental else "full_refresh",
        "destination_sync_mode": "append_dedup" if incremental else "overwrite",
        "cursor_field": stream.default_cursor_field or [],
        "primary_key": stream.source_defined_primary_key or [],
    }


SETUP = Setup(
    PROGRAM,
    "source.json",
    "--client-id sandbox-custom-connection",
    lambda: form(Config),
    QUESTIONS,
    _prove,
    _ending,
    _options,
)
