"""Where electronic identities come from, one folder per kind of provider."""
