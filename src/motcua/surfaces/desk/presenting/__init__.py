"""From what the contexts know to the words, shapes and doors of the desk's pages."""
