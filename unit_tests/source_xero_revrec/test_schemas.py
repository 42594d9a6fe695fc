"""The JSON schemas of the raw streams: complete, described, nullable, and a superset of Airbyte's source-xero."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from airbyte_cdk.sources.utils.schema_helpers import ResourceSchemaLoader
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

import source_xero_revrec
from source_xero_revrec.journal_control.stream import KEY as JOURNAL_CONTROL_KEY
from source_xero_revrec.ledger.streams import REVREC_STREAMS
from source_xero_revrec.recognition.streams import KEYS as RECOGNITION_KEYS
from source_xero_revrec.streams.raw import RAW_STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = dict[str, Any]

FOLDER = Path(source_xero_revrec.__file__).with_name("schemas")

FIELDS_OF_AIRBYTES_SOURCE_XERO = {
    "accounts": """AccountID BankAccountNumber BankAccountType Class Code CurrencyCode Description
        EnablePaymentsToAccount HasAttachments Name ReportingCode ReportingCodeName ShowInExpenseClaims Status
        SystemAccount TaxType Type UpdatedDateUTC""",
    "bank_transactions": """BankAccount BankTransactionID Contact CurrencyCode CurrencyRate Date DateString
        ExternalLinkProviderName HasAttachments IsReconciled LineAmountTypes LineItems OverpaymentID PrepaymentID
        Reference Status SubTotal Total TotalTax Type UpdatedDateUTC Url""",
    "bank_transfers": """Amount BankTransferID CreatedDateUTC CreatedDateUTCString CurrencyRate Date DateString
        FromBankAccount FromBankTransactionID HasAttachments ToBankAccount ToBankTransactionID""",
    "branding_themes": "BrandingThemeID CreatedDateUTC Name SortOrder",
    "contact_groups": "ContactGroupID HasValidationErrors Name Status",
    "contacts": """AccountNumber AccountsPayableTaxType AccountsReceivableTaxType Addresses Attachments Balances
        BankAccountDetails BatchPayments BrandingTheme ContactGroups ContactID ContactNumber ContactPersons
        ContactStatus DefaultCurrency Discount EmailAddress FirstName HasAttachments HasValidationErrors IsCustomer
        IsSupplier LastName Name PaymentTerms Phones PurchasesDefaultAccountCode PurchasesTrackingCategories
        SalesDefaultAccountCode SalesTrackingCategories SkypeUserName TaxNumber TrackingCategoryName
        TrackingCategoryOption UpdatedDateUTC ValidationErrors Website XeroNetworkKey""",
    "credit_notes": """Allocations AppliedAmount BrandingThemeID Contact CreditNoteID CreditNoteNumber CurrencyCode
        CurrencyRate Date DateString DueDate DueDateString FullyPaidOnDate HasAttachments ID LineAmountTypes LineItems
        Reference RemainingCredit SentToContact Status SubTotal Total TotalTax Type UpdatedDateUTC""",
    "currencies": "Code Description",
    "employees": "EmployeeID ExternalLink FirstName LastName Status UpdatedDateUTC",
    "invoices": """AmountCredited AmountDue AmountPaid BrandingThemeID Contact CreditNotes CurrencyCode CurrencyRate
        Date DateString DueDate DueDateString ExpectedPaymentDate ExpectedPaymentDateString FullyPaidOnDate
        HasAttachments HasErrors InvoiceID InvoiceNumber IsDiscounted LineAmountTypes LineItems Overpayments Payments
        PlannedPaymentDate PlannedPaymentDateString Prepayments Reference SentToContact Status SubTotal Total
        TotalDiscount TotalTax Type UpdatedDateUTC Url""",
    "items": """Code Description InventoryAssetAccountCode IsPurchased IsSold IsTrackedAsInventory ItemID Name
        PurchaseDescription PurchaseDetails QuantityOnHand SalesDetails TotalCostPool UpdatedDateUTC""",
    "manual_journals": """Date HasAttachments JournalLines LineAmountTypes ManualJournalID Narration
        ShowOnCashBasisReports Status UpdatedDateUTC Url""",
    "organisations": """APIKey Addresses BaseCurrency CountryCode CreatedDateUTC DefaultPurchasesTax DefaultSalesTax
        EndOfYearLockDate ExternalLinks FinancialYearEndDay FinancialYearEndMonth IsDemoCompany LegalName
        LineOfBusiness Name OrganisationEntityType OrganisationID OrganisationStatus OrganisationType PaymentTerms
        PaysTax PeriodLockDate Phones RegistrationNumber SalesTaxBasis SalesTaxPeriod ShortCode TaxNumber Timezone
        Version""",
    "overpayments": """Allocations AppliedAmount Contact CurrencyCode CurrencyRate Date DateString HasAttachments ID
        LineAmountTypes LineItems OverpaymentID Payments Reference RemainingCredit Status SubTotal Total TotalTax Type
        UpdatedDateUTC""",
    "payments": """Account Amount BankAmount BatchPaymentID CreditNote CurrencyRate Date HasAccount
        HasValidationErrors Invoice IsReconciled Overpayment PaymentID PaymentType Prepayments Reference Status
        UpdatedDateUTC""",
    "prepayments": """Allocations AppliedAmount Contact CurrencyCode CurrencyRate Date DateString HasAttachments ID
        LineAmountTypes LineItems Payments PrepaymentID Reference RemainingCredit Status SubTotal Total TotalTax Type
        UpdatedDateUTC""",
    "purchase_orders": """AttentionTo BrandingThemeID Contact CurrencyCode CurrencyRate Date DateString
        DeliveryAddress DeliveryDate DeliveryDateString DeliveryInstructions ExpectedArrivalDate
        ExpectedArrivalDateString HasAttachments HasErrors IsDiscounted LineAmountTypes LineItems PurchaseOrderID
        PurchaseOrderNumber Reference SentToContact Status SubTotal Telephone Total TotalDiscount TotalTax Type
        UpdatedDateUTC""",
    "repeating_invoices": """BrandingThemeID Contact CurrencyCode HasAttachments ID LineAmountTypes LineItems
        Reference RepeatingInvoiceID Schedule Status SubTotal Total TotalDiscount TotalTax Type""",
    "tax_rates": """CanApplyToAssets CanApplyToEquity CanApplyToExpenses CanApplyToLiabilities CanApplyToRevenue
        DisplayTaxRate EffectiveRate Name ReportTaxType Status TaxComponents TaxType""",
    "tracking_categories": """Name Option Options Status TrackingCategoryID TrackingCategoryName TrackingOptionID
        TrackingOptionName""",
    "users": """EmailAddress FirstName IsSubscriber LastName OrganisationRole UpdatedDateUTC UserID
        ValidationErrors""",
}
OUR_FIELDS = {"manual_journals": {"journal_entry_id", "journal_correction"}}
"""Columns that raw streams have beside Xero's own."""
FLAT = {
    **{name: {*kind.key, kind.cursor} for name, kind in REVREC_STREAMS.items()},
    "journal_control": {*JOURNAL_CONTROL_KEY, "checked_at"},
    **{name: {*key, "recognised_at"} for name, key in RECOGNITION_KEYS.items()},
}
"""RevRec's streams, and the columns that each must have."""
STREAMS = sorted(raw.name for raw in RAW_STREAMS)

