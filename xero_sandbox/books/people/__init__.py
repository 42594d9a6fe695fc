"""What people do in Xero's screens, a module for each role."""
