"""Addresses of pages for search engines (sitemaps.org)."""
