"""Documents that cannot be understood, over HTTP: held, named and counted; the others arrive; mended, they follow."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.scene import CONTRACT, DAY, MAPPING, Scene, amounts, credit, crm_list, line, sell, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xero_sandbox import Sandbox

RAW = ("invoices", "credit_notes")
UNREADABLE = "UNREADABLE"


@pytest.fixture
def both(xero: Sandbox) -> Iterator[Scene]:
    """Begin a connection that reads RevRec's streams and the raw ones of the same documents."""
    with Scene(xero, raw=RAW) as scene:
        yield scene


def mangle(xero: Sandbox, document: dict[str, Any], path: str, text: str) -> None:
    """Let Xero send a field of an invoice or a credit note as another text."""
    of_credits = "CreditNoteID" in document
    endpoint, identity = ("CreditNotes", "CreditNoteID") if of_credits else ("Invoices", "InvoiceID")
    xero.fault("mangled_field", endpoint, record=document[identity], path=path, text=text)


@pytest.mark.parametrize(
    ("path", "text", "field", "found"),
    [
        ("Date", "null", "Date", "null"),
        ("Date", '"/Date(253402300800000+0000)/"', "Date", '"/Date(253402300800000+0000)/"'),
        ("Contact", "", "Contact", "nothing"),
        ("Contact.Name", r'"half \ud83d"', "Contact.Name", r'"half \ud83d"'),
        ("Status", '"FROZEN"', "Status", '"FROZEN"'),
        ("Payments.0.Date", "null", "Payments.0.Date", "null"),
        ("LineItems.0.Tracking.0.Option", "", "LineItems.0.Tracking.0.Option", "nothing"),
        ("LineItems.0.LineAmount", "null", "LineItems.0.LineAmount", "null"),
        ("LineItems", "[[null]]", "LineItems.0", "[null]"),
        ("LineItems", "[" * 300 + "]" * 300, "LineItems.0", "[[[["),
        ("LineItems", '{"a":' * 90_000 + "1" + "}" * 90_000, "LineItems", '{"a"'),
        ("Contact", "[]", "Contact", "[]"),
        ("Contact.Name", r'"nul \u0000"', "Contact.Name", r'"nul \u0000"'),
        ("LineItems.0.Description", r'"nul \u0000"', "LineItems.0.Description", r'"nul \u0000"'),
        ("Total", "1e-99999999999999999999", "Total", '"1e-9999'),
        ("SubTotal", "1e400", "SubTotal", '"1E+400"'),
        ("AmountDue", "9" * 40, "AmountDue", "9" * 40),
        ("AmountPaid", "9" * 5000, "AmountPaid", f'"{"9" * 79}...'),
        ("CurrencyRate", "NaN", "CurrencyRate", "NaN"),
        ("UpdatedDateUTC", "null", "UpdatedDateUTC", "null"),
        ("InvoiceNumber", "7", "InvoiceNumber", "7"),
        ("Type", "[]", "Type", "[]"),
    ],
)
def test_a_document_that_cannot_be_understood_is_held_until_it_can(
    both: Scene, path: str, text: str, field: str, found: str
) -> None:
    """No rows, one finding, counted by B1, delivered raw; the other is as ever. Mended without a stamp, all follows."""
    region = {"Tracking": [{"Name": "Region", "Option": "North"}]}
    bad, good = sell(both.xero, line("700.00", **region)), sell(both.xero, line("100.00"))
    both.xero.act("pay_invoice", id=bad["InvoiceID"], amount="70.00")
    mangle(both.xero, bad, path, text)
    if path == "Date":
        # Its twin in text would say the day.
        mangle(both.xero, bad, "DateString", "null")
    both.xero.clock.advance(60)

    reading = both.sync()

    (finding,) = both.findings(bad)
    assert [finding[name] for name in ("check", "status", "field")] == [UNREADABLE, "Open", field]
    assert finding["found"].startswith(found)
    assert (both.billing(bad), both.billing(good, "billing_amount")) == ([], amounts("100.00"))
    months = [row for row in both.totals("B1") if row["period"]]
    assert sum(row["held_count"] for row in months) == 1
    assert sum(row["emitted_count"] for row in months) == 1
    assert sum(row["expected_count"] for row in months) == 2
    assert whole(both.totals("B1"))["status"] == "Ties"
    assert {row["status"] for row in months} == ({"Does not tie"} if path == "SubTotal" else {"Ties"})
    assert {row["InvoiceID"] for row in reading.records("invoices")} == {bad["InvoiceID"], good["InvoiceID"]}

    again = both.sync()
    assert [again.records(name) for name in ("recon_errors", "billing_schedule")] == [[], []]

    both.xero.clear_faults()
    both.sync()
    assert both.findings(bad, "check", "status") == [(UNREADABLE, "Resolved")]
    assert both.billing(bad, "billing_amount") == amounts("700.00")
    months = [row for row in both.totals("B1") if row["period"]]
    assert sum(row["held_count"] for row in months) == 0
    assert {row["status"] for row in (*months, *both.totals("A1"))} == {"Ties"}


