"""The source connector: Xero into the warehouse, complete and to the cent."""
