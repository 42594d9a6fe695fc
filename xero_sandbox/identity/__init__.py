"""Xero's identity service: apps, scopes, tokens, connections and the consent page."""
