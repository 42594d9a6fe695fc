"""RevRec's journal entries: how they are read, what refuses them, and by which key Xero knows them."""
