"""RevRec's journal entries into Xero as manual journals, exactly once."""
