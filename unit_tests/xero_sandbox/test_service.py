"""The state of a running sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.conftest import FakeBooks
from xero_sandbox import Sandbox
from xero_sandbox.limits import DAY, MINUTE
from xero_sandbox.service import Service
from xero_sandbox.switches import SwitchError, Switches

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock


@pytest.fixture
def service(clock: SandboxClock) -> Service:
    """Return a service over one fake organisation."""
    return Service(clock, lambda now: [FakeBooks(now)])


def test_a_reset_goes_back_to_the_first_switches(clock: SandboxClock) -> None:
    """Faults, keys, counts and books begin anew; the clock goes on."""
    service = Service(clock, lambda now: [FakeBooks(now)], switches=Switches(id_order="text"))
    service.set_switches({"id_order": "sql_server"})
    service.faults.add(fault="html")
    service.strike("Invoices", "GET")
    before, at = service.tenants, clock.advance(60)
    service.reset()

    assert (service.switches.id_order, service.faults.rules, service.faults.fired) == ("text", [], {})
    assert service.tenants.keys() == before.keys()
    assert next(iter(service.tenants.values())) is not next(iter(before.values()))
    assert service.clock.now() == at


def test_a_switch_that_does_not_exist_changes_nothing(service: Service) -> None:
    """Neither do the others of the same call."""
    with pytest.raises(SwitchError, match="there is no switch colour"):
        service.set_switches({"id_order": "text", "colour": "red"})
    assert service.switches == Switches()


@pytest.mark.parametrize(("fault", "window"), [("rate_minute", MINUTE), ("rate_day", DAY)])
def test_a_rate_fault_announces_what_is_left_of_the_window(service: Service, fault: str, window: int) -> None:
    """Of the organisation that was asked for."""
    service.faults.add(fault=fault)
    answer, _ = service.strike("Invoices", "GET", "a-tenant")

    assert answer is not None
    left = service.limits.seconds_left("a-tenant", window, service.clock.now())
    assert answer.headers["Retry-After"] == str(left)


def test_a_fault_of_the_way_back_answers_nothing(service: Service) -> None:
    """The rule goes along; without a fault there is neither."""
    assert service.strike("Invoices", "GET") == (None, None)
    rule = service.faults.add(fault="reset")

    assert service.strike("Invoices", "GET") == (None, rule)


def test_late_commits_are_waited_for(service: Service) -> None:
    """Until they are done, or for so long."""
    assert service.wait_for_late_commits(0)
    service.late_commits += 1
    assert not service.wait_for_late_commits(0)
    service.late_commit_done()

    assert service.wait_for_late_commits(0)


def test_the_switch_of_allocations_reaches_the_books() -> None:
    """From the start, when it is set, and back at a reset."""
    first = Switches(allocation_bumps_credit_note=True)
    with Sandbox(invoices=1, switches=first) as sandbox:
        assert sandbox.books.switches.allocation_bumps_credit_note
        sandbox.set_switches(allocation_bumps_credit_note=False)
        assert not sandbox.books.switches.allocation_bumps_credit_note
        sandbox.service.reset()
        assert sandbox.books.switches.allocation_bumps_credit_note
