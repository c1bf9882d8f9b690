"""Practising: guided exercises on made-up dossiers, and what of each was really done."""
