"""What Decree 20/2008 says of feedback: lawful moves, sides, days, and what must be hidden."""
