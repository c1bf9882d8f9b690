"""Ways out of the house: one folder per vendor behind one protocol."""
