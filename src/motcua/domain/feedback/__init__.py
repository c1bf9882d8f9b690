"""Feedback: what people tell the state about its rules, dossiers and officers, and what became of it."""
