"""The sandbox's books: pure accounting on in-memory records, without HTTP."""

from xero_sandbox.books.books import Books
from xero_sandbox.books.company import demo_company, second_company
from xero_sandbox.books.errors import BooksError
from xero_sandbox.books.person import Person
from xero_sandbox.books.records import Record

__all__ = ["Books", "BooksError", "Person", "Record", "demo_company", "second_company"]
