"""Notes of officers about a dossier: for colleagues, never for the applicant."""
