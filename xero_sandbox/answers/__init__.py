"""What goes out: Xero's JSON, its error answers, how a record looks, and the way back to the client."""
