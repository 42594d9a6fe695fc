"""What an organisation sets up: chart, tax, currencies, tracking, items and people."""
