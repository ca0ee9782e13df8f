"""One package a format, reader and writer together, pure."""
