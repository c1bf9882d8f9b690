"""Dossiers that several agencies settle together: who does which part, by when, and how it ended."""
