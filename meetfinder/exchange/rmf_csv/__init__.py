"""The table in which the UK Recovery Meeting Finder publishes meetings of several fellowships."""
