"""The checks: what each compares, for one document and for a month."""
