"""The organisations of a sync, one after the other: one that fails stops alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from xero_api.errors import CredentialsRefused, XeroError
from xero_connectors.config_fault import ConfigFault
from xero_connectors.failures import config_fault, traced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from airbyte_cdk.models import AirbyteMessage

    from xero_connectors.organisations import Organisation, Organisations


def read_each(
    organisations: Organisations,
    read: Callable[[Organisation], Iterator[AirbyteMessage]],
    *,
    known: Collection[str] = (),
) -> Iterator[AirbyteMessage]:
    """Yield what `read` gives of each organisation; `known` are the ids of those that earlier syncs went on from.

    One that is not among them is refused unless the configuration names it: its rows would be added to the tables of
    another.

    Raises AirbyteTracedException after the last one where some could not be read, each with its name; at once where
    Xero refuses the credentials, which are those of all.
    """
    try:
        connected = organisations.connected()
    except XeroError as error:
        raise traced(error) from None
    failed = [traced(error) for error in connected.unreachable]
    several = len(connected.organisations) + len(failed) > 1
    for organisation in connected.organisations:
        try:
            if known and organisation.tenant_id not in known and not organisations.names(organisation):
                _refuse(organisation, known)
            yield from read(organisation)
        except CredentialsRefused as error:
            raise traced(error) from None
        except Exception as error:  # noqa: BLE001 - whatever ends one organisation is told, and the others go on
            failure = _told(error)
            failed.append(_named(organisation, failure) if several else failure)
    if failed:
        raise together(failed)


def _refuse(organisation: Organisation, known: Collection[str]) -> None:
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
    return AirbyteTracedException(
        message="\n".join(dict.fromkeys(failure.message or "" for failure in failures)),
        internal_message="; ".join(dict.fromkeys(failure.internal_message or "" for failure in failures)),
        failure_type=kind,
    )


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
