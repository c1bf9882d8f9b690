"""A national catalogue of 7,000 procedures: real ones, and for the rest synthetic names."""
