"""What a dossier owes in money: an axis of its own, beside its state (Article 22 of Decree 61/2018)."""
