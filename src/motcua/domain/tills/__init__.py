"""Tills: where an agency's fees are paid into."""
