"""What the form says to the ledger, and nothing of the rest."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.rules.periods.settings import DAY_AFTER

if TYPE_CHECKING:
    from source_xero_revrec.crm.settings import Crm
    from source_xero_revrec.ledger.custom_fields import CustomField
    from source_xero_revrec.rules.conversion import ConversionSettings
    from source_xero_revrec.rules.recognition.settings import RecognitionSettings

# Another number where states of earlier versions lack something without which a change may stay unseen.
_MEMORY = 2

Mode = Literal["invoice_equals_contract", "customer_name_mapping"]


@dataclass(frozen=True)
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

    @cached_property
    def fingerprint(self) -> str:
        """Return a short text that changes with whatever decides rows of documents that nobody touches.

        So does a version whose states remember other things. The CRM's customers and the table of overrides are held
        against documents by themselves, and the end that RevRec is given is the workbook's.
        """
        alone = self.conversion.periods.model_copy(update={"overrides": None, "service_end": DAY_AFTER})
        # A set is written in another order by each process.
        here = (
            {**asdict(self.recognition), "other_liabilities": sorted(self.recognition.other_liabilities)}
            if self.recognition
            else None
        )
        names = self.ignore_case_and_spaces, self.personal_data
        decides = _MEMORY, replace(self.conversion, periods=alone), self.mode, *names, here
        return digest(repr(decides).encode())

    @property
    def categories(self) -> set[str]:
        """Return the tracking categories whose options are on rows by name, or date lines."""
        named = {field.xero_tracking_category for field in self.custom_fields}
        return (named | {self.conversion.periods.tracking_category or ""}) - {""}

    @property
    def orders_from_invoices(self) -> bool:
        """Tell whether each invoice is a contract, so that orders are made from invoices."""
        return self.mode == "invoice_equals_contract"
