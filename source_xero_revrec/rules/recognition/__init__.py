"""Recognition of revenue: from dated lines to months, journal entries, the roll-forward and its tie to the ledger."""
