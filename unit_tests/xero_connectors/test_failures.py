"""Xero's refusals are shown as what they are to the user."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from xero_api import errors
from xero_api.errors import XeroError
from xero_connectors.config_fault import ConfigFault
from xero_connectors.failures import config_fault, loaded, traced
from xero_connectors.json_file import SeveralValues

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("kind", "failure_type"),
    [
        (errors.CredentialsRefused, FailureType.config_error),
        (errors.ScopeMissing, FailureType.config_error),
        (errors.OrganisationUnreachable, FailureType.config_error),
        (errors.EndpointRefused, FailureType.config_error),
        (errors.WayBlocked, FailureType.config_error),
        (errors.DayLimitReached, FailureType.transient_error),
        (errors.XeroUnavailable, FailureType.transient_error),
        (partial(errors.OutcomeUncertain, answered=True), FailureType.transient_error),
        (errors.RequestRefused, FailureType.system_error),
        (errors.WalkIncomplete, FailureType.system_error),
    ],
)
def test_what_the_user_can_mend_is_a_config_error(kind: Callable[[str], XeroError], failure_type: FailureType) -> None:
    """What another sync mends is transient, the rest is ours; the sentence is shown as it is."""
    error = kind("Add the scope.")
    shown = traced(error)

    assert failure_type is shown.failure_type
    assert shown.message == "Add the scope."
    assert shown.internal_message == type(error).__name__


def test_every_error_has_been_thought_of() -> None:
    """No error of Xero's client is missing in the table above."""
    concrete = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, XeroError) and not kind.__subclasses__()
    }

    assert {kind.__name__ for kind in concrete} == {
        "CredentialsRefused",
        "ScopeMissing",
        "OrganisationUnreachable",
        "EndpointRefused",
        "WayBlocked",
        "DayLimitReached",
        "XeroUnavailable",
        "OutcomeUncertain",
        "RequestRefused",
        "WalkIncomplete",
    }


def test_a_fault_of_the_configuration_is_a_config_error() -> None:
    """Its sentence is shown as it is."""
    shown = config_fault(ConfigFault("credentials is missing"))

    assert shown.failure_type is FailureType.config_error
    assert (shown.message, shown.internal_message) == ("credentials is missing", "ConfigFault")


@pytest.mark.parametrize("failure", [SeveralValues("messages"), ValueError("other fields"), TypeError("a number")])
def test_a_file_that_holds_something_else_is_told_by_what_it_should_hold(failure: Exception) -> None:
    """Where it is no JSON at all, that is the sentence."""

    def load(raised: Exception) -> str:
        raise raised

    with pytest.raises(AirbyteTracedException) as other:
        loaded(lambda: load(failure), "It is no list of states.")
    with pytest.raises(AirbyteTracedException) as none:
        loaded(lambda: load(ConfigFault("It is no JSON.")), "It is no list of states.")

    assert (other.value.message, none.value.message) == ("It is no list of states.", "It is no JSON.")
    assert other.value.failure_type is FailureType.config_error
    assert loaded(lambda: 1, "") == 1
