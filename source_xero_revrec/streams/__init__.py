"""Airbyte's streams: what is offered, and how a walk over Xero becomes records and states."""
