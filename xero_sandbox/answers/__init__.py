"""What goes out: Xero's JSON, its error answers, and how a record looks."""
