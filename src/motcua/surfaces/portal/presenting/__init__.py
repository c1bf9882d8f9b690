"""Values of the domain as sentences and rows that a template only has to place."""
