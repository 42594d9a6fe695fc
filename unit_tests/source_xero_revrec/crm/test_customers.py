"""What every source of customers must hold: an id and a name each, and one name an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.crm.source import CrmFault

if TYPE_CHECKING:
    from unit_tests.source_xero_revrec.crm.conftest import Read


def listed(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    """Return customers as the form gives them."""
    return [{"customer_id": customer_id, "name": name} for customer_id, name in pairs]


def test_a_list_is_read_in_its_order(read: Read) -> None:
    """The customers of the form come back, names as they are, ids without spaces around them."""
    assert read(source="list", customers=listed(("2", "Young Bros "), (" 1", "Boom FM"))) == [
        ("2", "Young Bros "),
        ("1", "Boom FM"),
    ]


def test_a_customer_given_twice_counts_once(read: Read) -> None:
    """The same id with the same name is no contradiction."""
    assert read(source="list", customers=listed(("1", "Boom FM"), ("1", "Boom FM"))) == [("1", "Boom FM")]


def test_an_id_with_two_names_is_refused(read: Read) -> None:
    """Which name is right is not guessed; both and their places are named."""
    with pytest.raises(CrmFault) as fault:
        read(source="list", customers=listed(("1", "Boom FM"), ("2", "Xero"), ("1", "Boom Radio")))

    assert str(fault.value) == (
        "The CRM list in the configuration gives the customer id 1 to two names: 'Boom FM' (entry 1) and 'Boom Radio' "
        "(entry 3). RevRec knows a customer by its id, so an id must have one name: correct one of them."
    )


def test_two_customers_may_share_a_name(read: Read) -> None:
    """A name with two ids is the match's business, which reports it for the contacts concerned."""
    assert len(read(source="list", customers=listed(("1", "Boom FM"), ("2", "Boom FM")))) == 2


def test_an_empty_list_is_refused(read: Read) -> None:
    """No customer would make every document pending, which nobody wants."""
    with pytest.raises(CrmFault, match=r"^The CRM list in the configuration holds no customer \(found: none\)"):
        read(source="list", customers=[])


def test_blanks_are_counted_and_the_first_places_named(read: Read) -> None:
    """A spaces-only name is a slip in a list."""
    with pytest.raises(CrmFault, match=r"has 7 customers without name \(entry 1, .*, entry 5 and 2 more\)\. Every"):
        read(source="list", customers=listed(*((str(number), " ") for number in range(7))))


def test_one_blank_id_is_named(read: Read) -> None:
    """A customer without an id cannot be told to RevRec."""
    with pytest.raises(CrmFault, match=r"has 1 customer without id \(entry 2\)"):
        read(source="list", customers=listed(("1", "Boom FM"), (" ", "Xero")))
