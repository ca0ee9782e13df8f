"""Deriving the table of places from other people's packages. Nothing here runs when the site does."""
