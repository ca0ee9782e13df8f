"""Flask commands, one module a noun."""
