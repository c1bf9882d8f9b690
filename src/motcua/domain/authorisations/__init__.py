"""Acting for others: who lets whom do what in the own name, from when to when, and on what proof."""
