"""Contacts, contact groups, and the short form that nested documents show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.money import ZERO
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

_DETAILS = (
    "AccountNumber",
    "Addresses",
    "BankAccountDetails",
    "CompanyNumber",
    "ContactNumber",
    "ContactPersons",
    "DefaultCurrency",
    "EmailAddress",
    "FirstName",
    "LastName",
    "PaymentTerms",
    "Phones",
    "PurchasesDefaultAccountCode",
    "SalesDefaultAccountCode",
    "TaxNumber",
    "Website",
)


class Contacts:
    """The organisation's contacts; documents refer to the record itself, so a new name shows on all of them."""

    def __init__(self, store: Store) -> None:
        """Work on the records of this store."""
        self._store = store
        self._by_name: dict[str, str] = {}
        self._summaries: dict[str, Record] = {}
        self._balanced_at = -1

    def create(self, name: str) -> Record:
        """Add a contact; names are unique without regard to case."""
        self._require_free(name)
        store = self._store
        contact: Record = {
            "ContactID": store.new_id(),
            "ContactStatus": "ACTIVE",
            "Name": name,
            "FirstName": "",
            "LastName": "",
            "EmailAddress": "",
            "BankAccountDetails": "",
            "Addresses": [
                _address("STREET"),
                {**_address("POBOX"), "AddressLine1": f"P O Box {1000 + len(self._by_name)}", "City": "Wellington"},
            ],
            "Phones": [
                {"PhoneType": kind, "PhoneNumber": "", "PhoneAreaCode": "", "PhoneCountryCode": ""}
                for kind in ("DDI", "DEFAULT", "FAX", "MOBILE")
            ],
            "ContactGroups": [],
            "ContactPersons": [],
            "SalesTrackingCategories": [],
            "PurchasesTrackingCategories": [],
            "IsSupplier": False,
            "IsCustomer": False,
            "HasAttachments": False,
            "HasValidationErrors": False,
            "UpdatedDateUTC": store.instant(),
        }
        self._by_name[name.casefold()] = contact["ContactID"]
        return store.add("Contacts", contact)

    def find(self, id_or_name: str) -> Record:
        """Return a contact by ContactID or name."""
        contacts = self._store.records["Contacts"]
        contact = contacts.get(id_or_name) or contacts.get(self._by_name.get(id_or_name.casefold(), ""))
        if contact is None:
            raise BooksError(f"There is no contact with the id or name '{id_or_name}'.")
        return contact

    def rename(self, id_or_name: str, name: str) -> Record:
        """Give a contact another name; only the contact's own UpdatedDateUTC moves."""
        contact = self.find(id_or_name)
        self._require_free(name, but=contact["ContactID"])
        del self._by_name[contact["Name"].casefold()]
        self._by_name[name.casefold()] = contact["ContactID"]
        contact["Name"] = name
        self.summary(contact)["Name"] = name
        self._store.touch(contact)
        return contact

    def edit(self, id_or_name: str, details: Record) -> Record:
        """Change a contact's details, by Xero's field names; the name has its own action."""
        contact = self.find(id_or_name)
        unknown = sorted(details.keys() - set(_DETAILS))
        if unknown:
            raise BooksError(f"A contact's details are {', '.join(_DETAILS)}; not {', '.join(unknown)}.")
        contact.update(details)
        self._store.touch(contact)
        return contact

    def archive(self, id_or_name: str) -> Record:
        """Archive a contact; its documents stay."""
        contact = self.find(id_or_name)
        contact["ContactStatus"] = "ARCHIVED"
        self._store.touch(contact)
        return contact

    def merge(self, id_or_name: str, into: str) -> Record:
        """Move everything from one contact to another, and archive it with MergedToContactID; returns the archived one.

        The documents carry the other contact and are not stamped (seen in the field); whether the other contact is
        stamped is a switch. Groups stay as they are (our choice). The texts are ours.
        """
        merged, survivor = self.find(id_or_name), self.find(into)
        if merged is survivor:
            raise BooksError("A contact cannot be merged into itself.")
        for contact in (merged, survivor):
            if contact["ContactStatus"] != "ACTIVE":
                raise BooksError(f"The contact {contact['Name']} is not active and cannot be merged.")
        for records in self._store.records.values():
            for record in records.values():
                self._hand_over(record, merged, survivor)
        for flag in ("IsCustomer", "IsSupplier"):
            survivor[flag] = survivor[flag] or merged[flag]
        merged |= {"ContactStatus": "ARCHIVED", "MergedToContactID": survivor["ContactID"]}
        self._store.touch(merged)
        if self._store.switches.merge_bumps_surviving_contact:
            self._store.touch(survivor)
        return merged

    def _hand_over(self, record: Record, merged: Record, survivor: Record) -> None:
        """Give a document, a payment of one, or a billable expense to the surviving contact."""
        paid = record.get("Invoice", {})
        if record.get("Contact") is merged:
            record["Contact"] = survivor
        if paid.get("Contact", {}).get("ContactID") == merged["ContactID"]:
            paid["Contact"] = self.summary(survivor)
        if "LinkedTransactionID" in record and record["ContactID"] == merged["ContactID"]:
            record["ContactID"] = survivor["ContactID"]

    def summary(self, contact: Record) -> Record:
        """Return the short form that payments and other nested documents show, one shared object per contact."""
        identifier = contact["ContactID"]
        if identifier not in self._summaries:
            self._summaries[identifier] = {
                "ContactID": identifier,
                "Name": contact["Name"],
                "HasValidationErrors": False,
            }
        return self._summaries[identifier]

    def group(self, name: str, members: list[str]) -> Record:
        """Add a contact group and show it on its members."""
        contacts = [self.find(member) for member in members]
        group: Record = {
            "ContactGroupID": self._store.new_id(),
            "Name": name,
            "Status": "ACTIVE",
            "Contacts": [self.summary(contact) for contact in contacts],
        }
        short = {key: group[key] for key in ("ContactGroupID", "Name", "Status")}
        for contact in contacts:
            contact["ContactGroups"] = [*contact["ContactGroups"], short]
        return self._store.add("ContactGroups", group)

    def refresh_balances(self) -> None:
        """Bring Balances up to date (base currency); as in Xero, this moves no UpdatedDateUTC."""
        store = self._store
        if self._balanced_at == store.changes:
            return
        self._balanced_at = store.changes
        today = store.today()
        sums: dict[str, list[Record]] = {}
        for invoice in store.records["Invoices"].values():
            if invoice["Status"] != "AUTHORISED":
                continue
            identifier = invoice["Contact"]["ContactID"]
            if identifier not in sums:
                sums[identifier] = [{"Outstanding": ZERO, "Overdue": ZERO}, {"Outstanding": ZERO, "Overdue": ZERO}]
            side = sums[identifier][invoice["Type"] == "ACCPAY"]
            due = invoice["AmountDue"]
            if (rate := invoice.get("CurrencyRate", 1)) != 1:
                due = (due / rate).quantize(ZERO)
            side["Outstanding"] += due
            if invoice["DueDate"] < today:
                side["Overdue"] += due
        for identifier, contact in store.records["Contacts"].items():
            if identifier in sums:
                receivable, payable = sums[identifier]
                contact["Balances"] = {"AccountsReceivable": receivable, "AccountsPayable": payable}
            else:
                contact.pop("Balances", None)

    def _require_free(self, name: str, but: str = "") -> None:
        if not name.strip():
            raise BooksError("The contact name cannot be empty.")
        if self._by_name.get(name.casefold(), but) != but:
            message = (
                f"The contact name {name} is already assigned to another contact. The contact name must be unique."
            )
            raise BooksError(message)


def _address(kind: str) -> Record:
    return {"AddressType": kind, "City": "", "Region": "", "PostalCode": "", "Country": "", "AttentionTo": ""}
