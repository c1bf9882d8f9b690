"""The catalogue: what each procedure asks and promises, version by version."""
