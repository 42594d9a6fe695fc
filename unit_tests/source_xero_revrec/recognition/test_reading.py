"""All of recognition from the answers of one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from source_xero_revrec.recognition.reading import RecognitionReading
from source_xero_revrec.rules.recognition.tie import Difference
from source_xero_revrec.streams.walks import SharedWalks
from unit_tests.source_xero_revrec.made_organisation import FakeOrganisations, options, organisation
from unit_tests.source_xero_revrec.recognition.made_xero import CHART, NOW, FakeXero, account, here, invoice, journal
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month
from xero_api.errors import WalkIncomplete
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from source_xero_revrec.recognition.books import RecognisedBooks

YEAR = "Plan 1 January 2026 - 31 December 2026"


class FixedClock:
    """A clock that stands still."""

    @staticmethod
    def now() -> Any:  # noqa: ANN401
        """Return the moment."""
        return NOW


def read(xero: FakeXero, **answers: Any) -> RecognisedBooks:  # noqa: ANN401
    """Read an organisation."""
    chosen = here(**answers)
    settings = options(recognition=chosen.model_dump(exclude_none=True)).ledger_settings()
    walks = SharedWalks(1)
    reading = RecognitionReading(settings, chosen, cast("Any", FakeOrganisations()), walks, cast("Any", FixedClock()))
    company = organisation(xero)
    assert reading.of(company) is reading.of(company)
    return reading.of(company)


def test_documents_journals_and_ledger_come_together() -> None:
    """January is posted and ties; February and March are a preview."""
    posted = [
        journal("REV-2026-01-DEFERRAL", ("200", "1200.00"), ("835", "-1200.00")),
        journal("REV-2026-01-RELEASE", ("200", "-100.00"), ("835", "100.00")),
    ]
    found = read(FakeXero(invoice(1, "1200.00", YEAR), journals=tuple(posted), balance="1100.00"))

    assert [entry.key for entry in found.entries.journals] == ["REV-2026-02-RELEASE", "REV-2026-03-RELEASE"]
    january, february = found.ties.deferred
    assert (january.month, january.ties, january.named) == (month("2026-01"), True, {})
    assert (february.month, february.named) == (month("2026-02"), {Difference.NOT_POSTED: 10_000})
    assert [row.homes.closing for row in found.roll_forward] == [110_000, 100_000, 90_000]


def test_a_revenue_accounts_month_is_tied_to_its_movement() -> None:
    """To the share that is recognised, with what is not posted yet named."""
    found = read(FakeXero(invoice(1, "1200.00", YEAR), balance="1100.00"))

    assert [(row.account, row.revenue) for row in found.revenue] == [("200", 10_000)] * 3
    january, february = found.ties.revenue
    assert (january.ledger, january.named) == (120_000, {Difference.NOT_POSTED: 110_000})
    assert (february.ledger, february.named) == (0, {Difference.NOT_POSTED: -10_000})
    assert january.ties


def test_accounts_that_the_form_does_not_name_are_rolled_forward() -> None:
    """A document was sold into one; one that journals of recognition are on is tied, where it is a liability."""
    sold = invoice(1, "50.00", YEAR, LineItems=[{**invoice(1, "50.00", YEAR)["LineItems"][0], "AccountCode": "840"}])
    posted = journal("REV-2026-01-RELEASE", ("850", "-7.00"), ("429", "7.00"))
    xero = FakeXero(sold, journals=(posted,))
    xero.records["Accounts"] = [
        *CHART,
        account("840", "Deposits", "LIABILITY"),
        account("850", "Old deferred", "LIABILITY"),
        account("429", "General", "EXPENSE"),
    ]
    found = read(xero)

    assert sorted({row.account for row in found.roll_forward}) == ["429", "835", "840", "850"]
    january = {row.account: row.homes for row in found.roll_forward if row.month == month("2026-01")}
    assert (january["850"].other, january["850"].closing, january["429"].other) == (700, 700, -700)
    assert sorted({tie.account for tie in found.ties.deferred}) == ["835", "850"]
    assert (found.without_schedule("840", month("2026-01")), found.without_schedule("840", month("2025-12"))) == (
        5_000,
        0,
    )


def test_the_ledger_is_asked_for_few_days() -> None:
    """The month that was closed last, and the last one that is over."""
    xero = FakeXero(invoice(1, "1200.00", YEAR))
    read(xero)

    assert xero.asked.count("Reports/TrialBalance") == 2


def test_before_a_cut_over_there_is_no_roll_forward() -> None:
    """And the ledger's own balance of that day is asked for, too."""
    xero = FakeXero(invoice(1, "1200.00", YEAR), balance="990.00")
    found = read(xero, cut_over={"first_period": "2026-02"})

    assert [row.month for row in found.roll_forward] == [month("2026-02"), month("2026-03")]
    (february,) = found.ties.deferred
    assert february.named == {Difference.OPENING: -11_000, Difference.NOT_POSTED: 10_000}
    assert not february.unnamed


def test_an_account_that_does_not_fit_stops_the_organisation() -> None:
    """No entry is made for it."""
    xero = FakeXero(invoice(1, "1200.00", YEAR))
    xero.records["Accounts"] = [account("200", "Sales", "REVENUE")]

    with pytest.raises(ConfigFault, match="names 835"):
        read(xero)


def test_a_document_that_cannot_be_understood_stops_the_entries() -> None:
    """Without it they would take back what it was deferred by; a draft would give nothing anyway."""
    broken = invoice(2, "10.00", YEAR, LineItems=[{"LineAmount": "ten"}])

    with pytest.raises(WalkIncomplete, match="INV-2: LineItems"):
        read(FakeXero(invoice(1, "1200.00", YEAR), broken))
    assert read(FakeXero(invoice(1, "1200.00", YEAR), {**broken, "Status": "DRAFT"})).entries.journals
