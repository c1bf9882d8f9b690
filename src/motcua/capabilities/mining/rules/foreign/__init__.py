"""Logs of other systems: tables and XES read row by row, columns and steps guessed, rows made cases."""
