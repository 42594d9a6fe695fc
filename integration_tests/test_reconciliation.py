"""The proof that nothing is lost: every document in one bucket, totals that tie, and what is said when they do not."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from integration_tests.histories import company
from integration_tests.reading import UNHEARD, SandboxTime, catalog, read_in_process
from integration_tests.scene import CONTRACT, MAPPING, STREAMS, Scene, amounts, credit, crm_list, identity, line, sell
from source_xero_revrec.source import SourceXeroRevrec
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from integration_tests.reading import Reading

Row = dict[str, Any]
MODES = {
    CONTRACT: {"mode": CONTRACT},
    MAPPING: crm_list("Basket Case", "Bayside Club", "Rex Media Group", "Ridgeway University", "Marine Systems"),
}
NOT_BILLED = ("DRAFT", "SUBMITTED", "DELETED")


@pytest.fixture(scope="module")
def demo() -> Iterator[Sandbox]:
    """Start the demo company once for all tests."""
    with Sandbox(limits=False) as xero:
        yield xero


@pytest.fixture
def xero(demo: Sandbox) -> Sandbox:
    """Give a test the demo company as it was at first."""
    demo.service.reset()
    return demo


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    """Start a company without documents once for all tests."""
    with company() as xero:
        yield xero


@pytest.fixture
def scene(running: Sandbox) -> Iterator[Scene]:
    """Give a test a company without documents and one sync behind it."""
    running.service.reset()
    with Scene(running) as scene:
        scene.sync()
        yield scene


def sales_documents(xero: Sandbox) -> dict[str, Row]:
    """Return the sales invoices and credit notes to customers that the books hold, by id."""
    books = xero.books
    records = [*books.collection("Invoices").values(), *books.collection("CreditNotes").values()]
    return {identity(each): each for each in records if each["Type"] in ("ACCREC", "ACCRECCREDIT")}


def ids(scene: Scene, table: str) -> set[str]:
    """Return the documents of a table or view."""
    return {row["document_id"] for row in scene.look(f"SELECT DISTINCT document_id FROM {{schema}}.{table}")}


def sums(totals: list[Row], column: str) -> dict[str, Decimal]:
    """Return the sums of a column by currency."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in totals:
        if row["currency"]:
            found[row["currency"]] += row[column] or 0
    return {currency: amount for currency, amount in found.items() if amount}


def whole(totals: list[Row]) -> Row:
    """Return B1's row of Xero's own counts, which has neither month nor currency."""
    (row,) = (row for row in totals if not row["period"])
    return row


def plain(records: list[Row]) -> dict[tuple[Any, ...], Row]:
    """Return control totals by their key, without the moment of reading."""
    return {
        tuple(row[name] for name in ("check", "period", "currency")): {
            k: v for k, v in row.items() if k != "reconciled_at"
        }
        for row in records
    }


def of_check(reading: Reading, check: str) -> list[Row]:
    """Return the control totals of a check that a reading sent."""
    return [row for row in reading.records("control_totals") if row["check"] == check]


def work(xero: Sandbox) -> None:
    """Let people edit, void, allocate, pay, redate and rename for a while."""
    books = xero.books
    invoices = [
        each
        for each in books.collection("Invoices").values()
        if each["Type"] == "ACCREC" and each["Status"] == "AUTHORISED" and each["AmountDue"] == each["Total"]
    ]
    xero.act("void", id=invoices[0]["InvoiceID"])
    xero.act("edit_invoice_lines", id=invoices[1]["InvoiceID"], lines=[line("12.34"), line("-1.00", "Goodwill")])
    xero.act("edit_invoice", id=invoices[2]["InvoiceID"], date=date(2026, 1, 2), contact="Basket Case")
    xero.act("pay_invoice", id=invoices[3]["InvoiceID"])
    invoice = sell(xero, currency="USD")
    note = credit(xero, line("100.00"), currency="USD")
    xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="60.00")
    xero.act("rename_contact", id="Marine Systems", name="Marine Systems Ltd")
    sell(xero, status="DRAFT")


