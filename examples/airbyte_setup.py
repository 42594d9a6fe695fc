r"""Set up both connectors on a self-managed Airbyte: register them, make source, destination and connections.

    export AIRBYTE_CLIENT_ID=... AIRBYTE_CLIENT_SECRET=...      (Airbyte: Settings, Applications)
    python airbyte_setup.py --url http://localhost:8000/api/public/v1 --workspace WORKSPACE_ID \
        --source-image registry.example.com/source-xero-revrec:0.1.0 \
        --source-config source.json --warehouse DESTINATION_ID --schema xero \
        --destination-image registry.example.com/destination-xero-journals:0.1.0 \
        --destination-config journals.json --journals SOURCE_ID --journals-table journal_entries

RevRec's rows live in a warehouse, so there are two connections: Xero into a warehouse destination that you have, and a
table of journal entries from a warehouse source that you have into Xero. Either may be left out. Where revenue is
recognised in the source (`recognition`), `--journals own` posts the entries that it makes, without a warehouse between.
The two files are configurations as `check` takes them; ${NAME} in them is taken from the environment, so no secret need
be in a file.

A second run changes nothing and says so; a changed file, image or schedule is sent. Airbyte never shows a secret, so a
secret that alone has changed is sent with --send-secrets. It needs `pip install airbyte-api`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airbyte_api import models
from airbyte_api.errors import SDKError
from airbyte_changes import Setup, say
from airbyte_workspace import Image, Row, SetupFailed, Workspace, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REVREC = (
    "customers",
    "products",
    "order_details",
    "billing_schedule",
    "revenue_schedule",
    "pending_data",
    "recon_errors",
    "control_totals",
    "journal_entries",
    "deferred_revenue",
    "recognised_revenue",
    "recognition_changes",
    "journal_control",
)
OWN = "own"
DAILY = "0 0 5 * * ?"
_VARIABLE = re.compile(r"\$\{(\w+)\}")


def reading(setup: Setup, airbyte: Workspace, asked: argparse.Namespace) -> str:
    """Set up Xero's data into the warehouse, every stream deduplicated where it can be; return the source's id."""
    side = airbyte.sources()
    definition = setup.definition(side, "Xero to RevRec", asked.source_image)
    source = setup.actor(side, f"{asked.name} to RevRec", definition, configuration(asked.source_config, os.environ))
    wanted = asked.streams.split(",") if asked.streams else None
    streams = _chosen(airbyte.streams(source, asked.warehouse), wanted) if source else []
    settings: Row = {
        "name": f"{asked.name} to the warehouse",
        "schedule": _schedule(asked.cron),
        # A custom field becomes a column, and the table gets it without anybody's doing.
        "non_breaking_schema_updates_behavior": models.NonBreakingSchemaUpdatesBehaviorEnum.PROPAGATE_COLUMNS,
        "configurations": models.StreamConfigurationsInput(streams=streams),
    }
    if asked.schema:
        settings |= {
            "namespace_definition": models.NamespaceDefinitionEnum.CUSTOM_FORMAT,
            "namespace_format": asked.schema,
        }
    setup.connection(source, asked.warehouse, settings)
    return source


def posting(setup: Setup, airbyte: Workspace, asked: argparse.Namespace, journals: str) -> None:
    """Set up a source's journal entries into Xero: all of them in every sync, since what is in Xero already stays."""
    side = airbyte.destinations()
    definition = setup.definition(side, "Xero Journals", asked.destination_image)
    settings = configuration(asked.destination_config, os.environ)
    destination = setup.actor(side, f"{asked.name} journals", definition, settings)
    ready = journals and destination
    streams = _table(airbyte.streams(journals, destination), asked.journals_table) if ready else []
    wanted = {
        "name": f"{asked.name} journals {'as recognised' if asked.journals == OWN else 'from the warehouse'}",
        "schedule": _schedule(asked.posting_cron),
        "configurations": models.StreamConfigurationsInput(streams=streams),
    }
    setup.connection(journals, destination, wanted)


