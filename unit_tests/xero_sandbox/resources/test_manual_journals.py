"""ManualJournals PUT and POST: Xero's rules, its texts, and what it changes without a word."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit_tests.xero_sandbox.resources.conftest import REGION, Journals, journal, line, refusal, rows, tracked
from xero_sandbox.resources.manual_journals import ZERO_GUID

Record = dict[str, Any]

NOBODY = "00000000-0000-4000-8000-000000000000"
UNBALANCED = "The total debits (100.00) must equal total credits (-10.00)"
WRONG_STATUS = "The manual journal is not of valid status for modification"


def test_a_posted_journal_is_answered_in_full_and_moves_the_books(journals: Journals) -> None:
    """The answer has what a GET by id has; the trial balance and the ledger know it."""
    (made,) = journals.saved(tracked(REGION) | {"Url": "https://example.com/je/1"}, method="PUT")

    first = made["JournalLines"][0]
    ids = {"TrackingCategoryID", "TrackingOptionID"}
    assert first["Tracking"][0].items() >= REGION.items()
    assert set(first["Tracking"][0]) == ids | set(REGION)
    assert (first["LineAmount"], first["TaxType"], first["TaxAmount"], first["IsBlank"]) == (100, "NONE", 0, False)
    assert (made["Status"], made["LineAmountTypes"], made["Url"]) == ("POSTED", "NoTax", "https://example.com/je/1")
    assert made["ShowOnCashBasisReports"]
    assert "Warnings" not in made
    assert journals.balance() == {"200": Decimal("-100.00"), "400": Decimal("100.00")}
    assert [made["ManualJournalID"]] == [entry["SourceID"] for entry in journals.asking.books.journals()]


def test_one_bare_object_is_a_request(journals: Journals) -> None:
    """As code in production sends it."""
    body = json.dumps(journal()).encode()

    assert len(rows(journals.raw(body), "ManualJournals")) == 1


def test_a_new_journal_has_xeros_defaults(journals: Journals) -> None:
    """A draft without tax, dated today where the organisation is: the clock stands at one in the morning there."""
    journals.saved({"Narration": " Accrual \n", "JournalLines": journal()["JournalLines"]})
    (kept,) = journals.kept.values()

    assert (kept["Status"], kept["LineAmountTypes"], kept["Narration"]) == ("DRAFT", "NoTax", "Accrual")
    assert kept["Date"] == date(2026, 3, 3)
    assert journals.balance() == {}


@pytest.mark.parametrize(("change", "sentence"), [
    (journal(line("100.00", "400"), line("-10.00", "200")), UNBALANCED),
    (journal(line("100.00", "400")), "A manual journal needs at least two lines."),
    (journal(Narration="  "), "The narration must be specified."),
    (journal(line("1", "090"), line("-1", "200")), "Account code '090' is not a valid code for this document."),
    (journal(line("1", "610"), line("-1", "200")), "Account code '610' is not a valid code for this document."),
    (journal(line("1", "800"), line("-1", "200")), "Account code '800' is not a valid code for this document."),
    (journal(line("1", "960"), line("-1", "200")), "Account code '960' is not a valid code for this document."),
    (journal(line("1", "404"), line("-1", "200")), ("Account code '404' has been archived, or has been deleted."
     " Each line item must reference a valid account.")),
    (journal(line("1", "400", TaxType="OUTPUT2"), line("-1", "200")),
     "The TaxType code 'OUTPUT2' cannot be used with account code '400'."),
    (journal(line("1", "400", TaxType="ELEPHANT"), line("-1", "200")),
     "The TaxType code 'ELEPHANT' cannot be used with account code '400'."),
    (journal(line("1", ""), line("-1", "200")), "Account code or ID must be specified"),
    (journal({"AccountCode": "400"}, line("-1", "200")), "The line amount must be specified."),
    (journal(Date="2025-12-31"), ("The document date cannot be before the period lock date, currently set at"
     " 31-Dec-2025")),
    (journal(Status="VOIDED"), "A manual journal cannot be created as VOIDED."),
    (journal(Status="ARCHIVED"), "A manual journal can be archived in Xero's screens only."),
    (journal(Url="ftp://example.com"), "The Url must be an http or https address."),
    (journal(ManualJournalID=NOBODY), f"There is no manual journal with the ManualJournalID '{NOBODY}'."),
    (tracked(REGION, REGION, REGION), "A line can have at most 2 tracking categories."),
])  # fmt: skip
def test_a_broken_rule_is_a_sentence_and_nothing_is_saved(journals: Journals, change: Record, sentence: str) -> None:
    """400 with the element echoed under the zero GUID."""
    journals.asking.books.person.archive_account("404")
    journals.asking.books.person.close_period("2025-12-31")
    answer = journals.send(change)

    assert refusal(answer) == sentence
    (element,) = json.loads(answer.body)["Elements"]
    assert (element["ManualJournalID"], element["Warnings"]) == (ZERO_GUID, [])
    assert element["Narration"] == change["Narration"]
    assert dict(journals.kept) == {}


def test_every_wrong_line_of_a_journal_is_named(journals: Journals) -> None:
    """One request tells all of them."""
    sent = journal(line("1", "090"), line("-1", "610"))
    (element,) = json.loads(journals.send(sent).body)["Elements"]

    assert [each["Message"] for each in element["ValidationErrors"]] == [
        "Account code '090' is not a valid code for this document.",
        "Account code '610' is not a valid code for this document.",
    ]


def test_drafts_may_lie_in_a_locked_period_and_need_not_balance(journals: Journals) -> None:
    """Balance only where a switch does not ask for it; posting asks for both."""
    journals.asking.books.person.end_of_year("2026-03-31")
    loose = journal(line("100", "400"), line("-10", "200"), Status="DRAFT")
    (made,) = journals.saved(loose)

    sentence = journals.refused({"ManualJournalID": made["ManualJournalID"], "Status": "POSTED"})
    assert sentence.endswith("before the end of year lock date, currently set at 31-Mar-2026")
    journals.switch(unbalanced_draft="refused")
    assert journals.refused(loose) == UNBALANCED


def test_an_unknown_account_is_dropped_with_a_warning(journals: Journals) -> None:
    """What remains is saved where it balances, and refused where it does not; a switch refuses the account."""
    lost = line("0.00", "999")
    text = "Account code '999' has been removed as it does not match a recognised account."
    (made,) = journals.saved(journal(*journal()["JournalLines"], lost), summarize="false")

    assert (made["StatusAttributeString"], made["Warnings"]) == ("WARNING", [{"Message": text}])
    assert [each["AccountCode"] for each in made["JournalLines"]] == ["400", "200"]
    assert journals.refused(journal(line("5", "400"), line("-3", "200"), line("-2", "999"))) == (
        "The total debits (5.00) must equal total credits (-3.00)"
    )
    journals.switch(unknown_journal_account="refuse")
    assert journals.refused(journal(*journal()["JournalLines"], lost)) == (
        "Account code '999' is not a valid code for this document."
    )


@pytest.mark.parametrize("summarize", ["", "true", "True"])
def test_one_refused_journal_makes_the_answer_400(journals: Journals, summarize: str) -> None:
    """All are echoed under the zero GUID; whether the good ones are saved is a switch."""
    wrong = journal(line("100.00", "400"), line("-10.00", "200"))
    answer = journals.send(journal(), wrong, summarize=summarize)

    echoed = json.loads(answer.body)["Elements"]
    assert [each["ManualJournalID"] for each in echoed] == [ZERO_GUID, ZERO_GUID]
    assert [each["ValidationErrors"] for each in echoed] == [[], [{"Message": UNBALANCED}]]
    assert len(journals.kept) == 1
    journals.switch(batch_400_saves_valid=False)
    assert journals.send(journal(), wrong, summarize=summarize).status == 400
    assert len(journals.kept) == 1


def test_without_summary_every_journal_is_answered_in_its_place(journals: Journals) -> None:
    """200; the good ones are saved, the others have the zero GUID and their errors."""
    wrong = journal(line("100.00", "400"), line("-10.00", "200"), Narration="wrong")
    warned = journal(*journal()["JournalLines"], line("0", "999"), Narration="warned")
    made = journals.saved(journal(), wrong, warned, summarize="False")

    assert [each["StatusAttributeString"] for each in made] == ["OK", "ERROR", "WARNING"]
    assert [each["Narration"] for each in made] == ["Accrual", "wrong", "warned"]
    assert made[1]["ManualJournalID"] == ZERO_GUID
    assert made[1]["ValidationErrors"] == [{"Message": UNBALANCED}]
    assert [made[0]["ManualJournalID"], made[2]["ManualJournalID"]] == list(journals.kept)


def test_put_only_creates(journals: Journals) -> None:
    """A ManualJournalID in it is refused, in body or URL."""
    (made,) = journals.saved(journal(), method="PUT")
    sentence = "A manual journal that has a ManualJournalID is changed by POST; PUT only creates."

    assert journals.refused(made, method="PUT") == sentence
    assert journals.refused(journal(), method="PUT", path=f"/{made['ManualJournalID']}") == sentence


def test_a_status_alone_voids_or_deletes(journals: Journals) -> None:
    """Without the narration; what was posted is taken back, and an ended journal stays as it is."""
    posted, draft = journals.saved(journal(), journal(Status="DRAFT"))
    void = {"ManualJournalID": posted["ManualJournalID"], "Status": "VOIDED"}
    journals.saved(void, {"ManualJournalID": draft["ManualJournalID"], "Status": "DELETED"})

    assert [kept["Status"] for kept in journals.kept.values()] == ["VOIDED", "DELETED"]
    assert journals.balance() == {}
    assert journals.refused(void) == WRONG_STATUS
    assert journals.refused(made_over(posted)) == WRONG_STATUS


def made_over(shown: Record) -> Record:
    """Return what was read, to be sent again."""
    return {key: value for key, value in shown.items() if key in ("ManualJournalID", "Narration", "JournalLines")}


@pytest.mark.parametrize(("first", "then"), [("DRAFT", "VOIDED"), ("POSTED", "DELETED"), ("POSTED", "DRAFT")])
def test_a_journal_cannot_leap(journals: Journals, first: str, then: str) -> None:
    """Drafts are deleted, posted ones voided, and none comes back."""
    (made,) = journals.saved(journal(Status=first))

    assert journals.refused({"ManualJournalID": made["ManualJournalID"], "Status": then}) == WRONG_STATUS


def test_a_posted_journal_can_be_changed_by_url_or_body(journals: Journals) -> None:
    """Lines and date; what is not sent stays, and the ledger follows by reversal."""
    (made,) = journals.saved(journal(Url="https://example.com/1"))
    journals.asking.later()
    identifier = made["ManualJournalID"]
    other = [line("40", "404"), line("-40", "200")]
    (changed,) = journals.saved({"JournalLines": other}, path=f"/{identifier.upper()}")
    after = journals.balance()
    journals.saved({"ManualJournalID": identifier.upper(), "Date": "2026-04-01"})

    assert (changed["ManualJournalID"], changed["Narration"]) == (identifier, "Accrual")
    assert changed["Url"] == "https://example.com/1"
    assert changed["UpdatedDateUTC"] > made["UpdatedDateUTC"]
    assert after == {"200": Decimal("-40.00"), "404": Decimal("40.00")}
    assert len(journals.asking.books.journals()) == 5
    assert journals.kept[identifier]["Date"] == date(2026, 4, 1)


def test_a_url_names_one_journal_that_exists(journals: Journals) -> None:
    """404 for another, and 400 where body and URL do not agree."""
    first, second = journals.saved(journal(), journal())

    assert journals.send(journal(), path=f"/{NOBODY}").status == 404
    assert journals.send(second, path=f"/{first['ManualJournalID']}").status == 400
    assert journals.send(journal(), journal(), path=f"/{first['ManualJournalID']}").status == 400


def test_a_journal_is_in_a_request_once(journals: Journals) -> None:
    """The second element of the same id is refused."""
    (made,) = journals.saved(journal())
    void = {"ManualJournalID": made["ManualJournalID"], "Status": "VOIDED"}
    answered = journals.saved(void, void, summarize="false")

    assert [each["StatusAttributeString"] for each in answered] == ["OK", "ERROR"]


def test_nothing_moves_into_or_out_of_a_locked_period(journals: Journals) -> None:
    """Neither by voiding, nor by another date."""
    early, late = journals.saved(journal(), journal(Date="2026-05-01"))
    journals.asking.books.person.close_period("2026-03-31")
    text = "The document date cannot be before the period lock date, currently set at 31-Mar-2026"

    assert journals.refused({"ManualJournalID": early["ManualJournalID"], "Status": "VOIDED"}) == text
    assert journals.refused({"ManualJournalID": early["ManualJournalID"], "Date": "2026-05-01"}) == text
    assert journals.refused({"ManualJournalID": late["ManualJournalID"], "Date": "2026-03-01"}) == text


def test_cents_are_all_that_is_kept(journals: Journals) -> None:
    """More places are rounded without a word."""
    (made,) = journals.saved(journal(line(1.005, "400"), line("-1.005", "200")), summarize="false")

    assert made["StatusAttributeString"] == "OK"
    assert [each["LineAmount"] for each in made["JournalLines"]] == [1.01, -1.01]


def test_whole_units_where_they_balance(journals: Journals) -> None:
    """The switch changes what it can without making the journal wrong."""
    journals.switch(journal_amount_places="0")
    (changed,) = journals.saved(journal(line("10.40", "400"), line("-10.40", "200")))
    (left,) = journals.saved(journal(line("0.50", "400"), line("0.50", "404"), line("-1.00", "200")))

    assert [each["LineAmount"] for each in changed["JournalLines"]] == [10, -10]
    assert [each["LineAmount"] for each in left["JournalLines"]] == [0.5, 0.5, -1]


def test_tax_types_can_be_replaced_by_the_accounts_own(journals: Journals) -> None:
    """As sent, unless the switch says otherwise."""
    sent = journal(line("10", "200", TaxType="ZERORATED"), line("-10", "855", TaxType="NONE"))
    (kept,) = journals.saved(sent)
    journals.switch(journal_tax_type="account_default")
    (changed,) = journals.saved(sent)

    assert [each["TaxType"] for each in kept["JournalLines"]] == ["ZERORATED", "NONE"]
    assert [each["TaxType"] for each in changed["JournalLines"]] == ["OUTPUT2", "NONE"]


def test_tax_counts_in_the_balance_and_in_the_ledger(journals: Journals) -> None:
    """Exclusive lines balance with their tax, which goes to the tax account."""
    (made,) = journals.saved(
        journal(line("100", "400"), line("-115", "855"), LineAmountTypes="Exclusive"), summarize="false"
    )

    assert made["StatusAttributeString"] == "OK"
    assert journals.balance() == {"400": Decimal(100), "820": Decimal(15), "855": Decimal(-115)}


AMOUNTS = st.lists(st.decimals("-9999", "9999", places=2), min_size=1, max_size=8)


@given(amounts=AMOUNTS)
def test_what_balances_is_kept_to_the_cent(amounts: list[Decimal]) -> None:
    """Any amounts, read back from the answer and summed in the books."""
    journals = Journals()
    sent = [*amounts, -sum(amounts, Decimal(0))]
    lines = [line(str(amount), "400" if place % 2 else "855") for place, amount in enumerate(sent)]
    body = json.dumps(journal(*lines)).encode()
    (made,) = json.loads(journals.raw(body).body, parse_float=Decimal)["ManualJournals"]

    assert [Decimal(each["LineAmount"]) for each in made["JournalLines"]] == sent
    assert sum(journals.balance().values()) == 0
