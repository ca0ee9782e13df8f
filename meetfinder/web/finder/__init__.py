"""The pages of searchers."""
