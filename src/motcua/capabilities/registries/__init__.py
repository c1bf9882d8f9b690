"""Registries of the state: who is asked what, on which legal basis, and what came of it.

Each exchange is logged without the values exchanged; each registry stands behind a protocol.
"""
