"""Sentences said aloud in Vietnamese, made on the server and kept. No table of its own."""
