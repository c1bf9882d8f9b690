"""Scripts, comparing and counting: pure."""
