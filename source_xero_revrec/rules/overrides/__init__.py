"""A person's word on service periods: rows of a table that win over every rule."""
