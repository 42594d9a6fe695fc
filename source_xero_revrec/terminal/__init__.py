"""Airbyte's commands as a person reads them: sentences, a moving line, a table at the end."""