def configuration(path: Path, environment: Mapping[str, str]) -> Row:
    """Return a configuration file with the environment's values in it; raises SetupFailed, never quoting a value."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except OSError as failure:
        raise SetupFailed(f"{path} cannot be read: {failure.strerror}.") from None
    except ValueError:
        raise SetupFailed(f"{path} is not JSON.") from None
    if not isinstance(read, dict):
        raise SetupFailed(f"{path} is not a JSON object.")

    def value(match: re.Match[str]) -> str:
        if match[1] not in environment:
            raise SetupFailed(f"{path} has ${{{match[1]}}}, and the environment has no {match[1]}.")
        return environment[match[1]]

    def filled(node: Any) -> Any:  # noqa: ANN401 - a walk over JSON
        if isinstance(node, str):
            return _VARIABLE.sub(value, node)
        if isinstance(node, list):
            return [filled(each) for each in node]
        return {key: filled(each) for key, each in node.items()} if isinstance(node, dict) else node

    made: Row = filled(read)
    return made


def _chosen(offered: Sequence[Row], wanted: Sequence[str] | None) -> list[models.StreamConfiguration]:
    modes = {each["streamName"]: each["syncModes"] for each in offered}
    missing = sorted(set(wanted or ()) - modes.keys())
    if missing:
        raise SetupFailed(f"The source does not offer {', '.join(missing)}. It offers {', '.join(sorted(modes))}.")
    deduplicated = models.ConnectionSyncModeEnum.INCREMENTAL_DEDUPED_HISTORY
    whole = models.ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE
    chosen = [
        models.StreamConfiguration(name=name, sync_mode=deduplicated if deduplicated.value in modes[name] else whole)
        for name in wanted or REVREC
        if name in modes
    ]
    if not chosen:
        raise SetupFailed(f"The source offers none of RevRec's streams, but {', '.join(sorted(modes)) or 'nothing'}.")
    return chosen


def _table(offered: Sequence[Row], table: str) -> list[models.StreamConfiguration]:
    schema, _, name = table.rpartition(".")
    found = [
        each for each in offered if each["streamName"] == name and (not schema or each.get("streamnamespace") == schema)
    ]
    if len(found) != 1:
        names = ", ".join(sorted(".".join(filter(None, (e.get("streamnamespace"), e["streamName"]))) for e in offered))
        count = "no" if not found else "more than one"
        raise SetupFailed(f"The source of the journals offers {count} table {table}. It offers {names}.")
    mode = models.ConnectionSyncModeEnum.FULL_REFRESH_APPEND
    return [models.StreamConfiguration(name=name, namespace=found[0].get("streamnamespace"), sync_mode=mode)]


def _schedule(cron: str) -> models.AirbyteAPIConnectionSchedule:
    kind = models.ScheduleTypeEnum.CRON if cron else models.ScheduleTypeEnum.MANUAL
    return models.AirbyteAPIConnectionSchedule(kind, cron or None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the set-up and return the exit code: 0 done, 1 it could not be, 2 a wrong command line."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    halves = {
        "source": (asked.source_config, asked.source_image, asked.warehouse),
        "destination": (asked.destination_config, asked.destination_image, asked.journals),
    }
    for side, given in halves.items():
        if any(given) and not all(given):
            other = "--warehouse" if side == "source" else "--journals"
            parser.error(f"--{side}-config, --{side}-image and {other} are given together")
    if asked.journals == OWN and not all(halves["source"]):
        parser.error(f"--journals {OWN} needs the source: give --source-config, --source-image and --warehouse")
    if not any(map(any, halves.values())):
        parser.error("give --source-config or --destination-config, or both")
    # The SDK warns that none of the connectors that it knows is ours.
    warnings.filterwarnings("ignore", module="dataclasses_json")
    try:
        try:
            identity, secret = os.environ["AIRBYTE_CLIENT_ID"], os.environ["AIRBYTE_CLIENT_SECRET"]
        except KeyError as missing:
            raise SetupFailed(f"The environment has no {missing.args[0]}: see Settings, Applications.") from None
        airbyte = Workspace(asked.url.rstrip("/"), asked.workspace, identity, secret)
        say("workspace", airbyte.name(), asked.workspace)
        setup = Setup(airbyte, dry_run=asked.dry_run, send_secrets=asked.send_secrets)
        source = reading(setup, airbyte, asked) if all(halves["source"]) else ""
        if all(halves["destination"]):
            posting(setup, airbyte, asked, source if asked.journals == OWN else asked.journals)
    except SetupFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    except SDKError as refused:
        sys.stderr.write(f"Airbyte refused: {said(refused)}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n")[0],
        epilog="Credentials come from AIRBYTE_CLIENT_ID and AIRBYTE_CLIENT_SECRET. Exit code: 0 done, or nothing to "
        "do; 1 not done, with the reason; 2 the command line is wrong.",
    )
    default = "(default %(default)s)"
    parser.add_argument("--url", default="http://localhost:8000/api/public/v1", help=f"Airbyte's API {default}")
    parser.add_argument("--workspace", required=True, metavar="ID", help="the workspace, as its address shows it")
    parser.add_argument("--name", default="Xero", help=f"begins the names of what is made {default}")
    parser.add_argument("--dry-run", action="store_true", help="show what would be made and changed, and do nothing")
    parser.add_argument(
        "--send-secrets", action="store_true", help="send secrets again, a refresh token included: it must be a new one"
    )
    reads = parser.add_argument_group("Xero into the warehouse")
    reads.add_argument("--source-image", type=Image.of, metavar="IMAGE:TAG", help="of source-xero-revrec")
    reads.add_argument("--source-config", type=Path, metavar="FILE", help="its configuration")
    reads.add_argument("--warehouse", metavar="ID", help="the destination in Airbyte that is your warehouse")
    reads.add_argument("--schema", help="the schema to write to (the destination's own)")
    reads.add_argument("--streams", metavar="A,B", help="the streams to sync (RevRec's, as far as the mode has them)")
    reads.add_argument("--cron", default=DAILY, help=f"Quartz cron with a zone at will, empty for by hand {default}")
    posts = parser.add_argument_group("journal entries into Xero")
    posts.add_argument("--destination-image", type=Image.of, metavar="IMAGE:TAG", help="of destination-xero-journals")
    posts.add_argument("--destination-config", type=Path, metavar="FILE", help="its configuration")
    posts.add_argument(
        "--journals", metavar="ID", help=f"the source in Airbyte that reads your warehouse, or {OWN}: the one above"
    )
    posts.add_argument(
        "--journals-table", default="journal_entries", metavar="[SCHEMA.]TABLE", help=f"the table {default}"
    )
    posts.add_argument(
        "--posting-cron", default="", metavar="CRON", help="when to post (by hand, after a period was closed)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
