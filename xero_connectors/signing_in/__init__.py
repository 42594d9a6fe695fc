"""The command `sign-in`: a user lets the connector into Xero, and the configuration is saved."""
