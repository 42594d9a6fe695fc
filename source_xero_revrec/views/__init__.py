"""The SQL views that show which rows in the warehouse are current."""
