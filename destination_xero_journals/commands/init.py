"""The command `destination-xero-journals init`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from destination_xero_journals.books.reader import read_books
from destination_xero_journals.commands.sign_in import PROGRAM
from destination_xero_journals.config import Config
from destination_xero_journals.destination import DestinationXeroJournals
from destination_xero_journals.input.messages import Output
from xero_connectors.config_fault import ConfigFault
from xero_connectors.form import form
from xero_connectors.places.address import AddressFault
from xero_connectors.places.registry import WAYS, is_remote, named_place
from xero_connectors.setting_up.command import Setup
from xero_connectors.setting_up.command import main as set_up
from xero_connectors.setting_up.detail import Detail, details
from xero_connectors.setting_up.question import Question, pair

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from xero_connectors.organisations import Organisation

KEPT = "object_storage_config"


def main(arguments: Sequence[str]) -> int:
    """Set the destination up and return the exit code."""
    return set_up(SETUP, arguments)


class _Quiet(Output):
    """No messages: a person answers questions."""

    def line(self, message: bytes) -> None:
        """Drop a message of the protocol."""


def _prove(config: dict[str, Any], keep: Callable[[Mapping[str, Any]], None]) -> str:
    return DestinationXeroJournals(_Quiet(), keep_config=keep).check(config)


def _account(config: dict[str, Any], given: str) -> dict[str, Any]:
    revrec, xero = pair(given, "--account", "'Deferred Revenue=835'")
    others = [each for each in config.get("account_mapping", ()) if each["revrec_account"] != revrec]
    return {**config, "account_mapping": [*others, {"revrec_account": revrec, "xero_account": xero}]}


def _tracking(config: dict[str, Any], given: str) -> dict[str, Any]:
    field, category = pair(given, "--tracking", "Location=Region")
    others = [each for each in config.get("tracking_mapping", ()) if each["revrec_field"] != field]
    return {**config, "tracking_mapping": [*others, {"revrec_field": field, "xero_tracking_category": category}]}


def _receipts(config: dict[str, Any], place: str) -> dict[str, Any]:
    if place == "none":
        return {**config, KEPT: {"storage_type": "None"}}
    if not is_remote(place):
        return {**config, KEPT: {"storage_type": "Local", "path": place}}
    try:
        named = named_place(place)
    except AddressFault as fault:
        raise ConfigFault(f"--receipts {fault}") from None
    return {**config, KEPT: {**(config.get(KEPT) or {}), **named}}


def _receipts_details(config: Mapping[str, Any]) -> list[Detail]:
    return details(form(Config), KEPT, config)


def _accounts(organisation: Organisation) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    found = [each for each in read_books(organisation).accounts if each.code]
    return ("Code", "Account"), [(each.code, each.name) for each in found]


def _categories(organisation: Organisation) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    found = read_books(organisation).categories
    return ("Tracking category", "Options"), [
        (each.name, ", ".join(option.name for option in each.options)) for each in found
    ]


QUESTIONS = (
    Question(
        "--account",
        "REVREC=XERO",
        "An account of RevRec and Xero's that takes its lines, such as Deferred Revenue=835; nothing: no more.",
        "an account of RevRec and the code of Xero's that takes its lines; several times",
        _account,
        several=True,
        hints=_accounts,
    ),
    Question(
        "--tracking",
        "FIELD=CATEGORY",
        "A custom field of RevRec and the tracking category that it fills, such as Location=Region; nothing: no more.",
        "a custom field of RevRec and the tracking category that it fills; several times",
        _tracking,
        several=True,
        hints=_categories,
    ),
    Question(
        "--status",
        "STATUS",
        "What are journals to be in Xero?",
        "what journals are to be in Xero",
        lambda config, status: {**config, "status": status},
        default="POSTED",
        choices={"POSTED": "in the books", "DRAFT": "left for somebody to approve in Xero"},
    ),
    Question(
        "--receipts",
        "PLACE",
        f"Where are receipts and rejects kept? {WAYS}; none: in the log alone.",
        "where receipts and rejects are kept: a folder, an address such as s3://bucket/folder, or none",
        _receipts,
        default="receipts",
        applies=lambda config, _: "storage_type" not in (config.get(KEPT) or {}),
        details=_receipts_details,
    ),
)


def _ending(asked: argparse.Namespace, _: Mapping[str, Any]) -> list[str]:
    return [
        f"destination-xero-journals check --config {asked.config}",
        f"destination-xero-journals plan --config {asked.config} --input JournalEntries.csv --output plan.xlsx",
        f"destination-xero-journals post JournalEntries.csv --config {asked.config}",
    ]


SETUP = Setup(
    PROGRAM,
    "destination.json",
    "--client-id sandbox-custom-connection --account 'Deferred Revenue=835'",
    lambda: form(Config),
    QUESTIONS,
    _prove,
    _ending,
)
