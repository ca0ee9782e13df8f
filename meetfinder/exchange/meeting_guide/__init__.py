"""Meeting Guide JSON."""
