"""Messages to people: written with the change they tell of, delivered by the worker, kept as an inbox."""
