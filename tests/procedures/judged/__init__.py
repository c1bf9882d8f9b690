"""Everyday queries judged by somebody who knew neither synonyms nor ranking; README.md tells how."""
