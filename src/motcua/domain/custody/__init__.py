"""Who holds the papers themselves: an axis of its own, beside the state of the dossier."""
