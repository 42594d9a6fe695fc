"""What the form says to the ledger, and nothing of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from source_xero_revrec.crm.settings import Crm
    from source_xero_revrec.ledger.custom_fields import CustomField
    from source_xero_revrec.rules.conversion import ConversionSettings
    from source_xero_revrec.rules.recognition.settings import RecognitionSettings

Mode = Literal["invoice_equals_contract", "customer_name_mapping"]


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """How one connection's sales documents become RevRec's records.

    `crm` is where the customers are kept whose orders come from the CRM, None where each invoice is a contract.
    `invoices_date_credit_notes` tells whether a credit note's service dates depend on the invoices that it is applied
    to. `recognition` says how revenue is recognised here, None where RevRec does it.
    """

    conversion: ConversionSettings
    mode: Mode = "invoice_equals_contract"
    crm: Crm | None = None
    ignore_case_and_spaces: bool = False
    custom_fields: tuple[CustomField, ...] = ()
    invoices_date_credit_notes: bool = True
    personal_data: bool = True
    recognition: RecognitionSettings | None = None

    @property
    def orders_from_invoices(self) -> bool:
        """Tell whether each invoice is a contract, so that orders are made from invoices."""
        return self.mode == "invoice_equals_contract"
