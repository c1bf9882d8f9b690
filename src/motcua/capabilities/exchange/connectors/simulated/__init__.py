"""A national portal that we play ourselves, for tests and the demo."""
