"""What people do in Xero's screens, by who does it."""
