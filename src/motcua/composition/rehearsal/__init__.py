"""Rehearsal: a draft procedure run with sample data, a turned clock and imaginary people."""
