"""HTTP only: what a request asks and what it is answered."""
