"""A table of journal entries: a file or lines of the form, read and refused as destination-xero-journals does."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.entry_checks import check_entry, check_lines
from revrec_journals.file import EntryFile, UnreadableFile
from revrec_journals.line import journal_entry_id
from revrec_journals.problem import refusal
from revrec_journals.reading import EntryReading
from source_xero_revrec.journal_control.files import content
from source_xero_revrec.rules.journals.positions import Positions
from xero_api.settings import read_chart
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from revrec_journals.entry import Entry
    from revrec_journals.problem import Problem
    from source_xero_revrec.journal_control.settings import Table
    from source_xero_revrec.ledger.custom_fields import CustomField
    from source_xero_revrec.rules.journals.balances import SentEntry
    from xero_connectors.organisations import Organisation


class SentTable:
    """The entries of a table, of which the destination holds back those whose period is not closed."""

    def __init__(self, title: str, readings: Iterable[EntryReading], positions: Positions) -> None:
        """Take what was read; `title` names the table in a message."""
        self._title = title
        self._readings = [reading for reading in readings if not (reading.waits_for or reading.is_nothing)]
        self._positions = positions

    def entries(self, organisation: Organisation, base_currency: str) -> list[SentEntry]:
        """Return the entries as they stand in Xero, in the base currency (ISO 4217) where they name none.

        Raises ConfigFault, in the destination's words, where it would refuse one; what it refuses for the sake of an
        account or a tracking option is expected all the same, and shows as missing.
        """
        entries: list[Entry] = []
        problems: list[Problem] = []
        lines = (line for reading in self._readings for line in reading.entry.lines)
        chart = () if all(map(self._positions.is_known, lines)) else read_chart(organisation.client)
        account_of = self._positions.accounts(chart)
        for reading in self._readings:
            if reading.problems:
                problems += [*reading.problems, *check_lines(reading.entry, base_currency)]
            else:
                problems += check_entry(reading.entry, base_currency, account_of=account_of)
            entries.append(reading.entry)
        if problems:
            raise ConfigFault(refusal(self._title, problems))
        return [self._positions.sent(entry, base_currency, chart) for entry in entries]


def read_table(source: Table, custom_fields: Sequence[CustomField]) -> SentTable:
    """Read a table, of which the custom fields fill tracking categories; raises ConfigFault where it is none."""
    columns = Columns(
        ColumnSettings(
            renamed=tuple((column.revrec_column, column.column) for column in source.columns),
            fields=tuple(each.revrec_field for each in custom_fields),
            accounts_mapped=bool(source.account_mapping),
            layout=source.format.layout(),
        )
    )
    positions = Positions(
        ((each.revrec_account, each.xero_account) for each in source.account_mapping),
        ((each.revrec_field, each.xero_tracking_category) for each in custom_fields),
    )
    if source.path is None:
        return SentTable("the configuration", _typed(source, columns, custom_fields), positions)
    return SentTable(source.path, _in_file(source.path, columns), positions)


def _typed(source: Table, columns: Columns, custom_fields: Sequence[CustomField]) -> Iterable[EntryReading]:
    rows = [row.model_dump() for row in source.rows]
    # The form takes custom fields beside its own columns, so that a row without one leaves it empty.
    names = {*(name for row in rows for name in row), *(each.revrec_field for each in custom_fields)}
    return _readings(rows, columns, frozenset(names))


def _in_file(address: str, columns: Columns) -> Iterable[EntryReading]:
    try:
        file = EntryFile(io.BytesIO(content(address)), address, columns)
        wrong = columns.heading_problems(file.columns, file.lines)
        if wrong:
            raise ConfigFault(refusal(address, wrong))
        return _readings(file, columns, frozenset(file.columns))
    except UnreadableFile as fault:
        raise ConfigFault(str(fault)) from None


def _readings(
    lines: Iterable[Mapping[str, Any]], columns: Columns, elsewhere: frozenset[str]
) -> Collection[EntryReading]:
    """Read lines as the entries that they belong to, in the order of each one's first line."""
    readings: dict[str, EntryReading] = {}
    for values in lines:
        entry_id = journal_entry_id(values, columns.recognise(values, elsewhere))
        if entry_id not in readings:
            readings[entry_id] = EntryReading(entry_id, columns)
        readings[entry_id].add(values, elsewhere)
    return readings.values()
