"""What a user says about service periods is refused in one sentence where it cannot be used."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from source_xero_revrec.rules.periods.settings import DEFAULT_RULES, ServicePeriods


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            {"patterns": ["(?P<start>.*"]},
            "the pattern (?P<start>.* does not compile: missing ), unterminated subpattern",
        ),
        (
            {"patterns": ["(?P<start>.*)"]},
            "the pattern (?P<start>.*) needs the named groups start and end, or start and",
        ),
        ({"patterns": ["(?P<end>.*)(?P<months>.)"]}, "needs the named groups start and end"),
        ({"rules": ["reference", "reference"]}, "names reference twice"),
        ({"rules": []}, "at least 1 item"),
        ({"rules": ["due_date"]}, "Input should be 'tracking_option'"),
        ({"item_terms": [{"item_code": "A", "months": 1}, {"item_code": "A ", "months": 2}]}, "the item 'A' two terms"),
        ({"item_terms": [{"item_code": "A", "months": 0}]}, "greater than or equal to 1"),
        ({"item_terms": [{"item_code": "A", "months": 601}]}, "less than or equal to 600"),
        ({"item_terms": [{"item_code": "", "months": 1}]}, "at least 1 character"),
        ({"service_end": "next_day"}, "Input should be 'day_after' or 'last_day'"),
        ({"product_rules": [{"service": "at_invoice_date"}]}, "and this names both or none"),
        (
            {"product_rules": [{"product_code": "A", "account_code": "1", "service": "at_invoice_date"}]},
            "names one of product_code and account_code",
        ),
        ({"product_rules": [{"product_code": "A", "service": "term"}]}, "has months with the service term"),
        (
            {"product_rules": [{"product_code": "A", "service": "at_invoice_date", "months": 3}]},
            "has months with the service term, and only there",
        ),
        (
            {"product_rules": [{"account_code": "1", "service": "at_invoice_date"}] * 2},
            "gives the account 1 two rules",
        ),
        ({"overrides": {"location": ""}}, "at least 1 character"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_one_sentence(raw: dict[str, Any], sentence: str) -> None:
    """The sentence names the pattern, rule or item."""
    with pytest.raises(ValidationError) as refused:
        ServicePeriods.model_validate(raw)

    assert len(refused.value.errors()) == 1
    assert sentence in refused.value.errors()[0]["msg"]


def test_an_empty_category_is_none() -> None:
    """Airbyte's form sends an empty text for a field that was cleared."""
    assert ServicePeriods(tracking_category=" ").tracking_category is None


def test_what_is_left_alone_reads_texts_and_terms() -> None:
    """The invoice date is no period unless it is added, and no category is read unless it is named."""
    settings = ServicePeriods()

    assert settings.rules == list(DEFAULT_RULES) == ["tracking_option", "line_description", "reference", "item_term"]
    assert (settings.tracking_category, settings.item_terms, settings.patterns) == (None, [], [])
    assert settings.service_end == "day_after"
    assert ServicePeriods(tracking_category=" Term ").tracking_category == "Term"


def test_a_long_pattern_is_shortened_in_the_sentence() -> None:
    """80 characters are shown whole, of more the first 77."""
    for length, shown in ((80, "(" * 80), (81, "(" * 77 + "...")):
        with pytest.raises(ValidationError, match="does not compile") as refused:
            ServicePeriods(patterns=["(" * length])
        assert f"the pattern {shown} does" in refused.value.errors()[0]["msg"]


def test_patterns_with_either_pair_of_groups_are_taken() -> None:
    """A start with an end, or with a number of months."""
    patterns = [r"(?P<start>\S+) (?P<end>\S+)", r"(?P<start>\S+) x(?P<months>\d+)"]

    assert ServicePeriods(patterns=patterns).patterns == patterns
