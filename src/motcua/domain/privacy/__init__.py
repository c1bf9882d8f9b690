"""What people may know of their own data: who read it, when, for what; and asking why."""
