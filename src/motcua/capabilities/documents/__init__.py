"""Papers: what people hand in and what agencies issue, kept sealed, typeset, signed, verified."""
