"""Work that comes round again: what is due, and who is at it, so that two never do the same at once."""
