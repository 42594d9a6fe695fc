"""The sandbox's books: pure accounting on in-memory records, without HTTP."""

from xero_sandbox.books.books import Books
from xero_sandbox.books.people import Person
from xero_sandbox.books.records import BooksError, Record

__all__ = ["Books", "BooksError", "Person", "Record"]
