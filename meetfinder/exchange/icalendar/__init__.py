"""Meetings for calendar programs (RFC 5545, RFC 7986)."""
