"""Find a recovery meeting near a postcode, dual-diagnosis groups first."""
