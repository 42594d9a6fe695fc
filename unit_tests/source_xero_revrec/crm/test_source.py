"""Whatever the form offers for the CRM can be read, and says how it fails."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, get_args

import pytest
import requests
from airbyte_cdk.models import FailureType
from pydantic import TypeAdapter

from source_xero_revrec.crm.calls import Calls
from source_xero_revrec.crm.customers import crm_fault
from source_xero_revrec.crm.settings import Crm
from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from unit_tests.source_xero_revrec.crm.made_salesforce import SETTINGS as SALESFORCE
from xero_api.patience import Patience
from xero_api.transport import Transport

if TYPE_CHECKING:
    from source_xero_revrec.crm.source import CrmSource
    from unit_tests.conftest import FakeClock

CONFIGURED: list[dict[str, Any]] = [
    {"source": "list", "customers": []},
    {"source": "file", "location": "customers.csv"},
    SALESFORCE,
    {"source": "hubspot", "access_token": "not-a-real-token"},
]


@pytest.fixture(params=CONFIGURED, ids=lambda each: each["source"])
def source(request: pytest.FixtureRequest, clock: FakeClock) -> CrmSource:
    """Hand out what reads the customers of each kind of CRM; nothing is asked of it yet."""
    settings: Any = TypeAdapter(Crm).validate_python(request.param)
    reader: CrmSource = settings.reader(Calls(Transport(requests.Session()), Patience(clock, random.Random(1))), None)
    return reader


def test_every_choice_of_the_form_is_tried_here() -> None:
    """A CRM that is added turns this red."""
    (choices, _) = get_args(Crm)

    assert len(get_args(choices)) == len(CONFIGURED)


def test_a_source_has_a_name_for_messages(source: CrmSource) -> None:
    """It begins a sentence."""
    assert source.title[0].isupper()


def test_a_crm_and_its_files_may_hold_records_without_a_name_and_a_list_may_not(source: CrmSource) -> None:
    """Users of a CRM save such records and export them; in a list that somebody typed they are slips."""
    assert source.nameless_records_match_nothing is not source.title.startswith("The CRM list")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (CrmFault("Correct it."), FailureType.config_error),
        (CrmUnavailable("Try again."), FailureType.transient_error),
    ],
)
def test_airbyte_is_told_whether_another_sync_helps(fault: CrmFault, kind: FailureType) -> None:
    """What the user can mend is a config error, what passes is transient; the sentence is the fault's own."""
    told = crm_fault(fault)

    assert (told.message, told.failure_type, told.internal_message) == (str(fault), kind, type(fault).__name__)
