"""Meetings out of hand-made pages: by rules, and blank where the words do not tell."""
