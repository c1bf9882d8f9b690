"""What an agency finds out before it decides: opinions of others, visits to the spot."""
