"""A meeting for search engines (schema.org)."""
