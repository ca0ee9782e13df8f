"""Meetings kept in a Google Sheet of the usual layout, read from its API or from its published table."""
