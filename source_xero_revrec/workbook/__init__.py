"""The workbook that RevRec imports: its sheets, its file, and the way to where RevRec picks it up."""
