"""The command `source-xero-revrec close`: a month's figures, its verdict, its entries, and what is kept of it."""
