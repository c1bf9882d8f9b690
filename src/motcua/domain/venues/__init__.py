"""Venues: places away from the office at which an agency's desk receives papers, and when."""
