"""What a person finds in Xero's screens, to look at: pages made here, without a script and without a change."""
