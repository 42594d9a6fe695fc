"""The demo company before its first invoice: contacts, currencies, tracking, items and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xero_sandbox.books.people import Person
    from xero_sandbox.books.records import Record

CUSTOMERS = (
    "Basket Case",
    "Bayside Club",
    "City Limousines",
    "Caf\u00e9 Zo\u00eb & S\u00f8n",
    "Hamilton Smith Ltd",
    "Marine Systems",
    "Ng\u0101ti Wh\u0101tua \u014cr\u0101kei Trust",
    "Petrie McLoud Watson & Associates",
    "Rex Media Group",
    "\u682a\u5f0f\u4f1a\u793e\u30b5\u30f3\u30d7\u30eb",
    "Ridgeway University",
    "Young Bros Transport",
    "Boom FM",
    "Port & Philip Freight",
    "DIISR",
    'O\u2019Neill "Quick" Prints <Ltd>',
)

SUPPLIERS = (
    "PowerDirect",
    "Central Copiers",
    "MCO Cleaning Services",
    "Net Connect",
    "Truxton Property Management",
    "Swanston Security",
    "Gateway Motors",
)

OTHERS = (
    "ABC Furniture",
    "Bank West",
    "Bayside Wholesale",
    "Capital Cab Co",
    "Carlton Functions",
    "City Agency",
    "Hoyt Productions",
    "PC Complete",
    "SMART Agency",
    "Xero",
)

REGIONS = ("Eastside", "North", "South", "West Coast")
PRODUCT_LINES = ("Platform", "Analytics", "Services", "Hardware", "Legacy Print")


def set_up(person: Person) -> None:
    """Add what the demo company's documents refer to."""
    for code in ("USD", "EUR"):
        person.add_currency(code)
    person.create_tracking_category("Region", REGIONS)
    person.create_tracking_category("Product Line", PRODUCT_LINES)
    for name in (*CUSTOMERS, *SUPPLIERS, *OTHERS):
        person.create_contact(name)
    for place, name in enumerate(CUSTOMERS):
        person.edit_contact(name, **_details(place))
    person.edit_contact("Gateway Motors", DefaultCurrency="USD", TaxNumber="12-345-678")
    person.create_contact_group("Training", ["Ridgeway University", "Hamilton Smith Ltd"])
    person.create_contact_group("Support", ["Rex Media Group"])
    for theme in ("Standard", "Special Projects", "Very orange invoice!"):
        person.create_branding_theme(theme)
    for code, name, price, account, cost in (
        ("PLAT-PRO", "Platform Pro subscription", "1188.00", "210", 0),
        ("PLAT-TEAM", "Platform Team subscription", "349.3750", "210", 0),
        ("ANALYTICS", "Analytics add-on", "99.95", "210", 0),
        ("ONBOARD", "Onboarding and training", "1450.00", "200", 0),
        ("GW-200", "Gateway GW-200 (hardware)", "219.00", "200", "131.4500"),
        ("SUPPORT-H", "Support, per hour", "87.5050", "200", 0),
    ):
        person.create_item(code, name, price, account=account, cost=cost)
    for first, last in (("Oliver", "Gray"), ("Odette", "Garrison"), ("M\u0101ia", "\u012ahaka")):
        person.create_employee(first, last)
    person.invite_user("Demo", "Owner", "FINANCIALADVISER", subscriber=True)
    person.invite_user("Billie", "Booker", "STANDARD")
    person.invite_user("Rita", "Reader", "READONLY")


def _details(place: int) -> Record:
    details: Record = {
        "EmailAddress": f"accounts{place}@example.com",
        "FirstName": ("Aroha", "Ben", "Chlo\u00eb", "")[place % 4],
        "LastName": ("Smith", "N\u00fa\u00f1ez", "", "Lee")[place % 4],
        "ContactNumber": f"CRM-{4000 + place}",
    }
    if place % 5 == 0:
        person = {"FirstName": "Pat", "LastName": "Payables", "EmailAddress": f"pat{place}@example.com"}
        details["ContactPersons"] = [person | {"IncludeInEmails": True}]
        details["PaymentTerms"] = {"Sales": {"Day": 20, "Type": "DAYSAFTERBILLDATE"}}
        details["Website"] = "https://example.com/"
    return details
