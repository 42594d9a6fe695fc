"""What would be done with each journal entry, as it is shown, approved and kept."""
