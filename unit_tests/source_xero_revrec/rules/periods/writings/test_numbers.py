"""A number is explained by what it is, or may belong to a date."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.lexer import tokens
from source_xero_revrec.rules.periods.writings.numbers import identifier


def kinds(text: str) -> str:
    """Return the kinds of a text's words."""
    return "".join(token.kind for token in tokens(text, (3, 31)))


@pytest.mark.parametrize(
    "text",
    [
        "£1,200.00", "NZ$25", "$25k", "25 €", "EUR 30", "30 usd", "100%", "99.95 percent", "less 10%", "1,200",
        "26.50", "5 dollars",
        "9001:2015", "192.168.10.12", "1.2.3.4", "09-12-26-4711", "2.13.5", "1st floor", "3 users", "12.5 hours",
        "7 hrs",
        "5 named users", "2 very small rooms", "3 widgets", "4 red widgets", "3 x", "3x", "2 off", "16gb", "3d", "24h2",
        "32", "4711", "0", "x 3", "x3", "qty: 3", "quantity 3", "level 3", "phase 2", "windows 11", "room #5",
        "windows server 2022", "office 2019", "mp3", "v2.3", "v 2", "A4", "E3", "#4711", "#12-ab", "JIRA-123",
        "SUB-2026-014", "2,000 users", "no. 12", "level 3 - feb",
    ],
)  # fmt: skip
def test_a_number_that_is_plainly_no_date_is_explained(text: str) -> None:
    """Money, percentages, amounts, versions, identifiers."""
    assert kinds(text)[0] == "X"
    assert set(kinds(text)) <= set("X-m")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "N"), ("31", "N"), ("32", "X"), ("1899", "X"), ("1900", "Y"), ("2099", "Y"), ("2100", "X"), ("01", "N"),
        ("1st", "N"), ("31st", "N"), ("2nd", "N"), ("3 widget", "Nw"), ("3 glass", "Nw"), ("2026 users", "Yw"),
        ("2026 prices", "YZ"), ("3 x 12 months", "NwT"), ("12 months x 2", "TN"), ("x 2026", "wY"), ("3 to 5", "NRN"),
        ("level 3-5", "wN-N"), ("level 3 mar", "wp"), ("level 3 months", "wT"), ("plan 6 months", "wT"),
        ("x 3 months", "wT"), ("x 3-jan-2026", "wD"), ("level 2026", "wY"), ("3rd party", "X"), ("#3-5", "X-N"),
        ("2 monthsx", "Nw"), ("3 of 12", "NN"), ("3 and 4", "NLN"), ("9:30", ""), ("9am-5pm", "-"), ("09:30-17:30",
        "-"),
        ("24/7", ""), ("24x7", ""), ("8x5", ""), ("7 halves", "NZ"), ("3 renewals", "NV"), ("version 12", "V"),
        ("release 3", "V"), ("batch 7", "V"), ("2026 €", "Y"), ("12 $5", "NX"),
    ],
)  # fmt: skip
def test_a_number_that_may_belong_to_a_date_is_not_explained(text: str, expected: str) -> None:
    """A day or a year, a number of terms, one of several."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10%", "Z"), ("50 % of", "Z"), ("30 percent", "Z"), ("12,5 prozent", "Z"), ("licence @ 50%", "wZ"),
        ("100%", "X"), ("99.9% uptime", "Xw"), ("gst 15%", "X"), ("vat @ 20%", "X"), ("15% gst", "X"),
        ("10% loyalty discount", "XwV"), ("less 10%", "XX"), ("less march", "Zm"), ("20% off", "Xw"), ("50/50", "Z"),
        ("60/40 split", "Zw"), ("0.5 x", "Zw"), ("0.5 of", "Z"), ("2.5 x", "X"), ("\u00bd", "Z"), ("half", "J"),
    ],
)  # fmt: skip
def test_a_share_is_no_price(text: str, expected: str) -> None:
    """A percentage is explained where it is a discount's, a tax's or the whole; else it may be what is billed."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("term 2", "V"), ("semester 1 2026: x", "Vw"), ("term 2 mar", "p"), ("term 12 months", "T"), ("term 5", "N"),
        ("term 3 2026", "VY"), ("no 12a", "X"), ("no. a3", "X"), ("no support", "Zw"), ("+64 3 555 0199", "X"),
        ("+3 months", "LT"), ("2\u00e8me", "N"), ("2de", "N"), ("3ter", "N"), ("2026\u5e743\u6708", "XZNZ"),
        ("sprint 3", "V"),
    ],
)  # fmt: skip
def test_a_number_of_another_purpose_has_its_own_kind(text: str, expected: str) -> None:
    """School terms, numbers of things, telephones, ordinals of other languages."""
    assert kinds(text) == expected


