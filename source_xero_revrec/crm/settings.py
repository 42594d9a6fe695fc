"""Where the CRM's customers may be kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from source_xero_revrec.crm.file import CrmFile
from source_xero_revrec.crm.hubspot import HubSpot
from source_xero_revrec.crm.listed import CrmList
from source_xero_revrec.crm.salesforce import Salesforce

Crm = Annotated[CrmList | CrmFile | Salesforce | HubSpot, Field(discriminator="source")]
"""The choice that the form offers; another CRM is one more alternative here, with a `reader` of its own."""
