"""How fast the product is, beside what the database could do at the most. Run by `make bench`."""
