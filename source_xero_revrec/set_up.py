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
from xero_connectors.places.registry import WAYS
from xero_connectors.setting_up.command import Setup
from xero_connectors.setting_up.command import main as set_up
from xero_connectors.setting_up.detail import Detail, details
from xero_connectors.setting_up.question import Question, pair
from xero_connectors.terminal.log import log_shown
from xero_connectors.terminal.screen import Screen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from airbyte_cdk.models import AirbyteStream

    from xero_connectors.organisations import Organisation

REVREC, RECOGNITION, WAREHOUSE = "revrec", "recognition", "warehouse"
CONTRACT, MAPPING = "invoice_equals_contract", "customer_name_mapping"
_CRMS = ("hubspot", "salesforce")
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


def _has_crm(config: Mapping[str, Any]) -> bool:
    return "source" in ((config.get("mode") or {}).get("crm") or {})


def _crm(config: dict[str, Any], said: str) -> dict[str, Any]:
    chosen = {"source": said} if said in _CRMS else {"source": "file", "location": said}
    return {**config, "mode": {"mode": MAPPING, "crm": chosen}}


def _crm_details(config: Mapping[str, Any]) -> list[Detail]:
    """Return what a CRM that is signed in to needs; a file is named by its place alone."""
    return details(form(Config), "mode.crm", config) if config["mode"]["crm"]["source"] in _CRMS else []


def _deferred(config: dict[str, Any], code: str) -> dict[str, Any]:
    kept = config.get("recognition") or {}
    there = kept if kept.get("recognised_by") == "here" else {}
    return {**config, "recognition": {**there, "recognised_by": "here", "deferred_account": code}}


def _first_period(config: dict[str, Any], month: str) -> dict[str, Any]:
    here = config["recognition"]
    return {**config, "recognition": {**here, "cut_over": {**(here.get("cut_over") or {}), "first_period": month}}}


def _sold_into(config: dict[str, Any], given: str) -> dict[str, Any]:
    deferred, revenue = pair(given, "--sold-into", "835=200")
    here = config["recognition"]
    others = [each for each in here.get("sold_into") or () if each["deferred_account"] != deferred]
    sold = [*others, {"deferred_account": deferred, "revenue_account": revenue}]
    return {**config, "recognition": {**here, "sold_into": sold}}


def _evidence(config: dict[str, Any], place: str) -> dict[str, Any]:
    return {**config, "recognition": {**config["recognition"], "evidence": place}}


def _receipts(config: dict[str, Any], place: str) -> dict[str, Any]:
    return {**config, "journal_control": {"source": "receipts", "path": place}}


def _liabilities(organisation: Organisation) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    return ("Code", "Liability account"), _accounts(organisation, "LIABILITY")


def _revenues(organisation: Organisation) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    return ("Code", "Revenue account"), _accounts(organisation, "REVENUE")


def _accounts(organisation: Organisation, kind: str) -> list[tuple[str, str]]:
    found = [each for each in read_accounts(organisation) if each.get("Class") == kind and each.get("Code")]
    return [(str(each["Code"]), str(each.get("Name", ""))) for each in found]


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
        applies=lambda config, answers: answers.get("use") != RECOGNITION and not _has_crm(config),
    ),
    Question(
        "--crm",
        "PLACE",
        f"Where are the CRM's customers? hubspot, salesforce, or the place of a file ({WAYS}):",
        "with --mode customer_name_mapping: hubspot, salesforce, or a file with the customers, a path or an address",
        _crm,
        applies=lambda config, answers: answers.get("mode") == MAPPING and not _has_crm(config),
        details=_crm_details,
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
        "--sold-into",
        "LIABILITY=REVENUE",
        "A liability that sales lines are coded to and the revenue account that they go to, such as 835=200; nothing: "
        "no more.",
        "with --use recognition: a liability that is sold into and the revenue account behind it; several times",
        _sold_into,
        several=True,
        applies=_for(RECOGNITION),
        hints=_revenues,
    ),
    Question(
        "--evidence",
        "PLACE",
        f"Where is the schedule of each closed month kept? {WAYS}; nothing: beside the close alone.",
        "with --use recognition: where the schedule of each closed month is kept, a path or an address",
        _evidence,
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
        f"Where does destination-xero-journals keep its receipts, to compare them with Xero? {WAYS}; nothing: no "
        "comparison.",
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
