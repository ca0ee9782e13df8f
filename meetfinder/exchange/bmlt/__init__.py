"""BMLT: the semantic API of the servers that many service committees run, answered and read here."""
