"""Files attached to documents, as the books keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from unit_tests.xero_sandbox.books.conftest import sale
from xero_sandbox.books import Books, BooksError
from xero_sandbox.books.attachments import MOST_FILES
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock


def attach(books: Books, invoice: str, name: str, content: bytes = b"x", **how: Any) -> dict[str, Any]:  # noqa: ANN401
    """Attach a file to an invoice."""
    arguments: dict[str, Any] = {"mime_type": "text/plain", "online": None} | how
    return books.desk.attachments.attach("Invoices", invoice, name, content, **arguments)


def test_a_file_of_the_same_name_is_replaced(books: Books) -> None:
    """Whatever its case; it keeps its id, and the bytes are the new ones."""
    invoice = sale(books)["InvoiceID"]
    first, other = attach(books, invoice, "a.txt"), attach(books, invoice, "b.txt")
    second = attach(books, invoice, "A.TXT", b"newer")

    assert second["AttachmentID"] == first["AttachmentID"]
    assert books.desk.attachments.of("Invoices", invoice) == [second, other]
    assert books.desk.attachments.content(second) == b"newer"


def test_whether_a_file_stamps_its_document_is_a_switch(books: Books, clock: SandboxClock) -> None:
    """By default it does not, and no incremental read shows it; either way HasAttachments is true."""
    invoice = sale(books)
    clock.advance(60)
    attach(books, invoice["InvoiceID"], "a.txt")
    assert (invoice["HasAttachments"], invoice["UpdatedDateUTC"] < clock.now()) == (True, True)

    books.switches = Switches(attachment_bumps_document=True)
    attach(books, invoice["InvoiceID"], "b.txt", online=True)
    assert invoice["UpdatedDateUTC"] == clock.now()


def test_the_eleventh_file_is_refused(books: Books) -> None:
    """Replacing one of ten is not."""
    invoice = sale(books)["InvoiceID"]
    for number in range(MOST_FILES):
        attach(books, invoice, f"{number}.txt")
    attach(books, invoice, "0.txt")

    with pytest.raises(BooksError, match="at most 10 attachments"):
        attach(books, invoice, "more.txt")


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("a/b.txt", b"x", "character that is not allowed"), ("a.txt", b"", "is empty"),
])  # fmt: skip
def test_a_file_needs_a_plain_name_and_content(books: Books, name: str, content: bytes, sentence: str) -> None:
    """Nothing is kept of one that is refused."""
    invoice = sale(books)
    with pytest.raises(BooksError, match=sentence):
        attach(books, invoice["InvoiceID"], name, content)
    assert not invoice["HasAttachments"]


def test_the_file_is_in_the_documents_history(books: Books) -> None:
    """By its name."""
    invoice = sale(books)["InvoiceID"]
    attach(books, invoice, "a.txt")

    assert "a.txt" in books.desk.history.of(invoice)[0]["Details"]
