"""What a table is, how a file says it, what its cells mean, which rows hold, what it leaves open."""
