"""What stops the makers of evidence."""


class StampRefused(RuntimeError):
    """The time-stamping authority did not answer, or with what proves nothing; it is asked again later."""


class PastAltered(RuntimeError):
    """The positions no longer lead to the last checkpoint: nothing more is signed before somebody looks."""
