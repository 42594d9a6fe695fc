"""The kinds of documents, by their Type."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, bill, credit_note, sale
from xero_sandbox.books.kinds import KINDS, blank, kind_of, open_balance, rate_of_document
from xero_sandbox.books.store import ID_FIELDS

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_a_kind_is_credit_or_owed() -> None:
    """Invoices and bills are owed, everything else is credit."""
    assert {name for name, kind in KINDS.items() if not kind.is_credit} == {"ACCREC", "ACCPAY"}


@pytest.mark.parametrize("name", KINDS)
def test_a_blank_document_has_its_kinds_fields(name: str) -> None:
    """The id, the number and nothing open."""
    kind, document = KINDS[name], blank(name, "an-id", "A-1", {}, DAY)

    assert (document[kind.id_field], document[kind.number_field], document[kind.open_field]) == ("an-id", "A-1", 0)
    assert ID_FIELDS[kind.endpoint] == kind.id_field
    assert kind_of(document) is kind


def test_what_is_open_is_signed_and_in_base_currency(books: Books) -> None:
    """Sales debit their control account, bills credit it; a draft has posted nothing."""
    assert open_balance(sale(books, currency="USD", rate="0.50")) == Decimal("200.00")
    assert open_balance(bill(books)) == Decimal("-100.00")
    assert open_balance(credit_note(books)) == Decimal("-100.00")
    assert open_balance(sale(books, status="DRAFT")) == 0


def test_a_document_without_a_rate_is_one_to_one() -> None:
    """As Xero leaves it out."""
    assert rate_of_document({}) == 1
