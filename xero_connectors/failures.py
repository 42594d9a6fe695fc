"""What Xero or the configuration refuse, as the errors that Airbyte shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from xero_api.errors import AccessRefused, TryLater, XeroError
from xero_connectors.config_fault import ConfigFault
from xero_connectors.json_file import SeveralValues

if TYPE_CHECKING:
    from collections.abc import Callable

Loaded = TypeVar("Loaded")


def traced(error: XeroError) -> AirbyteTracedException:
    """Return the error as Airbyte's own, with its sentence as the message that the user reads.

    What the user can mend is a config error, what another sync mends is transient, everything else is ours.
    """
    if isinstance(error, AccessRefused):
        kind = FailureType.config_error
    elif isinstance(error, TryLater):
        kind = FailureType.transient_error
    else:
        kind = FailureType.system_error
    return AirbyteTracedException(message=str(error), internal_message=type(error).__name__, failure_type=kind)


def config_fault(fault: ConfigFault) -> AirbyteTracedException:
    """Return a fault of the configuration as Airbyte's own error."""
    return AirbyteTracedException(
        message=str(fault), internal_message=type(fault).__name__, failure_type=FailureType.config_error
    )


def loaded(load: Callable[[], Loaded], otherwise: str) -> Loaded:
    """Return what a file holds; raises AirbyteTracedException, which says `otherwise` where it holds something else."""
    try:
        return load()
    except SeveralValues:
        fault = ConfigFault(otherwise)
    except ConfigFault as found:
        fault = found
    except (ValueError, TypeError):
        fault = ConfigFault(otherwise)
    raise config_fault(fault)
