"""What is said of a product wins over what is said of an account, and both over the default."""

from __future__ import annotations

from source_xero_revrec.rules.recognition.settings import RecognitionSettings

SETTINGS = RecognitionSettings(
    deferred_account="835",
    method="monthly",
    methods_of_products={"SETUP": "point_in_time"},
    methods_of_accounts={"260": "daily"},
    deferred_of_products={"SUPPORT": "837"},
    deferred_of_accounts={"260": "838"},
)


def test_a_method_comes_from_the_product_first() -> None:
    """Product, then account, then default; and it is said which."""
    assert SETTINGS.method_of("SETUP", "260") == ("point_in_time", "product")
    assert SETTINGS.method_of("PLAN", "260") == ("daily", "account")
    assert SETTINGS.method_of("PLAN", "200") == ("monthly", "default")


def test_a_deferred_account_comes_from_the_product_first() -> None:
    """Product, then revenue account, then default."""
    assert SETTINGS.deferred_of("SUPPORT", "260") == "837"
    assert SETTINGS.deferred_of("PLAN", "260") == "838"
    assert SETTINGS.deferred_of("PLAN", "200") == "835"


def test_left_alone_lines_are_spread_by_months_and_held_without_a_period() -> None:
    """On one deferred account."""
    assert RecognitionSettings("835") == RecognitionSettings(
        deferred_account="835",
        method="monthly",
        methods_of_products={},
        methods_of_accounts={},
        deferred_of_products={},
        deferred_of_accounts={},
        revenue_accounts={},
        other_liabilities=frozenset(),
        undated="hold",
    )


def test_every_account_that_takes_deferred_revenue_is_known_once() -> None:
    """Those of products, of revenue accounts, and those that were sold into."""
    sold_into = RecognitionSettings(
        "835", deferred_of_products={"A": "837"}, deferred_of_accounts={"260": "838"},
        revenue_accounts={"836": "200", "835": "200"},
    )  # fmt: skip

    assert sold_into.deferred_accounts == ["835", "837", "838", "836"]
