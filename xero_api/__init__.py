"""Everything that talks to Xero; knows neither Airbyte nor RevRec."""
