"""What the CRM refuses, as the error that Airbyte shows."""

from __future__ import annotations

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.crm.faults import CrmFault, CrmUnavailable


def crm_fault(fault: CrmFault) -> AirbyteTracedException:
    """Return the CRM's fault as Airbyte's own error, transient where another sync mends it."""
    kind = FailureType.transient_error if isinstance(fault, CrmUnavailable) else FailureType.config_error
    return AirbyteTracedException(message=str(fault), internal_message=type(fault).__name__, failure_type=kind)
