"""How people write dates and periods."""
