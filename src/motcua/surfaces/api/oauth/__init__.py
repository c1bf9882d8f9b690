"""Tokens for systems by their keys (OAuth 2.0)."""
