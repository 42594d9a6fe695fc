"""What Xero tells apart stays apart in the rows: products by their codes, a credit's net and tax by its uses."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.scene import Scene, credit, line, sell

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]
ALIKE = ("SEAT/M", "SEAT M", "SEAT-M", "A B", "A-B", "Ä-1", "A-1", "200")


def items(xero: Sandbox, *codes: str) -> list[Row]:
    """Return a line of each item, which is made first."""
    for code in codes:
        xero.act("create_item", code=code, name=f"Item {code}", price="10")
    return [line("10.00", ItemCode=code) for code in codes]


def test_items_whose_codes_look_alike_stay_different_products(xero: Sandbox) -> None:
    """Item 200 beside account 200, and codes that differ in signs alone; the raw code is in a column, K3 tells."""
    sold = sell(xero, *items(xero, *ALIKE), line("10.00"))
    with Scene(xero) as scene:
        scene.sync()

        rows = scene.orders(sold)
        codes = {(row["product_rule"], row["xero_product_code"]): row["product_code"] for row in rows}
        assert len(set(codes.values())) == len(codes) == len(ALIKE) + 1
        assert (codes["item", "A-B"], codes["item", "SEAT-M"], codes["account", "200"]) == ("A-B", "SEAT-M", "200")
        products = {row["product_code"]: row for row in scene.look("SELECT * FROM {schema}.products")}
        assert products.keys() == set(codes.values())
        assert {row["product_name"] for row in products.values() if row["product_rule"] == "item"} == {
            f"Item {code}" for code in ALIKE
        }
        ((severity, reason, text),) = [
            found[1:]
            for found in scene.findings(sold, "check", "severity", "reason", "explanation")
            if found[0] == "K3"
        ]
        assert (severity, reason) == ("warning", "SHARED_CODE")
        assert all(repr(code) in text for code in ("SEAT/M", "SEAT M", "A B", "Ä-1"))
        assert "item 200 has the code of an account" in text


def test_a_product_is_excluded_by_its_exact_code(xero: Sandbox) -> None:
    """`SUP 12` is not `SUP-12`; the code on the rows does as well."""
    sold = sell(xero, *items(xero, "SUP 12", "SUP-12", "200"), line("10.00"))
    with Scene(xero, excluded_products=["SUP 12"]) as scene:
        scene.sync()

        left = [("SUP-12", "item"), ("200", "item"), ("200", "account")]
        assert scene.orders(sold, "xero_product_code", "product_rule") == left
        (total,) = scene.totals("B1", period="2026-03")
        assert (total["excluded_amount"], total["status"]) == (Decimal(10), "Ties")

    with Scene(xero, excluded_products=["200"]) as scene:
        scene.sync()
        left = [("SUP 12", "item"), ("SUP-12", "item"), ("200", "item")]
        assert scene.orders(sold, "xero_product_code", "product_rule") == left
        code = scene.orders(sold, "product_code")[2]

    with Scene(xero, excluded_products=[code]) as scene:
        scene.sync()
        left = [("SUP 12", "item"), ("SUP-12", "item"), ("200", "account")]
        assert scene.orders(sold, "xero_product_code", "product_rule") == left


def test_net_and_tax_of_each_use_of_a_credit_are_its_amount(xero: Sandbox) -> None:
    """To the cent, whatever is applied where, and no line without tax is given any."""
    lines = [
        {"Description": "a", "Quantity": "1", "UnitAmount": amount, "AccountCode": "200", "TaxType": tax}
        for amount, tax in (("33.33", "OUTPUT2"), ("0.07", "OUTPUT2"), ("12.01", "NONE"), ("7.77", "OUTPUT2"))
    ]
    invoices = [sell(xero, line("20.00")) for _ in range(3)]
    note = credit(xero, *lines)
    for invoice, amount in zip(invoices, ("3.33", "7.01", "0.05"), strict=True):
        xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount=amount)
    xero.act("refund_credit_note", id=note["CreditNoteID"], amount="11.11", date="2026-03-12")
    with Scene(xero) as scene:
        scene.sync()

        used: dict[Any, Decimal] = {}
        for row in scene.orders(note):
            key = row["reference_invoice_id"] or row["credit_use"]
            used[key] = used.get(key, Decimal(0)) - row["amount"] - row["tax_amount"]
            assert row["tax_amount"] == 0 or not row["order_item_number"].startswith("3.")
        amounts = [used[invoice["InvoiceID"]] for invoice in invoices]
        assert [*amounts, used["refunded"]] == [Decimal(each) for each in ("3.33", "7.01", "0.05", "11.11")]
        assert used["unallocated"] == note["RemainingCredit"]
