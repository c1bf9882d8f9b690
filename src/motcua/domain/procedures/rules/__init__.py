"""What a record says, what it costs, what is wrong with it, which words find it."""
