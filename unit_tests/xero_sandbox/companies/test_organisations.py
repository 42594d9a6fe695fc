"""Which organisations a sandbox opens with."""

from __future__ import annotations

import gc

import pytest

from unit_tests.xero_sandbox.companies.conftest import NOW
from unit_tests.xero_sandbox.conftest import NOON
from xero_sandbox import Sandbox
from xero_sandbox.clock import SandboxClock
from xero_sandbox.companies.organisations import open_books


@pytest.mark.parametrize(("asked", "name", "invoices"), [
    ({}, "Demo Company (Global)", 300), ({"invoices": 0}, "Demo Company (Global)", 0),
    ({"invoices": 3}, "Volume Company (Global)", 3), ({"deferring": 1}, "Deferring Company (Global)", 17),
])  # fmt: skip
def test_the_first_is_the_demo_company_or_the_one_asked_for(asked: dict[str, int], name: str, invoices: int) -> None:
    """Of none, it is the demo company before its first document."""
    (books,) = open_books(**asked)(lambda: NOW)
    found = len(books.collection("Invoices"))
    gc.unfreeze()

    assert books.organisation["Name"] == name
    assert found == invoices if invoices < 300 else found >= invoices


def test_the_others_are_british_and_empty() -> None:
    """Their ids are decided by the seed."""
    first, second = (open_books(invoices=0, organisations=3, seed=seed)(lambda: NOW) for seed in (1, 2))

    assert [each.organisation["CountryCode"] for each in first] == ["NZ", "GB", "NZ"]
    assert len(first[2].collection("Contacts")) == 0
    same = [one.organisation["OrganisationID"] == two.organisation["OrganisationID"]
            for one, two in zip(first, second, strict=True)]  # fmt: skip
    assert same == [True, True, False]


def test_the_real_organisations_are_the_same_after_a_reset() -> None:
    """A company of fifty invoices, the British one and an empty one; ids repeat."""
    with Sandbox(invoices=50, organisations=3, clock=SandboxClock(NOON, frozen=True)) as sandbox:
        before = [each["OrganisationID"] for each in sandbox.organisations]
        invoices = list(sandbox.books.collection("Invoices"))
        sandbox.act("create_contact", name="Nobody", organisation=before[2])
        sandbox.service.reset()

        assert len(invoices) == 50
        assert len(set(before)) == 3
        assert before == [each["OrganisationID"] for each in sandbox.organisations]
        assert invoices == list(sandbox.books.collection("Invoices"))
        assert len(sandbox.tenants[2].books.collection("Contacts")) == 0
