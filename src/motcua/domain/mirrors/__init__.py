"""Dossiers that other systems of the state handle, as they tell of them: read here, never acted on."""
