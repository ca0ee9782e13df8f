"""What changed in the directory, for feed readers (RFC 4287)."""
