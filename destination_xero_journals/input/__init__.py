"""What comes in: Airbyte's messages, and the lines that a sync collects from them."""
