"""GET of the Accounting API: lists, single records, journals and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_sandbox.answers import api_exceptions, errors
from xero_sandbox.answers.errors import Answer, Refusal
from xero_sandbox.answers.reports import trial_balance_report
from xero_sandbox.answers.shapes import View, shape
from xero_sandbox.answers.wire import encode, envelope
from xero_sandbox.lists.filters import lost_ids
from xero_sandbox.lists.query import QueryError
from xero_sandbox.lists.selection import select, shows_four_places
from xero_sandbox.resources import attachments, history
from xero_sandbox.resources.asked import ATTACHMENTS, HISTORY

if TYPE_CHECKING:
    from xero_sandbox.resources.asked import Asked

    Record = dict[str, Any]

_JOURNALS_PER_CALL = 100
_PARTIAL_JOURNALS = 97


def answer(asked: Asked) -> Answer:
    """Answer a GET: the records, or Xero's refusal."""
    try:
        if asked.below == ATTACHMENTS:
            return attachments.answer(asked)
        if asked.below == HISTORY:
            return history.answer(asked)
        return Answer(200, encode(_read(asked), asked.switches.business_date_offset))
    except QueryError as error:
        return api_exceptions.query_error(str(error))
    except Refusal as refusal:
        return refusal.answer


def _read(asked: Asked) -> Record:
    endpoint = asked.endpoint
    if endpoint.name == "Reports":
        return _report(asked)
    if len(asked.parts) > 1:
        raise Refusal(api_exceptions.not_implemented())
    if endpoint.name == "Journals":
        return _journals(asked)
    if asked.parts:
        return _single(asked)
    selection = select(endpoint, asked.tenant.listing(endpoint, asked.now), asked.query, asked.switches)
    row = shape(endpoint, selection.view, asked.tenant.base_currency)
    rows = [row(record) for record in selection.rows]
    if endpoint.name == "TrackingCategories" and not asked.query.flag("includearchived"):
        rows = [_active_options(category) for category in rows]
    return envelope(endpoint.array, rows, asked.now, pagination=selection.pagination, identifier=asked.identifier)


def _single(asked: Asked) -> Record:
    endpoint = asked.endpoint
    record = asked.tenant.single(endpoint, asked.parts[0])
    lost = lost_ids(endpoint, asked.tenant.records(endpoint), asked.switches)
    if record is None or str(record[endpoint.id_field]).lower() in lost:
        raise Refusal(errors.not_found())
    view = View(single=True, four_places=shows_four_places(asked.query), switches=asked.switches)
    return _one(asked, shape(endpoint, view, asked.tenant.base_currency)(record))


def _journals(asked: Asked) -> Record:
    books = asked.tenant.books
    if asked.parts:
        wanted = asked.parts[0].lower()
        for journal in books.journals():
            if wanted in (journal["JournalID"], str(journal["JournalNumber"])):
                return _one(asked, journal)
        raise Refusal(errors.not_found())
    offset = asked.query.number("offset") or 0
    since = asked.query.instant_since(asked.switches)
    # "a partial page does not necessarily indicate the end": the first call is full, the others are not.
    partial = offset > 0 and asked.switches.journals_partial_pages
    size = _PARTIAL_JOURNALS if partial else _JOURNALS_PER_CALL
    if since is None:
        rows = books.journals(offset, size)
    else:
        rows = [journal for journal in books.journals(offset) if journal["CreatedDateUTC"] >= since][:size]
    rows = [journal for journal in rows if asked.tenant.lists_journal(journal, asked.now)]
    return envelope("Journals", rows, asked.now, identifier=asked.identifier)


def _report(asked: Asked) -> Record:
    if [part.lower() for part in asked.parts] != ["trialbalance"]:
        raise Refusal(api_exceptions.not_implemented())
    day = asked.query.day("date") or asked.now.date()
    rows = asked.tenant.books.trial_balance(day)
    return _one(asked, trial_balance_report(rows, asked.tenant.name, day, asked.now))


def _one(asked: Asked, record: Record) -> Record:
    return envelope(asked.endpoint.array, [record], asked.now, identifier=asked.identifier)


def _active_options(category: Record) -> Record:
    options = [option for option in category.get("Options", []) if option.get("Status") != "ARCHIVED"]
    return category | {"Options": options}
