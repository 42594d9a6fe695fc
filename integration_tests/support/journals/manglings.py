"""What can happen to an answer of Xero about manual journals on its way: the one list of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from integration_tests.support.journals.proxy import LIST, ONE, WRITE, Answer, Exchange
from revrec_journals.key import JournalKey

if TYPE_CHECKING:
    from collections.abc import Callable

Row = dict[str, Any]
NO_ID = "00000000-0000-0000-0000-000000000000"
_REFUSED = {
    "ErrorNumber": 10,
    "Type": "ValidationException",
    "Message": "A validation exception occurred",
    "Elements": [],
}
_PAGE = "<html><body>Please sign in</body></html>"


@dataclass(frozen=True)
class Mangling:
    """One way to mangle answers of some kinds."""

    kinds: frozenset[str]
    mangle: Callable[[Exchange], Answer]


def _changed(kinds: tuple[str, ...], change: Callable[[Answer], object]) -> Mangling:
    """Change the journals of an answer; what holds none, such as a 404, is left alone."""

    def mangle(exchange: Exchange) -> Answer:
        answer = exchange.send(None)
        if answer.status == 200 and answer.journals:
            change(answer)
        return answer

    return Mangling(frozenset(kinds), mangle)


def _instead(status: int, body: object, kind: str = "application/json") -> Mangling:
    """Answer a write with something else after it arrived."""

    def mangle(exchange: Exchange) -> Answer:
        exchange.send(None)
        return Answer(status, body, kind)

    return Mangling(frozenset({WRITE}), mangle)


def _each(change: Callable[[Row], object]) -> Callable[[Answer], None]:
    def change_all(answer: Answer) -> None:
        for journal in answer.journals:
            change(journal)

    return change_all


def _lines(change: Callable[[list[Row]], object]) -> Callable[[Answer], None]:
    return _each(lambda journal: change(journal["JournalLines"]))


def _counted(by: int | None) -> Callable[[Answer], None]:
    def change(answer: Answer) -> None:
        counts = answer.body["pagination"]
        counts["itemCount"] = 0 if by is None else max(0, counts["itemCount"] + by)

    return change


def _first_left_out(answer: Answer) -> None:
    del answer.journals[0]


def _new_left_out(answer: Answer) -> None:
    """Leave out what this trial posts, and count the rest alone: a list that lags."""
    answer.journals[:] = [each for each in answer.journals if "[RevRec NEW" not in each["Narration"]]
    answer.body["pagination"].update(itemCount=len(answer.journals))


def _new_as_voided(journal: Row) -> None:
    if "[RevRec NEW" in journal["Narration"]:
        journal["Status"] = "VOIDED"


def _left_out_and_counted(left_out: slice) -> Callable[[Answer], None]:
    """Leave out journals, whenever they were posted: a list that is consistent in itself, and wrong."""

    def change(answer: Answer) -> None:
        del answer.journals[left_out]
        answer.body["pagination"].update(itemCount=len(answer.journals))

    return change


def _twice(answer: Answer) -> None:
    answer.journals.append(answer.journals[0])


def _twice_instead(answer: Answer) -> None:
    answer.journals[-1] = answer.journals[0]


def _twice_and_counted(answer: Answer) -> None:
    _twice(answer)
    _counted(1)(answer)


def _ids_swapped(answer: Answer) -> None:
    journals = answer.journals
    ids = [each["ManualJournalID"] for each in journals]
    for journal, identity in zip(journals, ids[1:] + ids[:1], strict=True):
        journal["ManualJournalID"] = identity


def _amounts(lines: list[Row]) -> None:
    for line in lines:
        line["LineAmount"] *= 2


def _refused_all_the_same(journal: Row) -> None:
    journal.update(
        ManualJournalID=NO_ID, StatusAttributeString="ERROR", ValidationErrors=[{"Message": "Something is wrong"}]
    )


def _invented(exchange: Exchange, sent: Row, number: int) -> Row:
    """Return what Xero would answer, had it stored the journal."""
    lines = [{**line, "AccountID": exchange.accounts[line["AccountCode"]]} for line in sent["JournalLines"]]
    return {
        **sent,
        "ManualJournalID": sent.get("ManualJournalID") or f"11111111-1111-4111-8111-{number:012}",
        "JournalLines": lines,
        "Date": f"{sent['Date']}T00:00:00",
        "UpdatedDateUTC": "/Date(1770000000000+0000)/",
        "StatusAttributeString": "OK",
    }


def _none_saved(exchange: Exchange) -> Answer:
    """Bring nothing to Xero, and say that all were stored."""
    made = [_invented(exchange, each, number) for number, each in enumerate(exchange.sent)]
    return Answer(200, {"ManualJournals": made})


def _last_not_saved(exchange: Exchange) -> Answer:
    """Bring all but the last one to Xero, and say that all were stored."""
    *others, last = exchange.sent
    made = exchange.send(others).journals if others else []
    return Answer(200, {"ManualJournals": [*made, _invented(exchange, last, 99)]})


def _without_key(journal: Row) -> None:
    journal["Narration"] = journal["Narration"].partition("[RevRec")[0]


def _of_another(answer: Answer) -> None:
    for journal in answer.journals:
        journal["Narration"] = f"Revenue {JournalKey('ANOTHER').mark()}"


MANGLINGS: dict[str, Mangling] = {
    # The list.
    "list: a journal left out": _changed((LIST,), _first_left_out),
    "list: what was just posted left out, and not counted": _changed((LIST,), _new_left_out),
    "list: a journal left out, and not counted": _changed((LIST,), _left_out_and_counted(slice(1))),
    "list: the last journal left out, and not counted": _changed((LIST,), _left_out_and_counted(slice(-1, None))),
    "list: all journals left out, and not counted": _changed((LIST,), _left_out_and_counted(slice(None))),
    "list: a journal twice": _changed((LIST,), _twice),
    "list: a journal twice, and counted": _changed((LIST,), _twice_and_counted),
    "list: a journal in another's place": _changed((LIST,), _twice_instead),
    "list: one more counted": _changed((LIST,), _counted(1)),
    "list: one less counted": _changed((LIST,), _counted(-1)),
    "list: none counted": _changed((LIST,), _counted(None)),
    "list: no pagination": _changed((LIST,), lambda answer: answer.body.pop("pagination")),
    "list: the second page": _changed((LIST,), lambda answer: answer.body["pagination"].update(page=2)),
    "list: no list": _changed((LIST,), lambda answer: answer.body.update(ManualJournals=None)),
    "list: journals without lines": _changed((LIST,), _each(lambda journal: journal.pop("JournalLines"))),
    "list: journals with no line": _changed((LIST,), _lines(list.clear)),
    "list: a line left out": _changed((LIST,), _lines(list.pop)),
    "list: other amounts": _changed((LIST,), _lines(_amounts)),
    "list: ids swapped": _changed((LIST,), _ids_swapped),
    "list: in another order": _changed((LIST,), lambda answer: answer.journals.reverse()),
    "list: journals as voided": _changed((LIST,), _each(lambda journal: journal.update(Status="VOIDED"))),
    "list: journals as deleted": _changed((LIST,), _each(lambda journal: journal.update(Status="DELETED"))),
    "list: what was just posted as voided": _changed((LIST,), _each(_new_as_voided)),
    "list: journals as drafts": _changed((LIST,), _each(lambda journal: journal.update(Status="DRAFT"))),
    "list and by id: journals with no line": _changed((LIST, ONE), _lines(list.clear)),
    # The answer to a write, changed.
    "write: a journal left out": _changed((WRITE,), _first_left_out),
    "write: a journal twice": _changed((WRITE,), _twice),
    "write: a journal in another's place": _changed((WRITE,), _twice_instead),
    "write: none": _changed((WRITE,), lambda answer: answer.journals.clear()),
    "write: in another order": _changed((WRITE,), lambda answer: answer.journals.reverse()),
    "write: ids swapped": _changed((WRITE,), _ids_swapped),
    "write: no ids": _changed((WRITE,), _each(lambda journal: journal.update(ManualJournalID=NO_ID))),
    "write: journals without lines": _changed((WRITE,), _each(lambda journal: journal.pop("JournalLines"))),
    "write: a line left out": _changed((WRITE,), _lines(list.pop)),
    "write: other amounts": _changed((WRITE,), _lines(_amounts)),
    "write: narrations without key": _changed((WRITE,), _each(_without_key)),
    "write: another's narration": _changed((WRITE,), _of_another),
    "write: another status": _changed((WRITE,), _each(lambda journal: journal.update(Status="DRAFT"))),
    "write: another date": _changed((WRITE,), _each(lambda journal: journal.update(Date="/Date(1769904000000+0000)/"))),
    "write: refused, though stored": _changed((WRITE,), _each(_refused_all_the_same)),
    # The answer to a write, replaced.
    "write: 400, though stored": _instead(400, _REFUSED),
    "write: 413, though stored": _instead(413, "Request Entity Too Large", "text/plain"),
    "write: 302, though stored": _instead(302, "", "text/plain"),
    "write: 401, though stored": _instead(401, {"Title": "Unauthorized", "Status": 401}),
    "write: 403, though stored": _instead(403, {"Title": "Forbidden", "Status": 403}),
    "write: 404, though stored": _instead(404, "The resource you're looking for cannot be found", "text/plain"),
    "write: 404 as a web page, though stored": _instead(404, _PAGE, "text/html"),
    "write: 409, though stored": _instead(409, {"Title": "Conflict", "Status": 409}),
    "write: 412, though stored": _instead(412, {"Title": "Precondition Failed", "Status": 412}),
    "write: 422, though stored": _instead(422, _REFUSED),
    "write: 429, though stored": _instead(429, "", "text/plain"),
    "write: 501, though stored": _instead(501, {"ErrorNumber": 20, "Type": "ApiMethodNotImplementedException"}),
    "write: 500, though stored": _instead(500, {"Title": "An error occurred", "Status": 500}),
    "write: 502, though stored": _instead(502, "<html>Bad Gateway</html>", "text/html"),
    "write: a web page": _instead(200, _PAGE, "text/html"),
    "write: 204": _instead(204, ""),
    "write: an empty body": _instead(200, ""),
    "write: JSON that is no object": _instead(200, []),
    "write: half the JSON": _instead(200, '{"ManualJournals": [{"ManualJournalID": "'),
    # A write that does not arrive, or in part.
    "write: stored, though it was not": Mangling(frozenset({WRITE}), _none_saved),
    "write: the last one stored, though it was not": Mangling(frozenset({WRITE}), _last_not_saved),
}
