"""The accounting: pure functions from Xero's documents to RevRec's rows and to findings."""
