"""Files of tables: CSV, Excel and JSON Lines, read row by row."""
