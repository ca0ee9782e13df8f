"""From a point and filters to an answer."""
