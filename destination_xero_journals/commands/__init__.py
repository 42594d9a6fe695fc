"""The commands: Airbyte's four, and what a person needs besides."""
