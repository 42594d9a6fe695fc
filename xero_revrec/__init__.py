"""What the two connectors agree on: how Xero is reached, and by which key a RevRec journal is known there."""
