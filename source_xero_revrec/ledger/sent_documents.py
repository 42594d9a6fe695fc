"""What the warehouse was sent last of each document, from sync to sync: control totals are summed from it."""

from __future__ import annotations

import base64
import re
import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import structs

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.rules.checks.month_figures import MonthFigures
from source_xero_revrec.rules.checks.sent_document import WAITS, SentDocument, add, sent_document
from source_xero_revrec.rules.outcome import Outcome
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from source_xero_revrec.rules.outcome import Unread
    from source_xero_revrec.rules.rows import Row

ROWS = {"billing_schedule": "billing_amount", "order_details": "amount"}
"""The streams of rows that control totals add up, and the column with their amounts; the first that is read counts."""

_FORM, _SUMS = "form", "sums"
_CURRENT = "1"
_RANDOM_ID = re.compile(r"([0-9a-f]{8})-([0-9a-f]{4})-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_KEY = 8
_LOOKS = 4
_AT_A_TIME = 1000
_CENTS = 2


class SentDocuments:
    """Remembers some twenty characters for each document that has rows or waits for its customer.

    Memory stays flat: they are in an unnamed temporary file, which SQLite removes by itself. What is `complete` knows
    of every document; else one that it does not know is taken for sent when it is met.
    """

    def __init__(
        self, saved: Mapping[str, Any], streams: Collection[str], *, rows_are_known: bool, since: datetime | None
    ) -> None:
        """Go on from a state, in a sync that reads `streams`.

        `rows_are_known` tells that the warehouse has rows, which a state should know of. What was not changed `since`
        (None: ever) is no part of any total.
        """
        self._since = since
        self._of_rows = next((name for name in ROWS if name in streams), "")
        self._saved = dict(saved) if rows_are_known and saved.get(_FORM) == _CURRENT else {}
        self.complete = bool(self._saved) or not rows_are_known
        self._saved.pop(_FORM, None)
        self._opened: sqlite3.Connection | None = None
        self._new: dict[str, SentDocument] = {}
        self._written: dict[str, str] | None = None
        self._sums = _recalled_sums(self._saved.pop(_SUMS, None))

    def distrust(self) -> None:
        """Forget everything: rows were sent that nobody remembers here."""
        self._db.execute("DELETE FROM sent")
        self._new, self._written, self._sums, self.complete = {}, None, None, False

    def take(self, outcome: Outcome | Unread, rows: Mapping[str, Sequence[Row]]) -> None:
        """Remember a document as it was sent: `rows` are those of each stream that was due to hear of it."""
        if not self._counts(outcome):
            return
        if self._of_rows and self._of_rows not in rows:
            self.adopt(outcome)
            return
        key, sent = _key(outcome.document.document_id), rows[self._of_rows] if self._of_rows else None
        made = sent_document(outcome) if isinstance(outcome, Outcome) else None
        if made:
            self._put(key, made if sent is None or made.rows == WAITS else self._as_sent(made, sent))
        elif sent is None or any(rows.get(stream) for stream in ROWS):
            # Without a row that withdraws the earlier ones, the warehouse would go on showing them. A stream that is
            # new has none to withdraw: then the row is the other's.
            self._forget(key)

    def _as_sent(self, made: SentDocument, rows: Sequence[Row]) -> SentDocument:
        live = [row[ROWS[self._of_rows]] for row in rows if not row["withdrawn"]]
        rows_sent, net = len(live), sum(live, ZERO)
        return made if (rows_sent, net) == (made.rows, made.net) else structs.replace(made, rows=rows_sent, net=net)

    def adopt(self, outcome: Outcome | Unread) -> None:
        """Take a document for sent as it is, where nobody knows better."""
        if self.complete or not isinstance(outcome, Outcome) or not self._counts(outcome):
            return
        made, key = sent_document(outcome), _key(outcome.document.document_id)
        if made and self._find(key) is None:
            self._put(key, made)

    def of(self, document_id: str) -> SentDocument | None:
        """Return what was sent last of a document."""
        return self._find(_key(document_id))

    def is_current(self, outcome: Outcome | Unread) -> bool:
        """Tell whether the warehouse shows a document as it is."""
        if not self._counts(outcome):
            return True
        found = self.of(outcome.document.document_id)
        if not isinstance(outcome, Outcome):
            return found is None
        return found == sent_document(outcome) or (found is None and not self.complete)

    def of_period(self, period: str | None) -> dict[str, tuple[str, str]]:
        """Return the documents with a date in a month, or in any, by how their ids begin, with month and currency."""
        self._flush()
        found = self._db.execute("SELECT key, period, currency FROM sent")
        return {_shown(key): (month, currency) for key, month, currency in found if period in (None, month)}

    def figures(self) -> dict[tuple[str, str], MonthFigures]:
        """Return what was sent by month and currency, with the counts and amounts of rows and of pending documents."""
        if self._sums is None:
            self._sums = {}
            for _, sent in self._each():
                add(self._sums, sent)
        return self._sums

    def to_json(self) -> dict[str, Any]:
        """Return what a state keeps: a text for each month and currency."""
        heading: dict[str, Any] = {
            _FORM: _CURRENT,
            **({_SUMS: _written_sums(self._sums)} if self._sums is not None else {}),
        }
        if self._opened is None and not self._new:
            return {**heading, **self._saved}
        self._flush()
        if self._written is None:
            self._written = {}
            self._write(self._each())
        return {**heading, **self._written}

    def _counts(self, outcome: Outcome | Unread) -> bool:
        changed_at = outcome.document.updated_at
        return self._since is None or changed_at is None or changed_at >= self._since.replace(microsecond=0)

    def _each(self) -> Iterator[tuple[str, SentDocument]]:
        self._flush()
        query = "SELECT key, period, currency, rows, net, billed, looks FROM sent ORDER BY period, currency, key"
        for key, *fields in self._db.execute(query):
            yield key, _sent(fields)

    def _find(self, key: str) -> SentDocument | None:
        if key in self._new:
            return self._new[key]
        query = "SELECT period, currency, rows, net, billed, looks FROM sent WHERE key = ?"
        row = self._db.execute(query, (key,)).fetchone()
        return _sent(row) if row else None

    def _put(self, key: str, sent: SentDocument) -> None:
        self._new[key], self._sums = sent, None
        if len(self._new) >= _AT_A_TIME:
            self._flush()

    def _forget(self, key: str) -> None:
        self._flush()
        if self._db.execute("DELETE FROM sent WHERE key = ?", (key,)).rowcount:
            self._written = self._sums = None

    def _flush(self) -> None:
        """Write what is new; as long as nothing is replaced, a state is written on instead of anew."""
        if not self._new:
            return
        rows = [
            (key, sent.period, sent.currency, sent.rows, str(sent.net), sent.billed, sent.looks)
            for key, sent in self._new.items()
        ]
        added = self._db.executemany("INSERT OR IGNORE INTO sent VALUES (?, ?, ?, ?, ?, ?, ?)", rows).rowcount
        if added < len(rows):
            self._db.executemany("INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            self._written = None
        elif self._written is not None:
            self._write(self._new.items())
        self._new = {}

    def _write(self, documents: Iterable[tuple[str, SentDocument]]) -> None:
        texts: dict[str, list[str]] = {}
        for key, sent in documents:
            elsewhere = "" if sent.billed == sent.period else f":{sent.billed}"
            text = f"{key}{sent.looks}{sent.rows}:{_digits(sent.net)}{elsewhere}"
            texts.setdefault(f"{sent.period} {sent.currency}", []).append(text)
        written = self._written if self._written is not None else {}
        for month, of_month in texts.items():
            # The text is the state's own: no other copy of what was sent is in memory.
            before = [written[month]] if month in written else []
            written[month] = ",".join([*before, *of_month])

    @property
    def _db(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._opened.execute("PRAGMA journal_mode = OFF")
            columns = "key TEXT PRIMARY KEY, period TEXT, currency TEXT, rows INT, net TEXT, billed TEXT, looks TEXT"
            self._opened.execute(f"CREATE TABLE sent ({columns}) WITHOUT ROWID")
            self._opened.execute("BEGIN")
            self._opened.executemany("INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?, ?)", _recalled(self._saved))
        return self._opened


def _written_sums(sums: Mapping[tuple[str, str], MonthFigures]) -> list[Any]:
    return [[*month, figures.to_json()] for month, figures in sorted(sums.items())]


def _recalled_sums(saved: list[Any] | None) -> dict[tuple[str, str], MonthFigures] | None:
    if saved is None:
        return None
    return {(period, currency): MonthFigures.from_json(figures) for period, currency, figures in saved}


def _recalled(saved: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for month, texts in saved.items():
        period, _, currency = month.partition(" ")
        for text in texts.split(",") if texts else ():
            rows, net, *billed = text[_KEY + _LOOKS :].split(":")
            amount = Decimal(net) if "." in net else Decimal(net).scaleb(-_CENTS)
            looks = text[_KEY : _KEY + _LOOKS]
            yield text[:_KEY], period, currency, int(rows), str(amount), billed[0] if billed else period, looks


def _digits(net: Decimal) -> str:
    """Write an amount in cents where it is whole ones, as nearly all are."""
    cents = net.scaleb(_CENTS).normalize()
    return f"{cents:f}" if cents == cents.to_integral_value() else f"{net:.12f}"


def _sent(fields: Sequence[Any]) -> SentDocument:
    period, currency, rows, net, billed, looks = fields
    return SentDocument(period, currency, rows, Decimal(net), billed, looks)


def _key(document_id: str) -> str:
    """Return eight characters for the first 48 bits of a random id, and for the digest of another."""
    found = _RANDOM_ID.fullmatch(document_id.lower())
    if not found:
        return digest(document_id.encode("utf-8", "surrogatepass"))
    return base64.urlsafe_b64encode(bytes.fromhex("".join(found.groups()))).decode()


def beginning(document_id: str) -> str:
    """Return how a document goes by here: the beginning of its id."""
    return _shown(_key(document_id))


def _shown(key: str) -> str:
    found = base64.urlsafe_b64decode(key).hex()
    return f"{found[:8]}-{found[8:]}"