@pytest.mark.parametrize("uses", ["Allocations", "Payments"])
def test_a_credit_note_that_gives_back_what_was_never_used_is_held(both: Scene, uses: str) -> None:
    """Nobody could split its lines over its uses; all else arrives, and mended it follows."""
    invoice, bad = sell(both.xero, line("700.00")), credit(both.xero, line("40.00"))
    both.xero.act("allocate_credit_note", id=bad["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="10.00")
    payment = '[{"Amount": -9.00, "Date": "/Date(1773100800000+0000)/"}]'
    mangle(both.xero, bad, *(("Allocations.0.Amount", "-9.00") if uses == "Allocations" else ("Payments", payment)))

    both.sync()

    (finding,) = both.findings(bad)
    assert (finding["check"], finding["field"]) == (UNREADABLE, f"{uses}.0.Amount")
    assert (both.billing(bad), both.billing(invoice, "billing_amount")) == ([], amounts("700.00"))

    both.xero.clear_faults()
    both.sync()
    assert both.billing(bad, "billing_amount") == amounts("-10.00", "-30.00")


def test_a_document_without_its_id_is_held_and_found_again(both: Scene) -> None:
    """It goes by its content until Xero sends the id; what is no document at all is held, too."""
    bad, worse, good = (sell(both.xero, line(amount)) for amount in ("700.00", "70.00", "100.00"))
    mangle(both.xero, bad, "InvoiceID", "")
    mangle(both.xero, worse, "", "null")

    reading = both.sync()

    held = [row for row in reading.records("recon_errors") if row["check"] == UNREADABLE]
    assert sorted(row["field"] for row in held) == ["InvoiceID", "the record"]
    assert both.billing(good, "billing_amount") == amounts("100.00")
    assert whole(both.totals("B1"))["status"] == "Ties"
    assert len(reading.records("invoices")) == 3

    both.xero.clear_faults()
    after = both.sync()
    resolved = {row["document_id"] for row in after.records("recon_errors") if row["status"] == "Resolved"}
    assert resolved == {row["document_id"] for row in held}
    assert [both.billing(each, "billing_amount") for each in (bad, worse)] == [amounts("700.00"), amounts("70.00")]
    assert {row["status"] for row in both.totals("B1")} == {"Ties"}


def test_rows_that_were_there_are_withdrawn_while_a_document_is_held(both: Scene) -> None:
    """The views show what the totals say; an edit in Xero that mends it brings the rows back."""
    invoice = sell(both.xero, line("700.00"))
    note = credit(both.xero, line("40.00"))
    both.sync()
    for document in (invoice, note):
        mangle(both.xero, document, "CurrencyCode", "{}")
    both.xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line("800.00")])
    both.xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="10.00")

    both.sync()

    assert both.billing(invoice) == both.billing(note) == both.orders(invoice) == []
    assert [both.findings(each, "check") for each in (invoice, note)] == [[UNREADABLE], [UNREADABLE]]

    both.xero.clear_faults()
    both.sync()
    assert both.billing(invoice, "billing_amount") == amounts("800.00")
    assert both.billing(note, "billing_amount") == amounts("-10.00", "-30.00")