# -- every document in exactly one bucket


@pytest.mark.parametrize("mode", MODES)
def test_every_document_of_the_books_is_emitted_pending_or_excluded(xero: Sandbox, mode: str) -> None:
    """By id, by count and by amount, and once more after people have worked: in one bucket each, and in no other."""
    with Scene(xero, mode=MODES[mode]) as scene:
        for worked in (False, True):
            if worked:
                work(xero)
            scene.sync()
            held = sales_documents(xero)
            emitted = ids(scene, "current_billing_schedule")
            pending = ids(scene, "revrec_pending") if mode == MAPPING else set()
            excluded = held.keys() - emitted - pending
            customers = {each["name"] for each in MODES[MAPPING]["crm"]["customers"]}
            for each in excluded:
                waits_in_vain = mode == MAPPING and held[each]["Contact"]["Name"] not in customers
                assert held[each]["Status"] in NOT_BILLED or (held[each]["Status"] == "VOIDED" and waits_in_vain)
            assert not emitted & pending
            assert emitted | pending <= held.keys()

            totals = scene.totals("B1")
            months = [row for row in totals if row["period"]]
            counts = [sum(row[f"{each}_count"] for row in months) for each in ("emitted", "pending", "excluded")]
            assert counts == [len(emitted), len(pending), len(excluded)]
            assert (whole(totals)["expected_count"], whole(totals)["actual_count"]) == (len(held), len(held))
            assert {row["status"] for row in totals} == {"Ties"}
            assert sums(months, "expected_amount") == by_currency(held)
            billed = "SELECT currency, SUM(billing_amount) AS billed FROM {schema}.current_billing_schedule GROUP BY 1"
            assert {row["currency"]: row["billed"] for row in scene.look(billed)} == sums(months, "emitted_amount")


def by_currency(documents: Mapping[str, Row]) -> dict[str, Decimal]:
    """Return what documents bill net of tax, as the books have it."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in documents.values():
        if each["Status"] != "VOIDED":
            found[each["CurrencyCode"]] += -each["SubTotal"] if "CreditNoteID" in each else each["SubTotal"]
    return dict(found)


@pytest.mark.parametrize("mode", MODES)
def test_control_totals_after_incremental_syncs_are_those_of_a_full_refresh(xero: Sandbox, mode: str) -> None:
    """What the syncs sent last for each check, month and currency, column by column."""
    with Scene(xero, mode=MODES[mode]) as scene:
        scene.sync()
        work(xero)
        scene.sync()
        fresh = plain(scene.full_refresh().records("control_totals"))

        query = 'SELECT "check", period, currency, status, expected_count, expected_amount, emitted_amount, '
        query += "pending_amount, excluded_amount, explained_amount, difference FROM {schema}.control_totals"
        shown = plain(scene.look(query))
        # K1 needs every number, so only a read of everything gives it.
        for key in fresh.keys() - {("K1", "", "")}:
            # A record leaves out what is None.
            expected = {name: fresh[key].get(name) for name in shown[key]}
            actual = {k: float(v) if isinstance(v, Decimal) else v for k, v in shown[key].items()}
            assert actual == expected
        counted = [{key for key, row in each.items() if row.get("expected_count")} for each in (shown, fresh)]
        assert counted[0] - {("K1", "", "")} == counted[1] - {("K1", "", "")}


# -- what is said when they do not tie


def open_invoice(xero: Sandbox) -> Row:
    """Return an invoice in base currency on which something is open."""
    found: Row = next(
        each
        for each in xero.books.collection("Invoices").values()
        if each["Type"] == "ACCREC" and each["AmountDue"] and each["CurrencyCode"] == "NZD"
    )
    return found


def hide(xero: Sandbox, invoice: Row | None) -> None:
    """Keep an invoice out of every list while Xero goes on counting it; None: hide nothing."""
    xero.set_switches(hide_record=f"Invoices/{invoice['InvoiceID']}" if invoice else "")


def shortage(reading: Reading) -> tuple[int, float]:
    """Return how many documents B1 lacks and by what A1 is off in a reading that failed."""
    assert reading.failure is not None
    assert set(reading.statuses().values()) == {"INCOMPLETE"}
    count = whole([{"period": "", **row} for row in of_check(reading, "B1")])
    assert (count["status"], count["reason"]) == ("Does not tie", "RECORDS")
    (ledger,) = of_check(reading, "A1")
    assert ledger["status"] == ("Does not tie" if ledger["difference"] else "Ties")
    return count["expected_count"] - count["actual_count"], ledger["difference"]


@pytest.mark.parametrize("mode", MODES)
def test_an_invoice_hidden_from_a_first_sync_fails_it_and_the_totals_say_by_how_much(xero: Sandbox, mode: str) -> None:
    """B1's count lacks one and A1 what is open on it; shown again, all of it ties."""
    hidden = open_invoice(xero)
    with Scene(xero, mode=MODES[mode]) as scene:
        hide(xero, hidden)
        assert shortage(scene.try_sync()) == (1, -float(hidden["AmountDue"]))

        hide(xero, None)
        scene.sync()
        assert {row["status"] for check in ("A1", "B1") for row in scene.totals(check)} == {"Ties"}
        assert whole(scene.totals("B1"))["actual_count"] == len(sales_documents(xero))


