"""Organisations side by side: told in their order, what fails in one is told, and the others are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.streams.partitions import StreamsUnread, read_each, together
from unit_tests.source_xero_revrec.made_organisation import FakeOrganisations
from xero_api.errors import CredentialsRefused, OrganisationUnreachable, RequestRefused, XeroError, XeroUnavailable
from xero_connectors.config_fault import ConfigFault
from xero_connectors.organisations import Connected, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG, TRANSIENT, SYSTEM = FailureType.config_error, FailureType.transient_error, FailureType.system_error


class Some(FakeOrganisations):
    """Organisations of which one that was asked for is not connected."""

    def connected(self) -> Connected:
        """Return those that are, and what is wrong with the other."""
        return Connected(self.all(), [OrganisationUnreachable("`organisations` names 'Gone', which is not connected.")])


def read(organisations: FakeOrganisations, **wrong: Exception) -> tuple[list[str], AirbyteTracedException | None]:
    """Return the ids of the organisations that were told, and what was raised after them."""
    seen: list[Any] = []

    def one(organisation: Organisation) -> Iterator[Any]:
        if organisation.tenant_id in wrong:
            raise wrong[organisation.tenant_id]
        yield organisation.tenant_id

    try:
        seen.extend(read_each(cast("Any", organisations), one))
    except AirbyteTracedException as failure:
        return seen, failure
    return seen, None


def test_all_are_read_where_none_fails() -> None:
    """In the order of the configuration."""
    assert read(FakeOrganisations(a=0, b=0, c=0)) == (["a", "b", "c"], None)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (XeroUnavailable("Xero gave no answer."), TRANSIENT),
        (RequestRefused("Xero refused the request."), SYSTEM),
        (OrganisationUnreachable("Access is lost."), CONFIG),
        (ConfigFault("No such category."), CONFIG),
        (KeyError("Date"), SYSTEM),
    ],
)
def test_one_that_fails_is_named_and_the_others_are_read(error: Exception, kind: FailureType) -> None:
    """Whatever it is that ends it."""
    seen, failure = read(FakeOrganisations(a=0, b=0, c=0), b=error)

    assert seen == ["a", "c"]
    assert failure is not None
    assert (failure.message or "").startswith("The company b: ")
    assert failure.failure_type is kind


def test_what_makes_a_state_is_called_when_everything_before_it_is_told() -> None:
    """A state holds the places of all organisations: made earlier, it would speak of rows that are not out."""
    told: list[Any] = []

    def one(organisation: Organisation) -> Iterator[Any]:
        for number in range(300):
            yield f"{organisation.tenant_id}{number}"
        yield lambda: len(told)

    told.extend(read_each(cast("Any", FakeOrganisations(a=0, b=0, c=0)), cast("Any", one)))

    expected: list[Any] = []
    for tenant in "abc":
        expected += [f"{tenant}{number}" for number in range(300)]
        expected.append(len(expected))
    assert told == expected


def test_an_only_organisation_needs_no_name() -> None:
    """The sentence stays as it is."""
    _, failure = read(FakeOrganisations(a=0), a=XeroUnavailable("Xero gave no answer."))

    assert failure is not None
    assert failure.message == "Xero gave no answer."


def test_one_that_is_not_connected_stops_none_that_is() -> None:
    """Its own sentence names it."""
    seen, failure = read(Some(a=0))

    assert seen == ["a"]
    assert failure is not None
    assert failure.message == "`organisations` names 'Gone', which is not connected."


class Unknown(FakeOrganisations):
    """Organisations that cannot even be looked up."""

    def connected(self) -> Connected:
        """Raise what signing in raises."""
        raise CredentialsRefused("Wrong secret.")


def test_what_keeps_every_organisation_away_is_told_as_it_is() -> None:
    """Nothing can be read before signing in."""
    seen, failure = read(Unknown())

    assert seen == []
    assert failure is not None
    assert (failure.message, failure.failure_type) == ("Wrong secret.", CONFIG)


def test_refused_credentials_are_told_at_once() -> None:
    """The sign-in is that of every organisation: asking for the next would say the same again."""
    seen, failure = read(FakeOrganisations(a=0, b=0), a=CredentialsRefused("Wrong secret."))

    assert seen == []
    assert failure is not None
    assert failure.message == "Wrong secret."


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ([TRANSIENT, TRANSIENT], TRANSIENT),
        ([TRANSIENT, CONFIG], CONFIG),
        ([SYSTEM, CONFIG], CONFIG),
        ([TRANSIENT, SYSTEM], SYSTEM),
        ([SYSTEM, SYSTEM], SYSTEM),
    ],
)
def test_several_failures_are_of_the_kind_that_asks_most_of_the_user(
    kinds: list[FailureType], kind: FailureType
) -> None:
    """Another try alone helps only where it helps with all of them."""
    failures = [
        AirbyteTracedException(message=f"No. {n}", internal_message="Error", failure_type=each)
        for n, each in enumerate(kinds)
    ]

    one = together(failures)

    assert one.failure_type is kind
    assert one.message == "No. 0\nNo. 1"
    assert one.internal_message == "Error"


def test_what_several_say_alike_is_said_once() -> None:
    """An error of Xero's that strikes all is one line."""
    error: XeroError = XeroUnavailable("Xero gave no answer.")
    same = [AirbyteTracedException(message=str(error), failure_type=TRANSIENT) for _ in range(3)]

    assert together(same).message == "Xero gave no answer."


class Named(FakeOrganisations):
    """Organisations of which the configuration names some."""

    def names(self, organisation: Organisation) -> bool:
        """Tell whether it is the one that is named."""
        return organisation.tenant_id == "b"


def test_an_organisation_that_earlier_syncs_did_not_read_is_refused_unless_it_is_named() -> None:
    """Its rows would be added to the tables of another; without a state nothing is known."""
    seen: list[str] = []

    def one(organisation: Organisation) -> Iterator[Any]:
        seen.append(organisation.tenant_id)
        yield organisation.tenant_id

    with pytest.raises(AirbyteTracedException, match="added to the same tables") as refused:
        list(read_each(cast("Any", Named(a=0, b=0, c=0)), one, known={"a", "z"}))

    assert seen == ["a", "b"]
    assert refused.value.failure_type is CONFIG
    assert "a, z so far" in (refused.value.message or "")


def test_failures_of_some_streams_are_one_of_all_of_these() -> None:
    """Unless another failure is among them, which leaves every stream short."""
    failure = AirbyteTracedException(message="No Trial Balance.", failure_type=FailureType.transient_error)
    some = [StreamsUnread([name], failure) for name in ("totals", "tie")]

    one = together(some)

    assert isinstance(one, StreamsUnread)
    assert (one.streams, one.message) == ({"totals", "tie"}, "No Trial Balance.")
    assert not isinstance(together([*some, failure]), StreamsUnread)
