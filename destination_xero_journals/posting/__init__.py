"""Writing into Xero, proving what was written, and the records that last."""
