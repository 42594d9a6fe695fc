"""What both connectors need as Airbyte connectors: signing in, organisations, the form, the command line."""
