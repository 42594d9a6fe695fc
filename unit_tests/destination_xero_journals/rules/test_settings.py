"""What a rule takes as said where nothing is said."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from destination_xero_journals.rules.settings import (
    AccountRoute,
    AccountSettings,
    FieldRoute,
    JournalSettings,
    OnChanged,
    OnVoided,
    PostingPolicy,
    TrackingSettings,
    XeroStatus,
)


def test_what_is_not_said_is_the_careful_way() -> None:
    """Nothing is mapped, rounded, created, moved or overwritten unasked."""
    accounts, tracking, journal, policy = (
        AccountSettings(),
        TrackingSettings(),
        JournalSettings("{period}"),
        PostingPolicy(),
    )

    assert (accounts.routes, accounts.rounding) == ((), "")
    assert (tracking.fields, tracking.create_missing) == ((), False)
    assert (journal.summed, journal.rounding_limit, journal.repetition_refused) == (False, Decimal("0.00"), True)
    assert (journal.status, journal.show_on_cash_basis) == ("POSTED", True)
    assert (policy.status, policy.on_changed, policy.on_voided) == ("POSTED", "fail", "fail")
    assert policy.move_out_of_lock is False


def test_the_policies_are_called_as_in_the_form() -> None:
    """These words stand in configurations."""
    assert get_args(XeroStatus) == ("POSTED", "DRAFT")
    assert get_args(OnChanged) == ("fail", "update", "post_difference")
    assert get_args(OnVoided) == ("fail", "post_again", "leave")


def test_a_route_is_for_every_product_and_a_field_has_to_be_filled() -> None:
    """Unless it says otherwise."""
    assert AccountRoute("4000", "200").product_code == ""
    assert FieldRoute("Location", "Region").options == ()
    assert FieldRoute("Location", "Region").may_be_empty is False
