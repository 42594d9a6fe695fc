"""Service periods: how people write them, and the chain of rules that decides."""
