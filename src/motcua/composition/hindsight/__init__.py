"""Hindsight: what really happened to the dossiers of a procedure, beside its design."""
