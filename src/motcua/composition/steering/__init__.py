"""Figures for those who lead: kept from events, each one a door to its dossiers."""
