"""Reserves: numbers of a day kept for a counter without a line, and what became of each."""
