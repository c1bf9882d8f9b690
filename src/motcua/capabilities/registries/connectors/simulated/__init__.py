"""Registries that this installation plays itself: for demonstration, rehearsal and tests.

They keep their data in tables of their own (``registries_simulated_*``), apart from all else, as a
registry elsewhere would. Never in service.
"""
