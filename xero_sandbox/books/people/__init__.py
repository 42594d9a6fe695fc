"""What people do in Xero's screens: a module for each role, and the person who has them all."""

from __future__ import annotations

from xero_sandbox.books.people.administrator import Administrator
from xero_sandbox.books.people.bookkeeper import Bookkeeper
from xero_sandbox.books.people.cashier import Cashier


class Person(Bookkeeper, Cashier, Administrator):
    """A person at work in one organisation; every public method is an action.

    Actions take keyword arguments, return the record they touched, and raise BooksError for what Xero refuses.
    Amounts are Decimal or text in the document's currency, days are dates or ISO text. An `id` is a GUID or a
    document number, a `contact` a GUID or a name, an account a code or a GUID.
    """
