"""What an organisation is set up with: its name and dates, chart, tax rates and currencies."""