BUSINESS_DATES = {
    "Date",
    "DueDate",
    "FullyPaidOnDate",
    "ExpectedPaymentDate",
    "PlannedPaymentDate",
    "DeliveryDate",
    "ExpectedArrivalDate",
    "ExpiryDate",
    "JournalDate",
    "StartDate",
    "EndDate",
    "NextScheduledDate",
    "PeriodLockDate",
    "EndOfYearLockDate",
}
INSTANTS = {"UpdatedDateUTC", "CreatedDateUTC"}
NUMBERS = {
    "Amount",
    "AmountCredited",
    "AmountDue",
    "AmountPaid",
    "AppliedAmount",
    "BankAmount",
    "Credit",
    "CurrencyRate",
    "Debit",
    "DiscountAmount",
    "DiscountRate",
    "EffectiveRate",
    "GrossAmount",
    "LineAmount",
    "NetAmount",
    "Quantity",
    "RemainingCredit",
    "SubTotal",
    "TaxAmount",
    "Total",
    "TotalAmount",
    "TotalDiscount",
    "TotalTax",
    "UnitAmount",
    "UnitPrice",
    "YTDCredit",
    "YTDDebit",
}


@cache
def resolved(stream: str) -> Schema:
    """Give the schema as the CDK gives it to `discover`."""
    return ResourceSchemaLoader("source_xero_revrec").get_schema(stream)


def properties(schema: Schema, path: str = "") -> Iterator[tuple[str, str, Schema]]:
    """Walk every property at every depth, through objects and arrays: (path, name, schema)."""
    for name, inner in schema.get("properties", {}).items():
        here = f"{path}.{name}"
        yield here, name, inner
        yield from properties(inner, here)
    if "items" in schema:
        yield from properties(schema["items"], f"{path}[]")


def subschemas(schema: Schema) -> Iterator[Schema]:
    """Walk the schema, every property and every array's items."""
    yield schema
    for inner in schema.get("properties", {}).values():
        yield from subschemas(inner)
    if "items" in schema:
        yield from subschemas(schema["items"])


def test_the_folder_holds_one_schema_a_stream_and_nothing_else() -> None:
    """Every stream has its file, and no file is left without a stream."""
    assert sorted(file.stem for file in FOLDER.glob("*.json")) == sorted([*STREAMS, *FLAT])


