"""Meetings as points on a map (RFC 7946)."""
