"""x."""

DOSSIERS = 300
