"""The organisations of a sync, side by side and told in their order: one that fails stops alone."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.streams.ahead import side_by_side
from xero_api.errors import CredentialsRefused, XeroError
from xero_connectors.config_fault import ConfigFault
from xero_connectors.failures import config_fault, traced
from xero_connectors.organisations import SIDE_BY_SIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator, Sequence

    from airbyte_cdk.models import AirbyteMessage

    from xero_connectors.organisations import Organisation, Organisations

    Told = AirbyteMessage | Callable[[], AirbyteMessage]
    """A record, or what makes a state of all that was told before it."""


class StreamsUnread(AirbyteTracedException):
    """A failure of some streams alone; what the others that are read with them told is whole."""

    def __init__(self, streams: Collection[str], failure: AirbyteTracedException) -> None:
        """Say of these streams what failed."""
        super().__init__(failure.internal_message, failure.message, failure.failure_type)
        self.streams = frozenset(streams)


def read_each(
    organisations: Organisations,
    read: Callable[[Organisation], Generator[Told]],
    *,
    known: Collection[str] = (),
) -> Iterator[AirbyteMessage]:
    """Yield what `read` gives of each organisation, in their order however long each takes.

    Organisations are read side by side: `read` runs in a thread of its own and keeps to what is its organisation's.
    States hold those of all, so that it hands out what makes them, which is called when everything before is told.
    `known` are the ids of those that earlier syncs went on from: one that is not among them is refused unless the
    configuration names it, since its rows would be added to the tables of another.

    Raises AirbyteTracedException after the last one where some could not be read, each with its name; at once where
    Xero refuses the sign-in, which is that of all.
    """
    try:
        connected = organisations.connected()
    except XeroError as error:
        raise traced(error) from None
    failed = [traced(error) for error in connected.unreachable]
    several = len(connected.organisations) + len(failed) > 1
    readers = [
        partial(
            read if not known or each.tenant_id in known or organisations.names(each) else partial(_refuse, known), each
        )
        for each in connected.organisations
    ]
    told = side_by_side(readers, SIDE_BY_SIDE)
    with closing(told):
        yield from _each(connected.organisations, told, failed, several=several)
    if failed:
        raise together(failed)


def _each(
    organisations: Sequence[Organisation],
    told: Iterator[Iterator[Told]],
    failed: list[AirbyteTracedException],
    *,
    several: bool,
) -> Iterator[AirbyteMessage]:
    for organisation, messages in zip(organisations, told, strict=True):
        try:
            for message in messages:
                yield message() if callable(message) else message
        except CredentialsRefused as error:
            raise traced(error) from None
        except Exception as error:  # noqa: BLE001 - whatever ends one organisation is told, and the others go on
            failure = _told(error)
            failed.append(_named(organisation, failure) if several else failure)


def _refuse(known: Collection[str], organisation: Organisation) -> Generator[Told]:
    yield from ()
    raise ConfigFault(
        f"This connection has read the organisation {', '.join(sorted(known))} so far, and what signs in now reaches "
        f"{organisation.name} ({organisation.tenant_id}): its rows would be added to the same tables. If that is "
        f"meant, write {organisation.name} into `organisations`. If not, sign in to the organisation of before, or "
        f"clear the streams' data and state."
    )


def together(failures: Sequence[AirbyteTracedException]) -> AirbyteTracedException:
    """Return several failures as one: for the user to mend if any is, else for another sync if all are."""
    if len(failures) == 1:
        return failures[0]
    kinds = {failure.failure_type for failure in failures}
    if FailureType.config_error in kinds:
        kind = FailureType.config_error
    else:
        kind = FailureType.transient_error if kinds == {FailureType.transient_error} else FailureType.system_error
    failure = AirbyteTracedException(
        message="\n".join(dict.fromkeys(failure.message or "" for failure in failures)),
        internal_message="; ".join(dict.fromkeys(failure.internal_message or "" for failure in failures)),
        failure_type=kind,
    )
    some = [each.streams for each in failures if isinstance(each, StreamsUnread)]
    return StreamsUnread(frozenset().union(*some), failure) if len(some) == len(failures) else failure


def _told(error: Exception) -> AirbyteTracedException:
    if isinstance(error, AirbyteTracedException):
        return error
    if isinstance(error, XeroError):
        return traced(error)
    return config_fault(error) if isinstance(error, ConfigFault) else AirbyteTracedException.from_exception(error)


def _named(organisation: Organisation, failure: AirbyteTracedException) -> AirbyteTracedException:
    if organisation.name not in (failure.message or ""):
        failure.message = f"{organisation.name}: {failure.message}"
    return failure
