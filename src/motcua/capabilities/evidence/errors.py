"""What stops the makers of evidence."""


class PastAltered(RuntimeError):
    """The positions no longer lead to the last checkpoint: nothing more is signed before somebody looks."""