@pytest.mark.parametrize("stream", sorted(FLAT))
def test_revrecs_columns_are_flat_described_and_typed(stream: str) -> None:
    """Each column has a description, may be null, and holds its amounts as numbers and its days as dates."""
    schema = resolved(stream)
    Draft7Validator.check_schema(schema)
    columns = schema["properties"]
    assert next(iter(columns)) == "tenant_id"
    assert columns.keys() >= FLAT[stream]
    for name, column in columns.items():
        assert column["description"].endswith("."), name
        assert column["type"][0] == "null", name
        assert column["type"][1] in ("string", "number", "integer", "boolean"), name
        if name.endswith("_date"):
            assert column["format"] == "date", name
        if name.endswith("_at"):
            assert column["airbyte_type"] == "timestamp_with_timezone", name
        if name.endswith(("amount", "price", "rate")):
            assert column["type"][1] == "number", name


def test_every_shared_shape_is_used() -> None:
    """A shape in schemas/shared that no schema refers to is dead."""
    text = "".join(file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.json"))
    unused = [file.name for file in (FOLDER / "shared").glob("*.json") if f'"$ref": "{file.name}"' not in text]
    assert unused == []


@pytest.mark.parametrize("stream", STREAMS)
def test_a_schema_is_valid_draft_07_without_references(stream: str) -> None:
    """What `discover` prints is a plain draft-07 object schema."""
    schema = resolved(stream)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["type"] == "object"
    assert "$ref" not in str(schema)


@pytest.mark.parametrize("stream", STREAMS)
def test_every_property_is_described_in_one_sentence(stream: str) -> None:
    """A reader of the catalog learns what each field means, at any depth."""
    for path, _, schema in properties(resolved(stream)):
        sentence = schema.get("description", "")
        assert sentence.endswith("."), path
        assert ". " not in sentence, path


@pytest.mark.parametrize("stream", STREAMS)
def test_every_property_may_be_null(stream: str) -> None:
    """Xero leaves out or blanks any field, so no field is required and each takes null beside one other type."""
    for path, _, schema in properties(resolved(stream)):
        assert schema["type"][0] == "null", path
        assert len(schema["type"]) == len({"null", "its own type"}), path
    assert all("required" not in schema for schema in subschemas(resolved(stream)))


@pytest.mark.parametrize("stream", STREAMS)
def test_objects_take_fields_that_xero_adds_later(stream: str) -> None:
    """A new field of Xero's never makes a record invalid."""
    for schema in subschemas(resolved(stream)):
        assert ("object" in schema["type"]) == (schema.get("additionalProperties") is True)


@pytest.mark.parametrize("stream", STREAMS)
def test_dates_are_days_and_instants_have_a_zone(stream: str) -> None:
    """Business dates are plain dates, instants carry a time zone, and Xero's own text twins are left as text."""
    for path, name, schema in properties(resolved(stream)):
        convention = {key: schema[key] for key in ("type", "format", "airbyte_type") if key in schema}
        if path.endswith("Schedule.DueDate"):
            assert convention == {"type": ["null", "integer"]}, path
        elif name in BUSINESS_DATES:
            assert convention == {"type": ["null", "string"], "format": "date"}, path
        elif name in INSTANTS:
            assert convention == {
                "type": ["null", "string"],
                "format": "date-time",
                "airbyte_type": "timestamp_with_timezone",
            }, path
        else:
            assert "format" not in schema, path
            assert "airbyte_type" not in schema, path


@pytest.mark.parametrize("stream", STREAMS)
def test_money_rates_and_quantities_are_numbers(stream: str) -> None:
    """No amount is text, although Xero sends a few that way."""
    for path, name, schema in properties(resolved(stream)):
        if name in NUMBERS:
            assert schema["type"] == ["null", "number"], path


@pytest.mark.parametrize("stream", STREAMS)
def test_every_record_names_its_organisation(stream: str) -> None:
    """tenant_id stands first, and what else is ours last; all the others have Xero's spelling."""
    names = list(resolved(stream)["properties"])
    ours = OUR_FIELDS.get(stream, set())
    assert names[0] == "tenant_id"
    assert set(names[len(names) - len(ours) :]) == ours
    assert all(name[0].isupper() and name.isalnum() for name in names[1 : len(names) - len(ours)])


@pytest.mark.parametrize("stream", sorted(FIELDS_OF_AIRBYTES_SOURCE_XERO))
def test_no_field_of_airbytes_source_xero_is_missing(stream: str) -> None:
    """A user who swaps connectors finds every top-level field again."""
    missing = set(FIELDS_OF_AIRBYTES_SOURCE_XERO[stream].split()) - resolved(stream)["properties"].keys()
    assert missing == set()


def test_each_reader_gets_a_schema_of_its_own() -> None:
    """Nested shapes that come from one file are separate objects, so changing one place changes no other."""
    schema = ResourceSchemaLoader("source_xero_revrec").get_schema("bank_transfers")
    schema["properties"]["FromBankAccount"]["properties"].clear()
    assert schema["properties"]["ToBankAccount"]["properties"]