def test_a_day_in_figures_has_its_number() -> None:
    """With an ending or without."""
    assert [tokens(text, (3, 31))[0].number for text in ("7", "7th", "31st", "2026")] == [7, 7, 31, 2026]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("po 4711", "x"), ("po4711", "x"), ("order no. 4711", "x"), ("inv-0012", "x"), ("invoice inv-0012", "x"),
        ("invoice 45:", "x"), ("quote #12/3", "x"), ("inv/2026/0042", "wLYLX"), ("inv 03/2026", "x"),
        ("desk, po 4711, a", "wcXcw"), ("desk (order no. 4711)", "wX"), ("desk, customer no. 2031", "wcX"),
        ("desk, order 4711 a", "wcxw"), ("desk, order no. 12 months", "wcVT"), ("desk, po 2026", "wcVY"),
        ("desk, ref 04/2026", "wcx"),
        ("desk, po-2026-0312", "wcX"),
        ("vertrag nr. 4711", "x"), ("desk, contratto n. 1182", "wcX"), ("pedido n.\u00ba 4471", "x"),
        ("po 20260201", "x"), ("order 4711 of 1 feb 2026", "PD"), ("order 4711, dated 1 feb 2026", "PD"),
        ("po 3 march 2026", "VD"), ("order 2026", "VY"), ("po 1 feb 2026 - 2 feb 2026", "VD-D"), ("po 4 months", "VT"),
        ("order 01/02/2026", "VD"), ("order 1-2-2026", "VD"), ("order 3", "x"), ("ref: 12", "x"), ("order 3.5", "Vu"),
        ("order 1st feb", "Vp"),
    ],
)  # fmt: skip
def test_a_documents_number_is_told_from_its_date(text: str, expected: str) -> None:
    """Neither a date nor a year stands in for a number."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("AB-12 x", 5), ("AB12", 4), ("AB/12/C", 7), ("ABCDEF-1", 8), ("ABCDEFG-1", 0), ("ab-12", 0), ("TO-12", 0),
        ("FROM12", 0), ("AB-1 Feb", 0), ("AB-12 Feb", 0), ("AB-123 Feb", 6), ("AB-12 - 14", 0), ("AB-12 to 14", 0),
        ("AB-12 months", 0), ("AB-12 and", 5), ("AB-", 0),
    ],
)  # fmt: skip
def test_an_identifier_in_capitals_is_told_from_a_date(text: str, stop: int) -> None:
    """Two figures may be a day; three are a number."""
    assert identifier(text, 0) == stop


@pytest.mark.parametrize("code", ["nz", "us", "au", "ca", "a", "c", "s", "hk"])
def test_a_dollar_may_have_its_country_before_it(code: str) -> None:
    """Whatever the amount, it is money."""
    assert kinds(f"{code}$25") == "X"


@pytest.mark.parametrize(
    "code", ["usd", "eur", "gbp", "nzd", "aud", "cad", "chf", "sgd", "hkd", "zar", "jpy", "sek", "nok", "dkk"]
)
def test_a_currency_stands_before_or_behind_its_amount(code: str) -> None:
    """By its ISO code."""
    assert kinds(f"{code} 25") == kinds(f"25 {code}") == "X"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2x 6 months", "NwT"),
        ("mar 2026 x 12", "MN"),
        ("12 x mar 2026", "NwM"),
        ("x12 months", "wT"),
        ("tel 09 555 0126", "X"),
    ],
)
def test_what_multiplies_a_time_is_not_explained(text: str, expected: str) -> None:
    """Twelve times March may be a year."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"), [("contract year 3:", "X"), ("policy year 2 (", "X"), ("contract year 2 of 3", "VkNN")]
)
def test_the_year_of_a_contract_is_a_number(text: str, kinds: str) -> None:
    """Unless it is one of several, of which each may be billed."""
    assert "".join(token.kind for token in tokens(text, (3, 31))) == kinds
