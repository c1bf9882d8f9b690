"""Registries behind their protocols: one folder per system."""
