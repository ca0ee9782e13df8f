"""Meetings as a table that opens in spreadsheets, and tables of others read back."""
