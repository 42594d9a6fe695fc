"""The general ledger, what is posted to it, and the reports on it."""