def test_a_hidden_invoice_that_is_paid_shows_in_the_count_alone(xero: Sandbox) -> None:
    """Nothing is open on it, so the ledger does not miss it."""
    hidden = next(each for each in sales_documents(xero).values() if each["Status"] == "PAID" and "InvoiceID" in each)
    with Scene(xero) as scene:
        hide(xero, hidden)

        assert shortage(scene.try_sync()) == (1, 0)


def test_a_hidden_invoice_that_a_credit_note_was_applied_to_is_counted_like_any_other(scene: Scene) -> None:
    """The credit note is received, although the invoice that it names cannot be read for its service period."""
    invoice, note = sell(scene.xero), credit(scene.xero, line("300.00"))
    scene.xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="100.00")
    hide(scene.xero, invoice)

    assert shortage(scene.try_sync()) == (1, -1100)


def test_an_invoice_hidden_while_it_changes_fails_the_incremental_sync(scene: Scene) -> None:
    """What else changed counts as received, and comes once the invoice is shown again."""
    sell(scene.xero, line("10.00"))
    hidden = sell(scene.xero, line("200.00"))
    hide(scene.xero, hidden)
    assert shortage(scene.try_sync()) == (1, -200)

    hide(scene.xero, None)
    scene.xero.clock.advance(60)
    scene.sync()
    assert scene.billing(hidden, "billing_amount") == amounts("200")
    assert {row["status"] for check in ("A1", "B1") for row in scene.totals(check)} == {"Ties"}


def test_an_invoice_hidden_after_it_was_read_is_missed_when_its_month_is_counted_anew(scene: Scene) -> None:
    """It did not change itself; another document of its month did."""
    hidden = sell(scene.xero, line("200.00"))
    scene.sync()
    hide(scene.xero, hidden)
    sell(scene.xero, line("10.00"))

    assert shortage(scene.try_sync()) == (1, -200)


