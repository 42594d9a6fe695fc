"""What stands in Xero: accounts, tracking, lock dates, and the manual journals that bear our keys."""