def test_a_draft_that_cannot_be_understood_is_excluded(both: Scene) -> None:
    """Xero asks for a date on approval only."""
    draft = both.xero.act("create_invoice", contact="Basket Case", lines=[line()], date=DAY, status="DRAFT")
    for path in ("Date", "Contact"):
        mangle(both.xero, draft, path, "")

    both.sync()

    assert both.findings(draft) == []
    (month,) = (row for row in both.totals("B1") if row["period"])
    assert (month["period"], month["held_count"], month["excluded_count"]) == ("undated", 0, 1)


def test_a_document_that_waited_for_its_customer_waits_no_longer(xero: Sandbox) -> None:
    """It is held, which is another reason; once it can be understood it waits again."""
    with Scene(xero, mode=crm_list("Somebody Else")) as scene:
        invoice = sell(xero)
        scene.sync()
        assert scene.pending("document_number") == [invoice["InvoiceNumber"]]

        mangle(xero, invoice, "Total", '"much"')
        xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line("800.00")])
        scene.sync()
        assert scene.pending() == []
        assert scene.findings(invoice, "check", "status") == [(UNREADABLE, "Open")]

        xero.clear_faults()
        scene.sync()
        assert scene.pending("document_number") == [invoice["InvoiceNumber"]]
        assert scene.findings(invoice, "check", "status") == [(UNREADABLE, "Resolved")]


def test_contacts_items_and_accounts_that_cannot_be_understood_are_findings(xero: Sandbox) -> None:
    """Documents give their rows all the same, with what they say themselves; mended, the rest follows."""
    with Scene(xero) as scene:
        invoice = sell(xero, line("100.00"), contact="Basket Case")
        contact = invoice["Contact"]["ContactID"]
        (account,) = (each for each in _books(xero, "Accounts").values() if each.get("Code") == "200")
        for endpoint, record, path in (("Contacts", contact, "Addresses"), ("Accounts", account["AccountID"], "Name")):
            xero.fault("mangled_field", endpoint, record=record, path=path, text="5")
        xero.clock.advance(60)

        scene.sync()

        findings = scene.look("SELECT * FROM {schema}.recon_errors ORDER BY document_type")
        assert [(row["document_type"], row["document_id"], row["field"], row["status"]) for row in findings] == [
            ("Account", account["AccountID"], "Name", "Open"),
            ("Contact", contact, "Addresses", "Open"),
        ]
        assert scene.billing(invoice, "billing_amount", "customer_name") == [(*amounts("100.00"), "Basket Case")]
        assert scene.sync().records("recon_errors") == []

        xero.clear_faults()
        after = scene.sync()
        assert {row["status"] for row in scene.look("SELECT * FROM {schema}.recon_errors")} == {"Resolved"}
        assert [row["product_name"] for row in after.records("products")] == ["Sales"]
        assert [row["customer_name"] for row in after.records("customers")] == ["Basket Case"]


def test_an_advance_that_cannot_be_understood_costs_the_tie_to_the_ledger_alone(xero: Sandbox) -> None:
    """A1 says that it was not compared, the sync fails and names it; rows and states are there."""
    with Scene(xero) as scene:
        invoice = sell(xero)
        advance = xero.act("receive_prepayment", contact="Basket Case", amount="50.00", date=DAY)
        xero.fault("mangled_field", "Prepayments", path="RemainingCredit", text='"much"')

        reading = scene.try_sync()

        assert advance["PrepaymentID"] in reading.errors()[0]["message"]
        assert [row["reason"] for row in scene.totals("A1")] == ["NOT_READ"]
        assert scene.billing(invoice)
        xero.clear_faults()
        scene.sync()
        assert [row["status"] for row in scene.totals("A1")] == ["Ties"]


VALUES = (
    "null",
    "",
    "true",
    "-1",
    "1e400",
    "9" * 40,
    "NaN",
    '"x"',
    r'"\udead"',
    "[]",
    "[[null]]",
    "{}",
    "[null]",
    '{"A": 1}',
)


