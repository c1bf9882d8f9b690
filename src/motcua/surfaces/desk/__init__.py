"""The officers' desk: take in, handle, decide, report."""
