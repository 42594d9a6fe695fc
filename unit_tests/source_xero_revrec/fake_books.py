"""The books of one organisation behind requests-mock: Xero's sales over HTTP, and people who work in them meanwhile."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

import orjson

from unit_tests.xero_api.fake_xero import guid
from xero_api import dates, money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from requests_mock import Mocker

API = "https://api.xero.com/api.xro/2.0"
TOKEN = "https://identity.xero.com/connect/token"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=30)
TENANT = guid(1)

Record = dict[str, Any]


def dated(moment: datetime | date) -> str:
    """Return a moment or a day as Xero writes it."""
    at = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return f"/Date({int((at - EPOCH) / timedelta(milliseconds=1))}+0000)/"


def applied(number: int) -> Record:
    """Return a credit note as an invoice names it."""
    return {"CreditNoteID": guid(number), "AppliedAmount": Decimal("4.00")}


class FakeBooks:
    """Answers as Xero's Accounting API does; a second passes with every call.

    `asked` has every call, its collection or path with its filters; `hidden` ids are counted and not handed out.
    `page_size` stands in for Xero's, and `before` a call may raise or let somebody work in the books. What `refused`
    names is answered as a missing scope is. Unless `ordered`, an order by timestamp is ignored.
    """

    ids: ClassVar[Mapping[str, str]] = {
        "Invoices": "InvoiceID",
        "CreditNotes": "CreditNoteID",
        "Contacts": "ContactID",
        "Accounts": "AccountID",
        "Items": "ItemID",
        "TrackingCategories": "TrackingCategoryID",
        "Prepayments": "PrepaymentID",
        "Overpayments": "OverpaymentID",
    }

    def __init__(self, mocker: Mocker, *, page_size: int = 1000) -> None:
        """Stand behind requests-mock, with an account for sales and one for debtors, and nothing sold yet."""
        self.now = NOON
        self.page_size = page_size
        self.asked: list[str] = []
        self.hidden: set[str] = set()
        self.refused: set[str] = set()
        self.before: Callable[[str], None] = lambda asked: None  # noqa: ARG005
        self.debtors = Decimal("0.00")
        self.ordered = True
        self.records: dict[str, dict[str, Record]] = {name: {} for name in self.ids}
        self.organisation: Record = {"OrganisationID": TENANT, "Name": "Demo Company", "BaseCurrency": "NZD"}
        self._add("Accounts", 200, Code="200", Name="Sales", Type="REVENUE")
        self._add("Accounts", 610, Code="610", Name="Debtors", Type="CURRENT", SystemAccount="DEBTORS")
        mocker.post(TOKEN, json={"access_token": "not-a-real-token", "expires_in": 1800})
        mocker.get(re.compile(re.escape(API)), content=self._answer)

    def contact(self, number: int, name: str, **fields: Any) -> str:  # noqa: ANN401
        """Create or change a contact, now or when `UpdatedDateUTC` says, and return its id."""
        return self._add("Contacts", number, Name=name, **fields)

    def invoice(
        self,
        number: int,
        amount: str = "100.00",
        *,
        day: date = date(2026, 1, 15),
        contact: int = 1,
        **fields: Any,  # noqa: ANN401
    ) -> str:
        """Approve or change an invoice of one line, net of tax of which there is none, and return its id."""
        known = {"InvoiceNumber": f"INV-{number}", **fields}
        return self._sale("Invoices", number, amount, day, contact, **known)

    def credit_note(
        self,
        number: int,
        amount: str = "40.00",
        *,
        day: date = date(2026, 2, 1),
        contact: int = 1,
        applied_to: Iterable[int] = (),
        **fields: Any,  # noqa: ANN401
    ) -> str:
        """Approve or change a credit note, a tenth of which is applied to each of some invoices, and return its id."""
        share = (Decimal(amount) / 10).quantize(Decimal("0.01"))
        used = [
            {"Amount": share, "Date": dated(day), "Invoice": {"InvoiceID": guid(each), "InvoiceNumber": f"INV-{each}"}}
            for each in applied_to
        ]
        known = {"CreditNoteNumber": f"CN-{number}", "Allocations": used, **fields}
        known.setdefault("RemainingCredit", Decimal(amount) - share * len(used))
        return self._sale("CreditNotes", number, amount, day, contact, **known)

    def item(self, number: int, code: str, **fields: Any) -> str:  # noqa: ANN401
        """Create or change an item, and return its id."""
        return self._add("Items", number, Code=code, **fields)

    def category(self, number: int, name: str, **fields: Any) -> str:  # noqa: ANN401
        """Create or change a tracking category, and return its id."""
        return self._add("TrackingCategories", number, Name=name, **fields)

    def advance(self, name: str, number: int, kind: str, remaining: str) -> str:
        """Pay in advance, which leaves a credit in the base currency; return its id."""
        left = Decimal(remaining)
        return self._add(name, number, Type=kind, Status="AUTHORISED", CurrencyCode="NZD", RemainingCredit=left)

    def read(self, name: str, number: int) -> Record:
        """Return a record as a client reads it."""
        record: Record = money.parse(orjson.dumps(self.records[name][guid(number)], default=_digits))
        return record

    def change(self, name: str, number: int, *, quietly: bool = False, **fields: Any) -> None:  # noqa: ANN401
        """Change a record, with or without a timestamp that says so."""
        record = self.records[name][guid(number)]
        record.update(fields)
        if not quietly:
            record["UpdatedDateUTC"] = dated(self.now)

    def _sale(self, name: str, number: int, amount: str, day: date, contact: int, **fields: Any) -> str:  # noqa: ANN401
        if guid(contact) not in self.records["Contacts"]:
            self.contact(contact, f"Contact {contact}", UpdatedDateUTC=dated(LONG_AGO))
        net = Decimal(amount)
        kind = {"Invoices": "ACCREC", "CreditNotes": "ACCRECCREDIT"}[name]
        known: Record = {
            "Type": kind,
            "Status": "AUTHORISED",
            "Contact": {"ContactID": guid(contact), "Name": self.records["Contacts"][guid(contact)]["Name"]},
            "Date": dated(day),
            "CurrencyCode": "NZD",
            "LineAmountTypes": "NoTax",
            "SubTotal": net,
            "TotalTax": Decimal("0.00"),
            "Total": net,
            "LineItems": [
                {
                    "Description": "Platform, January 2026",
                    "Quantity": Decimal(1),
                    "UnitAmount": net,
                    "LineAmount": net,
                    "AccountCode": "200",
                }
            ],
        }
        if name == "Invoices":
            known |= {"AmountDue": net, "AmountPaid": Decimal("0.00"), "AmountCredited": Decimal("0.00")}
        return self._add(name, number, **{**known, **fields})

    def _add(self, name: str, number: int, **fields: Any) -> str:  # noqa: ANN401
        fields.setdefault("UpdatedDateUTC", dated(self.now))
        self.records[name][guid(number)] = {self.ids[name]: guid(number), **fields}
        return guid(number)

    def _answer(self, request: Any, context: Any) -> bytes:  # noqa: ANN401 - requests-mock's
        self.now += timedelta(seconds=1)
        parts = urlsplit(request.url)
        path = unquote(parts.path.removeprefix("/api.xro/2.0/"))
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        shown = f"{path} {asked['where']}" if "where" in asked else path
        shown += "".join(f" {name}={asked[name]}" for name in ("IDs", "ContactIDs", "date") if name in asked)
        self.asked.append(shown)
        self.before(shown)
        if path.partition("/")[0] in self.refused:
            context.status_code = 403
            context.headers["WWW-Authenticate"] = 'Bearer error="insufficient_scope"'
            return b"{}"
        since = request.headers.get("If-Modified-Since")
        body = self._body(path, asked, datetime.fromisoformat(f"{since}+00:00") if since else None)
        return orjson.dumps({"DateTimeUTC": dated(self.now), **body}, default=_digits)

    def _body(self, path: str, asked: Mapping[str, str], since: datetime | None) -> Record:
        name, _, identity = path.partition("/")
        if name == "Organisation":
            return {"Organisations": [self.organisation]}
        if name == "Reports":
            return {"Reports": [self._trial_balance()]}
        if identity:
            return {name: [self.records[name][identity]]}
        found = [
            each
            for each in self.records[name].values()
            if _meets(each, asked, self.ids[name]) and _is_since(each, since)
        ]
        if "page" not in asked:
            return {name: found}
        if asked.get("order") == "UpdatedDateUTC DESC" and self.ordered:
            found.sort(key=lambda record: dates.instant(record["UpdatedDateUTC"]), reverse=True)
        else:
            found.sort(key=lambda record: record[self.ids[name]])
        size = min(int(asked.get("pageSize", 100)), self.page_size)
        first = (int(asked["page"]) - 1) * size
        return {
            name: [each for each in found[first : first + size] if each[self.ids[name]] not in self.hidden],
            "pagination": {
                "page": int(asked["page"]),
                "pageSize": size,
                "pageCount": -(-len(found) // size),
                "itemCount": len(found),
            },
        }

    def _trial_balance(self) -> Record:
        cells = [{"Value": "Debtors (610)", "Attributes": [{"Id": "account", "Value": guid(610)}]}]
        cells += [{"Value": text} for text in ("", "", f"{self.debtors:,.2f}", "")]
        return {"Rows": [{"RowType": "Section", "Title": "Assets", "Rows": [{"RowType": "Row", "Cells": cells}]}]}


def _digits(amount: object) -> orjson.Fragment:
    return orjson.Fragment(str(amount))


def _is_since(record: Record, since: datetime | None) -> bool:
    return since is None or dates.instant(record["UpdatedDateUTC"]) >= since


def _meets(record: Record, asked: Mapping[str, str], id_field: str) -> bool:
    if "IDs" in asked and record[id_field] not in asked["IDs"].split(","):
        return False
    if "ContactIDs" in asked and record["Contact"]["ContactID"] not in asked["ContactIDs"].split(","):
        return False
    return all(_holds(record, condition) for condition in filter(None, asked.get("where", "").split(" AND ")))


def _holds(record: Record, condition: str) -> bool:
    if condition.startswith("("):
        known = [record["Contact"]["ContactID"], record.get("InvoiceNumber"), record.get("CreditNoteNumber")]
        return any(f'"{each}"' in condition for each in known)
    field, sign, value = re.split(r"(==|>=|<)", condition, maxsplit=1)
    if sign == "==":
        return bool(record[field] == value.strip('"'))
    numbers = [int(number) for number in re.findall(r"\d+", value)]
    day = dates.business_date(record[field])
    return day >= date(*numbers) if sign == ">=" else day < date(*numbers)