@pytest.mark.parametrize(("seed", "mode"), [(1, CONTRACT), (2, MAPPING)])
def test_any_field_sent_as_anything_harms_no_other_document(xero: Sandbox, seed: int, mode: str) -> None:
    """Twelve documents at a time, any field of each as any text: the others give the same rows to the digit."""
    chance = random.Random(seed)
    region = {"Tracking": [{"Name": "Region", "Option": "North"}]}
    made = [sell(xero, line(f"{number}00.00", **region), line("5.00")) for number in range(1, 16)]
    made += [credit(xero, line(f"{number}.00")) for number in range(1, 4)]
    for invoice, note in zip(made, made[15:], strict=False):
        xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="0.50")
    options = {} if mode == CONTRACT else {"mode": crm_list("Basket Case")}
    with Scene(xero, raw=RAW, **options) as scene:
        expected = {_id(each): scene.full_refresh().records("billing_schedule") for each in made[:1]}
        rows = next(iter(expected.values()))
        for _ in range(4):
            touched = chance.sample(made, 12)
            for document in touched:
                place = chance.choice(list(_paths(xero, document)))
                mangle(xero, document, place, chance.choice(VALUES))

            reading = scene.full_refresh()

            untouched = {_id(each) for each in made} - {_id(each) for each in touched}
            got = reading.records("billing_schedule")
            assert _money(got, untouched) == _money(rows, untouched)
            months = [row for row in reading.records("control_totals") if row["check"] == "B1" and row["period"]]
            assert sum(row["expected_count"] for row in months) == len(made)
            assert all(row["expected_count"] == row["actual_count"] for row in months)
            held = {row["document_id"] for row in reading.records("recon_errors") if row["check"] == UNREADABLE}
            assert not held & {row["document_id"] for row in got}
            assert not held & untouched
            assert len(reading.records("invoices")) + len(reading.records("credit_notes")) == len(made)
            xero.clear_faults()


def test_a_document_that_breaks_without_a_stamp_is_told_when_all_are_walked_again(xero: Sandbox) -> None:
    """A stream that is new among others makes that walk; the others had heard of the document, but not of this."""
    bad = sell(xero, line("700.00"))
    xero.clock.advance(3600)
    with Scene(xero) as scene:
        scene.sync()
        xero.clock.advance(3600)
        mangle(xero, bad, "Total", '"much"')
        scene.states = [state for state in scene.states if state["stream"]["stream_descriptor"]["name"] != "customers"]

        scene.sync()

        assert scene.findings(bad, "check", "status") == [(UNREADABLE, "Open")]
        assert scene.orders(bad) == scene.billing(bad) == []


def test_a_document_that_is_counted_as_held_is_told(xero: Sandbox) -> None:
    """It broke without a stamp, and only the count of its month met it: rows are withdrawn, once."""
    bad, good = sell(xero, line("700.00")), sell(xero, line("100.00"))
    xero.clock.advance(3600)
    with Scene(xero) as scene:
        scene.sync()
        xero.clock.advance(3600)
        mangle(xero, bad, "Total", '"much"')
        xero.act("edit_invoice", id=good["InvoiceID"], reference="PO 1")

        scene.sync()

        (month,) = (row for row in scene.totals("B1") if row["period"])
        assert month["held_count"] == 1
        assert scene.findings(bad, "check", "status") == [(UNREADABLE, "Open")]
        assert scene.orders(bad) == scene.billing(bad) == []
        xero.clock.advance(3600)
        assert scene.sync().records("recon_errors") == []
        xero.clear_faults()
        scene.sync()
        assert scene.billing(bad, "billing_amount") == amounts("700.00")
        assert scene.findings(bad, "check", "status") == [(UNREADABLE, "Resolved")]


def _id(document: dict[str, Any]) -> str:
    identity: str = document.get("InvoiceID") or document["CreditNoteID"]
    return identity


def _books(xero: Sandbox, name: str) -> Mapping[str, dict[str, Any]]:
    return xero.tenants[0].books.collection(name)


def _money(rows: list[dict[str, Any]], documents: set[str]) -> list[tuple[str, Any]]:
    return sorted((row["billing_id"], row["billing_amount"]) for row in rows if row["document_id"] in documents)


def _paths(xero: Sandbox, document: dict[str, Any]) -> Iterator[str]:
    """Yield the way to every field of a document as Xero has it now."""
    name = "Invoices" if "InvoiceID" in document else "CreditNotes"
    record = _books(xero, name)[_id(document)]
    stack: list[tuple[str, Any]] = [("", record)]
    while stack:
        above, node = stack.pop()
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            path = f"{above}.{key}".removeprefix(".")
            yield path
            if isinstance(value, dict | list):
                stack.append((path, value))
