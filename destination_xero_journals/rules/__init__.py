"""The accounting: pure functions from RevRec's lines and Xero's facts to journals and problems."""
