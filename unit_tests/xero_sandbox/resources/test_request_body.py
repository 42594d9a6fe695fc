"""The JSON of a request, read as what it should be."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from unit_tests.xero_sandbox.resources.conftest import DATE, Journals, journal, line, tracked
from xero_sandbox.answers.errors import Refusal
from xero_sandbox.resources.request_body import elements, sent_journal, text


def test_a_body_is_an_envelope_or_one_element() -> None:
    """Numbers with a point keep their digits."""
    assert elements(b'{"Rows": [{"A": 1.50}, {}]}', "Rows") == [{"A": Decimal("1.50")}, {}]
    assert elements(b'{"A": 1}', "Rows") == [{"A": 1}]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"Rows": 7}', b'{"Rows": [7]}', b'{"A": NaN}', b'"\\ud800"'])
def test_anything_else_is_refused(body: bytes) -> None:
    """With 400; what no answer could repeat is not JSON."""
    with pytest.raises(Refusal) as refused:
        elements(body, "Rows")
    assert refused.value.answer.status == 400


def test_a_text_is_text_or_nothing() -> None:
    """Null is nothing."""
    assert (text({"A": "x"}, "A"), text({"A": None}, "A"), text({}, "A")) == ("x", None, None)
    with pytest.raises(Refusal):
        text({"A": 7}, "A")


def test_a_journal_is_read_with_its_types() -> None:
    """What Xero does not read and what is null is left out; numbers stand for text, and words for booleans."""
    read = sent_journal({
        "Narration": 7, "Date": "2026-03-31", "Url": None, "Colour": "red", "ShowOnCashBasisReports": "False",
        "JournalLines": [{"LineAmount": "1.50", "AccountCode": 400, "Description": Decimal("1.50")}],
    })  # fmt: skip

    lines = [{"LineAmount": Decimal("1.50"), "AccountCode": "400", "Description": "1.50"}]
    assert read == {
        "Narration": "7", "Date": date(2026, 3, 31), "ShowOnCashBasisReports": False, "JournalLines": lines,
    }  # fmt: skip


@pytest.mark.parametrize("written", ["2026-03-31", "2026-03-31T00:00:00", "/Date(1774915200000)/",
                                     "/Date(1774915200000+0000)/"])  # fmt: skip
def test_a_date_can_be_written_in_several_ways(journals: Journals, written: str) -> None:
    """Plain, with a time, and as Xero writes it itself."""
    journals.saved(journal(Date=written))

    assert [kept["Date"] for kept in journals.kept.values()] == [DATE]


@pytest.mark.parametrize("body", [
    b"", b"{", b"[]", b"7", b'"x"', b'{"ManualJournals": {}}', b'{"ManualJournals": [7]}', b'{"ManualJournals": []}',
    json.dumps(journal(Date="31 March")).encode(), json.dumps(journal(Status="Posted")).encode(),
    json.dumps(journal(ManualJournalID="x")).encode(), json.dumps(journal(LineAmountTypes="Tax")).encode(),
    json.dumps(journal(JournalLines={})).encode(), json.dumps(journal(line("ten", "400"))).encode(),
    json.dumps(journal(line("NaN", "400"))).encode(), json.dumps(journal(line("1e99", "400"))).encode(),
    json.dumps(journal(line([], "400"))).encode(), json.dumps(journal(Narration={})).encode(),
    json.dumps(journal(ShowOnCashBasisReports="perhaps")).encode(), json.dumps(journal(line({}, "400"))).encode(),
    json.dumps(tracked({"TrackingCategoryID": "x"})).encode(), json.dumps(journal(line("1e-99", "400"))).encode(),
])  # fmt: skip
def test_what_cannot_be_read_is_post_data_invalid(journals: Journals, body: bytes) -> None:
    """The whole request, with Xero's ErrorNumber 14."""
    answer = journals.raw(body)

    found = json.loads(answer.body)
    assert (answer.status, found["ErrorNumber"], found["Type"]) == (400, 14, "PostDataInvalidException")


@pytest.mark.parametrize("tracking", [{"Name": "Region", "Option": "North"}, ["North"], "North"])
def test_tracking_of_another_shape_is_a_500(journals: Journals, tracking: object) -> None:
    """As people report it."""
    assert journals.send(journal(line("1", "400", Tracking=tracking), line("-1", "200"))).status == 500
