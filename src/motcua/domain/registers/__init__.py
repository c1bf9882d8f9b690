"""The yearly register of each one-stop desk, closed at the year's end and never changed afterwards."""
