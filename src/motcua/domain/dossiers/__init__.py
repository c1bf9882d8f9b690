"""The life of a dossier: drafts, states, numbers, clock and the log of what happened."""
