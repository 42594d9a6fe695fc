"""Invoices, bills, credit notes, quotes and orders, and the lines and sums on them."""
