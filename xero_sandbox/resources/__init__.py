"""What can be written, or lies under a record: a module for each resource of the Accounting API."""
