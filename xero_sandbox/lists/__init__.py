"""Which records a list answers with, and in which order."""