@pytest.mark.parametrize("currency", ["NZD", "USD"])
def test_an_invoice_that_xero_does_not_even_count_shows_in_the_ledger(scene: Scene, currency: str) -> None:
    """Lost from list and count: the sync cannot know, A1 lacks exactly what is open on it, in base currency."""
    xero = scene.xero
    lost = sell(xero, line("200.00"), currency=currency, rate="0.8")
    sell(xero, line("10.00"))
    xero.act("pay_invoice", id=lost["InvoiceID"], amount="50.00")
    xero.set_switches(lose_record=f"Invoices/{lost['InvoiceID']}")
    scene.sync()

    (ledger,) = scene.totals("A1")
    missing = Decimal(150) if currency == "NZD" else Decimal("187.50")
    assert (ledger["status"], ledger["reason"], ledger["difference"]) == ("Does not tie", "UNEXPLAINED", -missing)
    assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_a_credit_note_lost_shows_in_the_ledger_as_too_much(scene: Scene) -> None:
    """Receivables are higher here than in the ledger by the open credit."""
    note = credit(scene.xero, line("70.00"))
    scene.xero.set_switches(lose_record=f"CreditNotes/{note['CreditNoteID']}")
    scene.sync()

    assert [(row["status"], row["difference"]) for row in scene.totals("A1")] == [("Does not tie", Decimal(70))]


# -- findings


def test_a_finding_that_no_longer_holds_comes_again_as_resolved(scene: Scene) -> None:
    """An ambiguous period and an overridden total, both corrected in Xero; a third sync has nothing more to say."""
    text = "Platform 01/02/2026 - 31/01/2027 or 01/03/2026 - 28/02/2027"
    invoice = sell(scene.xero, line("100.00", text))
    scene.xero.act("override_total", id=invoice["InvoiceID"], total="100.07")
    scene.sync()
    assert scene.findings(invoice, "check", "status") == [("I2", "Open"), ("S1", "Open")]

    scene.xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line("100.00")])
    scene.xero.act("override_total", id=invoice["InvoiceID"], total="100.00")
    scene.sync()
    assert scene.findings(invoice, "check", "status", "difference") == [
        ("I2", "Resolved", None),
        ("S1", "Resolved", None),
    ]

    scene.xero.clock.advance(60)
    sell(scene.xero)
    assert scene.sync().records("recon_errors") == []


def test_the_findings_of_a_voided_document_are_resolved(scene: Scene) -> None:
    """There is nothing left to put right."""
    invoice = sell(scene.xero, line(text="01/02/2026 - 31/01/2027 or 01/03/2026 - 28/02/2027"))
    scene.sync()
    assert scene.findings(invoice, "status") == ["Open"]

    scene.xero.act("void", id=invoice["InvoiceID"])
    scene.sync()
    assert scene.findings(invoice, "check", "status") == [("S1", "Resolved")]


# -- what it costs


def pages_read(xero: Sandbox, endpoint: str) -> Counter[tuple[str, str]]:
    """Return how often each page was fetched, by page and filter; a mere count is no page, nor is a look at ids."""
    found: Counter[tuple[str, str]] = Counter()
    for call in xero.counters.calls:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(call.target).query).items()}
        if call.place == endpoint and asked.get("pageSize") == "1000" and "IDs" not in asked:
            found[asked["page"], asked.get("where", "")] += 1
    return found


def test_with_all_streams_selected_the_pages_of_documents_are_fetched_once() -> None:
    """2,500 invoices are three pages, and three calls however many streams want them; none of them is filtered."""
    with Sandbox(invoices=2_500, limits=False) as xero:
        config = xero.source_config()
        raw = ("invoices", "credit_notes", "contacts")
        calls = {}
        for which, streams in (("raw", raw), ("all", (*STREAMS[CONTRACT], *raw))):
            xero.counters.reset()
            reading = read_in_process(xero, config, catalog(*streams))
            assert reading.failure is None
            calls[which] = (xero.counters.count("Invoices"), xero.counters.count("CreditNotes"))
            if which == "all":
                assert {page: count for (page, _), count in pages_read(xero, "Invoices").items()}.keys() == {
                    "1",
                    "2",
                    "3",
                }
                assert {where for _, where in pages_read(xero, "Invoices")} == {""}

        # The control totals ask for Xero's count of each collection: one call, one record.
        assert calls["all"] == (calls["raw"][0] + 1, calls["raw"][1] + 1)


