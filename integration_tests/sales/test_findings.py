"""Findings on documents: they come again as resolved once they no longer hold."""

from __future__ import annotations

from integration_tests.support.scene import Scene, line, sell


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
