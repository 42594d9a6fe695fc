"""Line items: from what a person types to the priced record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.arithmetic import HUNDRED, line_amount, tax_amount, totals
from xero_sandbox.books.money import FOUR_PLACES, ONE, ZERO, cents, decimal_of, four_places
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.tax import applies_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store
    from xero_sandbox.books.tracking import Tracking

LINE_AMOUNT_TYPES = ("Exclusive", "Inclusive", "NoTax")


class Lines:
    """Prices the lines of documents: account, tax, discount, item and tracking."""

    def __init__(self, store: Store, tracking: Tracking) -> None:
        """Work on the records of this store."""
        self._store = store
        self._tracking = tracking

    def price(
        self,
        given: Sequence[Record],
        line_amount_types: str,
        *,
        selling: bool,
        complete: bool = True,
        discounts: bool = True,
    ) -> list[Record]:
        """Return the line records in the document's currency.

        A line is `{Description, Quantity, UnitAmount, AccountCode, TaxType, DiscountRate, ItemCode, Tracking}`; one
        with a Description alone is text. Every line gets a new LineItemID. `selling` takes from an item what it is sold
        for, also where that is given back, and `discounts` lets what is sold have some. `complete` asks for what an
        approved document must have.
        """
        if line_amount_types not in LINE_AMOUNT_TYPES:
            raise BooksError(f"'{line_amount_types}' is not one of {', '.join(LINE_AMOUNT_TYPES)}.")
        if complete and not given:
            raise BooksError("One or more line items must be specified")
        whole = [self._with_item(each, selling=selling) for each in given]
        return [
            self._line(each, line_amount_types, discounts=selling and discounts, complete=complete) for each in whole
        ]

    def _line(self, given: Record, line_amount_types: str, *, discounts: bool, complete: bool) -> Record:
        line: Record = {"LineItemID": self._store.new_id(), "Description": given.get("Description", "")}
        if not {"UnitAmount", "LineAmount", "AccountCode", "AccountID", "ItemCode"} & given.keys():
            return line | {
                "Quantity": four_places(ZERO),
                "UnitAmount": four_places(ZERO),
                "LineAmount": ZERO,
                "TaxAmount": ZERO,
                "Tracking": [],
            }
        quantity = four_places(decimal_of(given.get("Quantity", ONE)))
        unit = four_places(decimal_of(given["UnitAmount"] if "UnitAmount" in given else given.get("LineAmount", 0)))
        discount = self._discount(given, quantity * unit, allowed=discounts)
        amount = line_amount(quantity, unit, discount)
        if "DiscountAmount" in given:
            amount = cents(quantity * unit - decimal_of(given["DiscountAmount"]))
        if "LineAmount" in given and cents(decimal_of(given["LineAmount"])) != amount:
            raise BooksError(f"The line total {given['LineAmount']} does not match the expected line total {amount}")
        line |= {"Quantity": quantity, "UnitAmount": unit, "LineAmount": amount}
        if discount:
            line["DiscountRate"] = discount
        if "DiscountAmount" in given:
            line["DiscountAmount"] = cents(decimal_of(given["DiscountAmount"]))
        if "ItemCode" in given:
            item = self._store.find("Items", given["ItemCode"])
            line |= {"ItemCode": item["Code"], "Item": {key: item[key] for key in ("ItemID", "Name", "Code")}}
        tax_type, rate = self._place(given, line, line_amount_types, complete=complete)
        line |= {
            "TaxType": tax_type,
            "TaxAmount": tax_amount(amount, rate, line_amount_types),
            "Tracking": self._tracking.elements(given.get("Tracking", ())),
        }
        return line

    def _place(self, given: Record, line: Record, line_amount_types: str, *, complete: bool) -> tuple[str, Decimal]:
        """Set the line's account and return its TaxType and percentage."""
        code = given.get("AccountCode") or given.get("AccountID")
        tax_type = "NONE" if line_amount_types == "NoTax" else given.get("TaxType", "NONE")
        if code:
            account = self._store.line_account(code)
            line["AccountID"] = account["AccountID"]
            if "Code" in account:
                line["AccountCode"] = account["Code"]
            if line_amount_types != "NoTax":
                tax_type = given.get("TaxType", account["TaxType"])
        elif complete:
            raise BooksError("Account code or ID must be specified")
        rate = self._store.records["TaxRates"].get(tax_type)
        if rate is None or rate["Status"] != "ACTIVE":
            message = f"The TaxType code '{tax_type}' does not exist or cannot be used for this type of transaction."
            raise BooksError(message)
        if code and not applies_to(rate, account):
            raise BooksError(f"The TaxType code '{tax_type}' cannot be used with account code '{code}'.")
        percentage: Decimal = rate["EffectiveRate"]
        return tax_type, percentage

    def _discount(self, given: Record, full: Decimal, *, allowed: bool) -> Decimal:
        discount = decimal_of(given.get("DiscountRate", 0))
        if not discount and "DiscountAmount" not in given:
            return ZERO
        if not allowed:
            raise BooksError("Discounts can be given on sales invoices and quotes only.")
        if not 0 <= discount <= HUNDRED or abs(decimal_of(given.get("DiscountAmount", 0))) > abs(full):
            raise BooksError("The discount must lie between nothing and the whole line.")
        return discount.quantize(FOUR_PLACES) if discount else ZERO

    def _with_item(self, given: Record, *, selling: bool) -> Record:
        if "ItemCode" not in given:
            return given
        item = self._store.find("Items", given["ItemCode"])
        details = item["SalesDetails" if selling else "PurchaseDetails"]
        # One that is not bought, or not sold, says nothing of it.
        names = {"UnitPrice": "UnitAmount", "AccountCode": "AccountCode", "TaxType": "TaxType"}
        defaults = {name: details[key] for key, name in names.items() if key in details}
        return {"Description": item["Description" if selling else "PurchaseDescription"]} | defaults | given


def sums(lines: Sequence[Record], line_amount_types: str) -> Record:
    """Return SubTotal, TotalTax and Total of priced lines."""
    result = totals(((line["LineAmount"], line["TaxAmount"]) for line in lines), line_amount_types)
    return {"SubTotal": result.sub_total, "TotalTax": result.total_tax, "Total": result.total}


def discount_of(lines: Sequence[Record]) -> Decimal:
    """Return what the discounts of the lines take off, in cents of the document's currency."""
    discounted = (line for line in lines if "DiscountRate" in line or "DiscountAmount" in line)
    return sum((cents(line["Quantity"] * line["UnitAmount"]) - line["LineAmount"] for line in discounted), ZERO)