def test_what_changed_is_fetched_once_for_all_streams_too(xero: Sandbox) -> None:
    """A later sync with raw and RevRec's streams: one page of changes, whoever reads it."""
    with Scene(xero, raw=("invoices", "credit_notes", "contacts")) as scene:
        scene.sync()
        xero.clock.advance(60)
        sell(xero)
        xero.counters.reset()
        reading = scene.sync()

        assert len(reading.records("invoices")) == len(reading.records("order_details")) == 1
        unfiltered = {key: count for key, count in pages_read(xero, "Invoices").items() if not key[1]}
        assert unfiltered == {("1", ""): 1}


def test_revrec_streams_alone_ask_for_sales_documents_alone(xero: Sandbox) -> None:
    """Bills and suppliers' credits never cross the wire, in first syncs and in later ones."""
    with Scene(xero) as scene:
        scene.sync()
        work(xero)
        scene.sync()

        filters = {where for endpoint in ("Invoices", "CreditNotes") for _, where in pages_read(xero, endpoint)}
        assert filters
        assert all(where.startswith(('Type=="ACCREC"', 'Type=="ACCRECCREDIT"')) for where in filters)


def test_an_idle_sync_is_a_handful_of_calls(xero: Sandbox) -> None:
    """Once every hour all day, that is a fraction of the smallest allowance of 1,000 calls."""
    with Scene(xero) as scene:
        scene.sync()
        scene.sync()

        assert scene.calls <= 17
        assert 24 * scene.calls <= 500


# -- settings that cannot work


def checked(xero: Sandbox, config: Row) -> str:
    """Return what `check` says of a configuration that cannot work."""
    source = SourceXeroRevrec(clock=SandboxTime(xero), randomness=random.Random(0))
    return source.check(UNHEARD, config).message or "Everything is fine."


def refused(xero: Sandbox, config: Row) -> str:
    """Return the one sentence that `read` ends with; nothing was sent, and no state is kept."""
    streams = ("customers", "billing_schedule", "control_totals")
    reading = read_in_process(xero, config, catalog(*streams))
    assert reading.failure is not None
    assert not any(reading.records(stream) for stream in streams)
    assert reading.states() == []
    told = {each["message"] for each in reading.errors()} or {getattr(reading.failure, "message", "")}
    assert len(told) == 1
    return str(told.pop())


@pytest.mark.parametrize("ask", [checked, refused])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "does not exist"),
        ("", "is empty"),
        ("Id;Firma\n1;Basket Case\n", "has no column 'Customer ID' (found: 'Id', 'Firma')"),
        ("Customer ID,Name\n1,Basket Case\n", "has no column 'Customer Name' (found: 'Customer ID', 'Name')"),
        ("<html><body>Sign in</body></html>", "is a web page, not a file"),
        ("%PDF-1.7", "is a PDF"),
    ],
)
def test_a_crm_file_that_cannot_be_used_is_told_by_check_and_by_read(
    xero: Sandbox, tmp_path: Path, ask: Callable[[Sandbox, Row], str], content: str | None, sentence: str
) -> None:
    """What is wrong, where, what was found and what to do; nothing is read, and no state is kept."""
    path = tmp_path / "customers.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    config = xero.source_config(mode={"mode": MAPPING, "crm": {"source": "file", "location": str(path)}})

    message = ask(xero, config)
    assert message.startswith(f"The CRM file {path}")
    assert sentence in message


@pytest.mark.parametrize("ask", [checked, refused])
@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("svc (?P<start>", "the pattern svc (?P<start> does not compile"),
        ("svc (?P<from>.+)", "the pattern svc (?P<from>.+) needs the named groups start and end, or start and months"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told_by_check_and_by_read(
    xero: Sandbox, ask: Callable[[Sandbox, Row], str], pattern: str, sentence: str
) -> None:
    """The field and the pattern are named."""
    config = xero.source_config(service_periods={"patterns": [pattern]})

    message = ask(xero, config)
    assert message.startswith("The configuration cannot be used: service_periods.patterns")
    assert sentence in message
