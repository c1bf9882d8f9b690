"""Mining as pure functions: graphs, variants, alignments with a design, and places to draw them."""
