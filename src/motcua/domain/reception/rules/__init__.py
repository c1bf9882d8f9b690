"""The rules of the waiting room: whose turn it is, how long it takes, which times can be booked."""
