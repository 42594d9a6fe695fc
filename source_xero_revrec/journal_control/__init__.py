"""RevRec's journal entries: what was sent to Xero, and which of Xero's manual journals stand for it."""
